import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import {
  sourceRef,
  sourceTags,
  testBackups,
} from '../testing/services/testBackups';

const at = new Date('2026-11-25T08:15:00Z');

describe('taking a snapshot', () => {
  it('has tags with the database, the user, the reason and the expiry', async () => {
    const { service, caller, snapshots } = testBackups();
    const { snapshot } = await service.create(
      sourceRef,
      { label: 'Before v2.4', release: 'v2.4.0', expiresInDays: 30 },
      caller,
      at,
    );
    expect(snapshot).toMatchObject({
      id: 'goal-mandala-prd-before-v2-4-20261125081500',
      label: 'Before v2.4',
      release: 'v2.4.0',
      createdBy: 'user:default/ann',
      expiresAt: '2026-12-25T08:15:00.000Z',
    });
    expect(snapshots.all[0]).toMatchObject({
      clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      tags: sourceTags,
    });
  });

  it('has no expiry if the request names none', async () => {
    const { service, caller, snapshots } = testBackups();
    await service.create(sourceRef, {}, caller, at);
    expect(snapshots.all[0]?.id).toBe('goal-mandala-prd-manual-20261125081500');
    expect(snapshots.all[0]?.tags).not.toHaveProperty(auroraDbTags.expiresAt);
  });

  it('returns the same snapshot to the same user, and takes no second one', async () => {
    const { service, caller, snapshots, stacks } = testBackups();
    const first = await service.create(sourceRef, {}, caller, at);
    const second = await service.create(sourceRef, {}, caller, at);
    expect(second.snapshot).toEqual(first.snapshot);
    expect(snapshots.all).toHaveLength(1);
    expect(stacks.calls).toEqual(['snapshot']);
  });

  it('tells the second of two users in the same second who was first', async () => {
    const { service, caller, other, snapshots } = testBackups();
    const both = await Promise.allSettled([
      service.create(sourceRef, {}, caller, at),
      service.create(sourceRef, {}, other, at),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({
      reason: {
        name: 'ConflictError',
        message:
          'user:default/ann started snapshot goal-mandala-prd-manual-20261125081500 of goal-mandala-prd within the same second. Wait until it is available, or choose another label',
      },
    });
    expect(snapshots.all).toHaveLength(1);
  });

  it('refuses a snapshot for another release in the same second', async () => {
    const { service, caller, snapshots } = testBackups();
    const take = (release: string) =>
      service.create(sourceRef, { label: 'release', release }, caller, at);
    const { snapshot } = await take('v2.4.0');
    await expect(take('v2.4.0')).resolves.toMatchObject({ snapshot });
    await expect(take('v2.5.0')).rejects.toThrow(
      /within the same second\. Wait until it is available, or choose another label$/,
    );
    expect(snapshots.all).toHaveLength(1);
  });

  it('names the user of a running snapshot while the cluster is backing up', async () => {
    const { service, caller, other, snapshots, account } = testBackups();
    await service.create(sourceRef, {}, caller, at);
    snapshots.all[0] = {
      ...testSnapshot({ ...snapshots.all[0], status: 'creating' }),
    };
    account.cluster = { ...account.cluster, status: 'backing-up' };
    await expect(
      service.create(sourceRef, {}, other, new Date(at.getTime() + 5_000)),
    ).rejects.toThrow(
      'Snapshot goal-mandala-prd-manual-20261125081500 of goal-mandala-prd is being taken by user:default/ann. Wait until it is available',
    );
  });

  it.each(['creating', 'modifying', 'failing-over'])(
    'is refused while the cluster is %s',
    async status => {
      const { service, caller, account, snapshots } = testBackups();
      account.cluster = { ...account.cluster, status };
      await expect(
        service.create(sourceRef, {}, caller, at),
      ).rejects.toMatchObject({
        name: 'ConflictError',
        message: `goal-mandala-prd is ${status}: wait until it is available, and take the snapshot then`,
      });
      expect(snapshots.all).toEqual([]);
    },
  );

  it('reports a used-up quota before it calls RDS', async () => {
    const { service, caller, snapshots, stacks } = testBackups();
    snapshots.quota = { used: 100, limit: 100 };
    await expect(service.create(sourceRef, {}, caller, at)).rejects.toThrow(
      'Account 444444444444 uses all of its 100 manual snapshots in ap-northeast-1. Delete some, or request a higher quota in the Service Quotas console',
    );
    expect(stacks.calls).toEqual([]);
  });

  it('checks the permission first', async () => {
    const { service, caller, denied, snapshots } = testBackups();
    denied.add('aurora-db.snapshot.create');
    for (const attempt of [
      service.create(sourceRef, {}, caller, at),
      service.check(sourceRef, caller),
    ]) {
      await expect(attempt).rejects.toThrow(
        `You lack the permission aurora-db.snapshot.create on ${sourceRef}`,
      );
    }
    expect(snapshots.all).toEqual([]);
  });
});

describe('listing snapshots', () => {
  it('shows manual and automated snapshots, newest first, and the quota', async () => {
    const { service, caller, snapshots } = testBackups();
    snapshots.all.push(
      testSnapshot({ id: 'older', createdAt: new Date('2026-11-20') }),
      testSnapshot({
        id: 'rds:nightly',
        type: 'automated',
        createdAt: new Date('2026-11-24'),
      }),
    );
    const { items, quota } = await service.list(sourceRef, caller.credentials);
    expect(items.map(({ id, type }) => [id, type])).toEqual([
      ['rds:nightly', 'automated'],
      ['older', 'manual'],
    ]);
    expect(quota).toEqual({ used: 3, limit: 100 });
  });

  it.each([
    ['of another team’s earlier database', 'group:default/others', []],
    ['without an owner', undefined, []],
    ['of its own earlier cluster', 'group:default/payments', ['final']],
  ])(
    'compares the owner of a snapshot %s of the same name',
    async (_, owner, shown) => {
      const { service, caller, snapshots } = testBackups();
      snapshots.all.push(
        testSnapshot({
          id: 'final',
          clusterResourceId: 'cluster-EARLIER',
          tags: {
            ...sourceTags,
            [auroraDbTags.owner]: owner ?? '',
          },
        }),
      );
      const { items } = await service.list(sourceRef, caller.credentials);
      expect(items.map(({ id }) => id)).toEqual(shown);
    },
  );
});

describe('deleting a snapshot', () => {
  it('deletes a manual snapshot', async () => {
    const { service, caller, snapshots } = testBackups();
    snapshots.all.push(testSnapshot({ id: 'mine' }));
    await service.delete(sourceRef, 'mine', caller);
    expect(snapshots.all).toEqual([]);
  });

  it.each([
    ['another database’s', { clusterIdentifier: 'secret-prd-aurora-cluster' }],
    ['an earlier cluster’s', { clusterResourceId: 'cluster-EARLIER' }],
  ])('does not find %s', async (_, overrides) => {
    const { service, caller, snapshots } = testBackups();
    snapshots.all.push(testSnapshot({ id: 'foreign', ...overrides }));
    await expect(
      service.delete(sourceRef, 'foreign', caller),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message: 'goal-mandala-prd has no snapshot foreign',
    });
    expect(snapshots.all).toHaveLength(1);
  });

  it('refuses automated snapshots, which belong to RDS', async () => {
    const { service, caller, snapshots } = testBackups();
    snapshots.all.push(testSnapshot({ id: 'rds:nightly', type: 'automated' }));
    await expect(
      service.delete(sourceRef, 'rds:nightly', caller),
    ).rejects.toThrow('rds:nightly is an automated snapshot');
    expect(snapshots.all).toHaveLength(1);
  });

  it('checks the permission first', async () => {
    const { service, caller, denied, snapshots } = testBackups();
    snapshots.all.push(testSnapshot({ id: 'mine' }));
    denied.add('aurora-db.snapshot.delete');
    await expect(service.delete(sourceRef, 'mine', caller)).rejects.toThrow(
      'aurora-db.snapshot.delete',
    );
    expect(snapshots.all).toHaveLength(1);
  });
});
