import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/fakes/FakeSnapshots';
import {
  sourceRef,
  sourceTags,
  testBackups,
} from '../testing/services/testBackups';

const now = new Date('2026-11-25T09:00:00Z');
const minutesAgo = (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000);

const expiringIn = (minutes: number) => ({
  [auroraDbTags.expiresAt]: minutesAgo(-minutes).toISOString(),
});

describe('the release gate', () => {
  it('passes with a fresh snapshot', async () => {
    const { gate, caller, snapshots } = testBackups();
    snapshots.all.push(
      testSnapshot({ id: 'stale', createdAt: minutesAgo(600) }),
      testSnapshot({ id: 'fresh', createdAt: minutesAgo(12) }),
    );
    expect(await gate.read(sourceRef, 60, caller.credentials, now)).toEqual({
      pass: true,
      snapshotId: 'fresh',
      ageMinutes: 12,
      reason: 'Snapshot fresh is 12 min old, at most 60 min are allowed',
    });
  });

  it.each([
    [
      'there is none',
      [],
      {
        reason:
          'goal-mandala-prd has no manual snapshot: take one before the release',
      },
    ],
    [
      'there are automated ones alone',
      [testSnapshot({ type: 'automated', createdAt: minutesAgo(1) })],
      {
        reason:
          'goal-mandala-prd has no manual snapshot: take one before the release',
      },
    ],
    [
      'the newest is too old',
      [testSnapshot({ id: 'old', createdAt: minutesAgo(61) })],
      {
        snapshotId: 'old',
        ageMinutes: 61,
        reason:
          'The newest snapshot old is 61 min old, at most 60 min are allowed: take a new one',
      },
    ],
    [
      'one is being taken',
      [
        testSnapshot({
          id: 'coming',
          status: 'creating',
          percentProgress: 40,
          createdAt: minutesAgo(1),
        }),
      ],
      {
        reason:
          'Snapshot coming is being taken (40%): wait until it is available',
      },
    ],
    [
      'the only one is an earlier cluster’s of the same team',
      [
        testSnapshot({
          clusterResourceId: 'cluster-EARLIER',
          tags: sourceTags,
          createdAt: minutesAgo(1),
        }),
      ],
      {
        reason:
          'goal-mandala-prd has no manual snapshot: take one before the release',
      },
    ],
    [
      'the only one is an earlier cluster’s of another team',
      [
        testSnapshot({
          clusterResourceId: 'cluster-EARLIER',
          createdAt: minutesAgo(1),
        }),
      ],
      {
        reason:
          'goal-mandala-prd has no manual snapshot: take one before the release',
      },
    ],
  ])('fails if %s', async (_, all, answer) => {
    const { gate, caller, snapshots } = testBackups();
    snapshots.all.push(...all);
    expect(await gate.read(sourceRef, 60, caller.credentials, now)).toEqual({
      pass: false,
      ...answer,
    });
  });

  it.each([
    ['has expired', -1],
    ['expires during the release', 59],
    ['expires when it could be needed last', 60],
  ])('fails if the only fresh snapshot %s', async (_, minutes) => {
    const { gate, caller, snapshots } = testBackups();
    snapshots.all.push(
      testSnapshot({
        id: 'brief',
        createdAt: minutesAgo(12),
        tags: expiringIn(minutes),
      }),
    );
    expect(await gate.read(sourceRef, 60, caller.credentials, now)).toEqual({
      pass: false,
      snapshotId: 'brief',
      ageMinutes: 12,
      reason: `Snapshot brief is fresh, but expires at ${minutesAgo(-minutes).toISOString()}, and a way back is needed for 60 min from now: take a new one that expires later`,
    });
  });

  it.each([
    ['that expires after the release', expiringIn(61), 'newest'],
    [
      'that expires too soon, with another that does not',
      expiringIn(5),
      'lasting',
    ],
  ])('passes with a snapshot %s', async (_, tags, snapshotId) => {
    const { gate, caller, snapshots } = testBackups();
    snapshots.all.push(
      testSnapshot({ id: 'newest', createdAt: minutesAgo(12), tags }),
      testSnapshot({ id: 'lasting', createdAt: minutesAgo(30) }),
    );
    expect(
      await gate.read(sourceRef, 60, caller.credentials, now),
    ).toMatchObject({ pass: true, snapshotId });
  });

  it('fails while the stack is changing, even with a fresh snapshot', async () => {
    const { gate, caller, snapshots } = testBackups({
      stack: { status: 'UPDATE_IN_PROGRESS' },
    });
    snapshots.all.push(testSnapshot({ createdAt: minutesAgo(1) }));
    expect(
      await gate.read(sourceRef, 60, caller.credentials, now),
    ).toMatchObject({
      pass: false,
      reason: expect.stringContaining('is being updated'),
    });
  });

  it('fails while the cluster is stopped', async () => {
    const { gate, caller, snapshots, account } = testBackups();
    account.cluster = { ...account.cluster, status: 'stopped' };
    snapshots.all.push(testSnapshot({ createdAt: minutesAgo(1) }));
    expect(
      await gate.read(sourceRef, 60, caller.credentials, now),
    ).toMatchObject({
      pass: false,
      reason: expect.stringContaining('stopped'),
    });
  });

  it('checks its own permission', async () => {
    const { gate, caller, denied } = testBackups();
    denied.add('aurora-db.release-gate.read');
    await expect(
      gate.read(sourceRef, 60, caller.credentials, now),
    ).rejects.toThrow('aurora-db.release-gate.read');
  });
});
