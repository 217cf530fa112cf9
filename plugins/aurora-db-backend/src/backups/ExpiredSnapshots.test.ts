import {
  auroraDbTags,
  snapshotIdentifier,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { FakeSnapshots, testSnapshot } from '../testing/fakes/FakeSnapshots';
import { sourceTags } from '../testing/services/testBackups';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { ExpiredSnapshots } from './ExpiredSnapshots';

const now = new Date('2026-11-25T08:00:00Z');
const expired = {
  ...sourceTags,
  [auroraDbTags.expiresAt]: '2026-11-25T07:59:59.000Z',
};

function testExpiry(environments = [testEnvironment('prod')]) {
  const snapshots = new FakeSnapshots();
  const stacks = { list: jest.fn(async (): Promise<DatabaseStack[]> => []) };
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => auditEvent),
  });
  const logger = mockServices.logger.mock();
  const expiry = new ExpiredSnapshots({
    environments,
    snapshots,
    stacks,
    auditor,
    logger,
  });
  return { expiry, snapshots, stacks, auditor, auditEvent, logger };
}

describe('ExpiredSnapshots', () => {
  it('deletes expired snapshots, and makes an auditor event', async () => {
    const { expiry, snapshots, auditor, auditEvent } = testExpiry();
    snapshots.all.push(testSnapshot({ tags: expired }));
    await expiry.deleteAll(now);
    expect(snapshots.all).toEqual([]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'snapshot-expire',
        meta: expect.objectContaining({
          snapshotId: 'goal-mandala-prd-manual-20261125080000',
        }),
      }),
    );
    expect(auditEvent.success).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      'one that expires later',
      {
        tags: {
          ...expired,
          [auroraDbTags.expiresAt]: '2026-11-25T08:00:01.000Z',
        },
      },
    ],
    ['one that never expires', { tags: sourceTags }],
    [
      'one whose expiry is no time',
      { tags: { ...expired, [auroraDbTags.expiresAt]: 'soon' } },
    ],
    [
      'one of another environment',
      { tags: { ...expired, [auroraDbTags.environment]: 'stg' } },
    ],
    [
      'one without our name',
      { tags: { [auroraDbTags.expiresAt]: '2026-01-01T00:00:00Z' } },
    ],
    [
      'one whose tags name another cluster than it is of',
      { tags: { ...expired, [auroraDbTags.name]: 'other' } },
    ],
    [
      'a copy',
      {
        tags: expired,
        sourceArn:
          'arn:aws:rds:ap-northeast-1:444444444444:cluster-snapshot:goal-mandala-prd-manual-20261125075900',
      },
    ],
    [
      'a copy under a name of its own, of which RDS names no source',
      { tags: expired, id: 'goal-mandala-prd-for-the-auditors' },
    ],
    [
      'a copy under a name like ours, of another label',
      {
        tags: { ...expired, [auroraDbTags.label]: 'before v2' },
        id: 'goal-mandala-prd-manual-20261125080000',
      },
    ],
    [
      'a copy under a name like ours, made later',
      {
        tags: expired,
        createdAt: new Date('2026-11-27T08:00:00Z'),
      },
    ],
    ['an automated one', { tags: expired, type: 'automated' as const }],
    ['one that is being taken', { tags: expired, status: 'creating' }],
  ])('keeps %s', async (_, overrides) => {
    const { expiry, snapshots } = testExpiry();
    snapshots.all.push(testSnapshot(overrides));
    await expiry.deleteAll(now);
    expect(snapshots.all).toHaveLength(1);
  });

  it.each([
    ['before v2.4 (リリース)', 'goal-mandala-prd-before-v2-4-20261125080000'],
    ['predeploy', 'goal-mandala-prd-predeploy-20261125080000'],
    ['リリース', 'goal-mandala-prd-manual-20261125080000'],
  ])('deletes a snapshot with the label %s', async (label, id) => {
    const { expiry, snapshots } = testExpiry();
    const tags = { ...expired, [auroraDbTags.label]: label };
    snapshots.all.push(testSnapshot({ id, tags }));
    await expiry.deleteAll(now);
    expect(snapshots.all).toEqual([]);
  });

  it('keeps the snapshots of a database while a restore of it is in progress, and deletes them afterwards', async () => {
    const { expiry, snapshots, stacks, logger } = testExpiry();
    snapshots.all.push(testSnapshot({ tags: expired }));
    const restore = testStack('goal-mandala-r1', 'prod', {
      status: 'CREATE_IN_PROGRESS',
    });
    restore.tags[auroraDbTags.restoredFrom] =
      'resource:default/goal-mandala-prd';
    stacks.list.mockResolvedValue([restore]);
    await expiry.deleteAll(now);
    expect(snapshots.all).toHaveLength(1);
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringContaining('a restore of resource:default/goal-mandala-prd'),
    );
    restore.status = 'CREATE_COMPLETE';
    await expiry.deleteAll(now);
    expect(snapshots.all).toEqual([]);
  });

  describe('of a cluster that another tool created', () => {
    const existing = {
      id: 'orders-cluster-manual-20261125080000',
      clusterIdentifier: 'orders-cluster',
      tags: {
        [auroraDbTags.cluster]: 'orders-cluster',
        [auroraDbTags.environment]: 'prod',
        [auroraDbTags.owner]: 'group:default/payments',
        [auroraDbTags.expiresAt]: '2026-11-25T07:59:59.000Z',
      },
    };

    it.each([
      ['a short identifier', 'orders'],
      ['the longest identifier', `orders-${'x'.repeat(56)}`],
    ])('deletes those that the portal took, with %s', async (_, cluster) => {
      const { expiry, snapshots } = testExpiry();
      snapshots.all.push(
        testSnapshot({
          id: snapshotIdentifier(cluster, now),
          clusterIdentifier: cluster,
          tags: { ...existing.tags, [auroraDbTags.cluster]: cluster },
        }),
      );
      await expiry.deleteAll(now);
      expect(snapshots.all).toEqual([]);
    });

    it.each([
      ['one that another tool took with its tags', { id: 'nightly' }],
      ['one of another cluster', { clusterIdentifier: 'other' }],
      [
        'one of another environment',
        { tags: { ...existing.tags, [auroraDbTags.environment]: 'stg' } },
      ],
      ['a copy', { sourceArn: 'arn:aws:rds:us-east-1:1:cluster-snapshot:a' }],
    ])('keeps %s', async (_, overrides) => {
      const { expiry, snapshots } = testExpiry();
      snapshots.all.push(testSnapshot({ ...existing, ...overrides }));
      await expiry.deleteAll(now);
      expect(snapshots.all).toHaveLength(1);
    });

    it('keeps them while a restore of the database is in progress', async () => {
      const { expiry, snapshots, stacks } = testExpiry();
      snapshots.all.push(testSnapshot(existing));
      stacks.list.mockResolvedValue([
        testStack('orders-r1', 'prod', {
          status: 'CREATE_IN_PROGRESS',
          tags: {
            [auroraDbTags.restoredFrom]: 'resource:default/prod.orders-cluster',
          },
        }),
      ]);
      await expiry.deleteAll(now);
      expect(snapshots.all).toHaveLength(1);
      stacks.list.mockResolvedValue([]);
      await expiry.deleteAll(now);
      expect(snapshots.all).toEqual([]);
    });
  });

  it('continues with the next snapshot if one cannot be deleted, and reports the failure', async () => {
    const { expiry, snapshots, auditEvent, logger } = testExpiry();
    snapshots.all.push(
      testSnapshot({ tags: expired }),
      testSnapshot({
        id: 'goal-mandala-prd-manual-20261125075900',
        tags: expired,
      }),
    );
    jest
      .spyOn(snapshots, 'delete')
      .mockRejectedValueOnce(new Error('It is shared with another account'));
    await expiry.deleteAll(now);
    expect(snapshots.all).toEqual([
      expect.objectContaining({ id: 'goal-mandala-prd-manual-20261125080000' }),
    ]);
    expect(auditEvent.fail).toHaveBeenCalledTimes(1);
    expect(auditEvent.success).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(
        /goal-mandala-prd-manual-20261125080000 .*It is shared with another account/,
      ),
    );
  });

  it('keeps a snapshot whose expiry was removed after the list', async () => {
    const { expiry, snapshots } = testExpiry();
    snapshots.all.push(testSnapshot({ tags: sourceTags }));
    jest
      .spyOn(snapshots, 'listManual')
      .mockResolvedValue([testSnapshot({ tags: expired })]);
    await expiry.deleteAll(now);
    expect(snapshots.all).toHaveLength(1);
  });

  it('continues with the next environment if one cannot be read, and logs the failure', async () => {
    const { expiry, snapshots, logger } = testExpiry([
      testEnvironment('dev'),
      testEnvironment('prod'),
    ]);
    snapshots.all.push(testSnapshot({ tags: expired }));
    const list = jest
      .spyOn(snapshots, 'listManual')
      .mockRejectedValueOnce(new Error('AWS gives no answer'));
    await expiry.deleteAll(now);
    expect(list).toHaveBeenCalledTimes(2);
    expect(snapshots.all).toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('of dev failed; the next run tries again'),
    );
  });
});
