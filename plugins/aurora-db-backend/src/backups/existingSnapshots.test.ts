import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import { testExistingBackups } from '../testing/services/testExistingBackups';

const at = new Date('2026-11-25T08:15:00Z');

/** A snapshot of the cluster that the portal took. */
const ours = {
  id: 'orders-cluster-manual-20261125080000',
  clusterIdentifier: 'orders-cluster',
  clusterResourceId: 'cluster-ORDERS',
  tags: {
    [auroraDbTags.cluster]: 'orders-cluster',
    [auroraDbTags.environment]: 'prod',
    [auroraDbTags.owner]: 'group:default/payments',
  },
};

describe('snapshots of a database of another tool', () => {
  it('have tags with the cluster, the user, the reason and the expiry', async () => {
    const { service, caller, snapshots, entityRef } = testExistingBackups();
    const { snapshot } = await service.create(
      entityRef,
      { label: 'Before v2.4', release: 'v2.4.0', expiresInDays: 30 },
      caller,
      at,
    );
    expect(snapshot.id).toBe('orders-cluster-before-v2-4-20261125081500');
    expect(snapshots.all[0]?.tags).toEqual({
      ...ours.tags,
      [auroraDbTags.label]: 'Before v2.4',
      [auroraDbTags.release]: 'v2.4.0',
      [auroraDbTags.createdBy]: 'user:default/ann',
      [auroraDbTags.expiresAt]: '2026-12-25T08:15:00.000Z',
    });
  });

  it.each([
    ['the longest identifier', 'a'.repeat(63)],
    ['one that is cut at a hyphen', `${'a'.repeat(30)}-${'b'.repeat(32)}`],
    ['the shortest identifier', 'a'],
    ['the form of a portal’s', 'orders-prd-aurora-cluster'],
  ])('have a valid id for %s', async (_, clusterIdentifier) => {
    const { service, caller, snapshots, entityRef } = testExistingBackups({
      clusterIdentifier,
    });
    const { snapshot } = await service.create(
      entityRef,
      { label: 'a very long reason for a snapshot' },
      caller,
    );
    expect(snapshot.deletable).toBe(true);
    expect(snapshot.id).toMatch(/^[a-z](-?[a-z0-9])*$/);
    expect(snapshot.id.length).toBeLessThanOrEqual(63);
    await service.delete(entityRef, snapshot.id, caller);
    expect(snapshots.all).toEqual([]);
  });

  it('are all listed, and only those that the portal took can be deleted', async () => {
    const { service, caller, snapshots, entityRef } = testExistingBackups();
    snapshots.all.push(
      testSnapshot(ours),
      testSnapshot({ ...ours, id: 'nightly-2026-11-24', tags: {} }),
      testSnapshot({
        ...ours,
        id: 'rds:orders-cluster-2026-11-24',
        type: 'automated',
      }),
      testSnapshot({
        ...ours,
        id: 'of-another-cluster',
        clusterIdentifier: 'other',
      }),
    );
    const { items } = await service.list(entityRef, caller.credentials);
    expect(
      Object.fromEntries(items.map(({ id, deletable }) => [id, deletable])),
    ).toEqual({
      [ours.id]: true,
      'nightly-2026-11-24': false,
      'rds:orders-cluster-2026-11-24': false,
    });
  });

  it.each([
    ['one that another tool took', { id: 'nightly', tags: {} }],
    [
      'one that another tool took with the tags of the cluster',
      { id: 'orders-cluster-20261125080000' },
    ],
    ['a copy under another name', { id: 'for-the-auditors' }],
    [
      'a copy under a name like ours',
      {
        sourceArn:
          'arn:aws:rds:us-east-1:444444444444:cluster-snapshot:orders-cluster-manual-20261125080000',
      },
    ],
    [
      'a copy under a name like ours, made later',
      { createdAt: new Date('2026-11-27T08:00:00Z') },
    ],
    [
      'one whose label is not in its id',
      { tags: { ...ours.tags, [auroraDbTags.label]: 'release' } },
    ],
    [
      'one that names another cluster',
      { tags: { ...ours.tags, [auroraDbTags.cluster]: 'other' } },
    ],
    [
      'one with an id like ours and no tag of the cluster',
      { tags: { [auroraDbTags.environment]: 'prod' } },
    ],
  ])('the portal does not delete %s', async (_, overrides) => {
    const { service, caller, snapshots, entityRef } = testExistingBackups();
    const snapshot = testSnapshot({ ...ours, ...overrides });
    snapshots.all.push(snapshot);
    await expect(
      service.delete(entityRef, snapshot.id, caller),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: `The portal did not take ${snapshot.id}, so it does not delete it. Use the tool that took the snapshot, or the RDS console`,
    });
    expect(snapshots.all).toEqual([snapshot]);
  });

  it('of an earlier cluster with the same identifier belong to the database only if the owner is the same', async () => {
    const { service, caller, snapshots, entityRef } = testExistingBackups();
    const earlier = { ...ours, clusterResourceId: 'cluster-EARLIER' };
    snapshots.all.push(
      testSnapshot({ ...earlier, id: 'orders-cluster-manual-20261120080000' }),
      testSnapshot({
        ...earlier,
        id: 'orders-cluster-manual-20261121080000',
        tags: { ...ours.tags, [auroraDbTags.owner]: 'group:default/search' },
      }),
      testSnapshot({ ...earlier, id: 'nightly-of-the-earlier', tags: {} }),
    );
    const { items } = await service.list(entityRef, caller.credentials);
    expect(items.map(({ id }) => id)).toEqual([
      'orders-cluster-manual-20261120080000',
    ]);
    await expect(
      service.delete(entityRef, 'orders-cluster-manual-20261121080000', caller),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each([
    [
      'stopped',
      'prod.orders-cluster is stopped, and RDS takes no snapshots of a stopped cluster. Start it, and take the snapshot when it is available',
    ],
    [
      'upgrading',
      'prod.orders-cluster is upgrading: wait until it is available, and take the snapshot then',
    ],
  ])('are refused while the cluster is %s', async (status, message) => {
    const { service, caller, snapshots, entityRef } = testExistingBackups({
      status,
    });
    await expect(service.create(entityRef, {}, caller, at)).rejects.toThrow(
      message,
    );
    await expect(service.check(entityRef, caller)).rejects.toThrow(message);
    expect(snapshots.all).toEqual([]);
  });

  it.each([
    ['has no instances', { members: [] }],
    [
      'is a secondary of a global database',
      { globalClusterIdentifier: 'orders-global' },
    ],
  ])('are possible if the cluster %s', async (_, overrides) => {
    const { service, caller, snapshots, entityRef } =
      testExistingBackups(overrides);
    await service.create(entityRef, {}, caller, at);
    expect(snapshots.all).toHaveLength(1);
  });

  it('are refused if the quota of the account is used up', async () => {
    const { service, caller, snapshots, entityRef } = testExistingBackups();
    snapshots.quota = { used: 100, limit: 100 };
    await expect(service.create(entityRef, {}, caller, at)).rejects.toThrow(
      'Account 444444444444 uses all of its 100 manual snapshots in ap-northeast-1',
    );
  });
});

describe('the release gate of a database of another tool', () => {
  const now = new Date('2026-11-25T08:30:00Z');
  const read = ({
    gate,
    entityRef,
    caller,
  }: ReturnType<typeof testExistingBackups>) =>
    gate.read(entityRef, 60, caller.credentials, now);

  it('passes with a fresh snapshot that another tool took', async () => {
    const setup = testExistingBackups();
    setup.snapshots.all.push(
      testSnapshot({ ...ours, id: 'terraform-nightly', tags: {} }),
    );
    expect(await read(setup)).toEqual({
      pass: true,
      snapshotId: 'terraform-nightly',
      ageMinutes: 30,
      reason:
        'Snapshot terraform-nightly is 30 min old, at most 60 min are allowed',
    });
  });

  it.each([
    ['no snapshot', {}, [], 'prod.orders-cluster has no manual snapshot'],
    [
      'only an automated one',
      {},
      [testSnapshot({ ...ours, type: 'automated' })],
      'prod.orders-cluster has no manual snapshot',
    ],
    [
      'an old one',
      {},
      [testSnapshot({ ...ours, createdAt: new Date('2026-11-24T08:00:00Z') })],
      `The newest snapshot ${ours.id} is 1470 min old`,
    ],
    [
      'a stopped cluster',
      { status: 'stopped' },
      [testSnapshot(ours)],
      'prod.orders-cluster is stopped: wait until it is available',
    ],
  ])('does not pass with %s', async (_, overrides, all, reason) => {
    const setup = testExistingBackups(overrides);
    setup.snapshots.all.push(...all);
    expect(await read(setup)).toMatchObject({
      pass: false,
      reason: expect.stringContaining(reason),
    });
  });
});
