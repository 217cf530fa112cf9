import { testSnapshot } from '../__testUtils__/FakeSnapshots';
import { sourceRef, testBackups } from '../__testUtils__/testBackups';

const now = new Date('2026-11-25T09:00:00Z');
const minutesAgo = (minutes: number) =>
  new Date(now.getTime() - minutes * 60_000);

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
          'Snapshot coming is being taken (40 %): wait until it is available',
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
  ])('stops a release when %s', async (_, all, answer) => {
    const { gate, caller, snapshots } = testBackups();
    snapshots.all.push(...all);
    expect(await gate.read(sourceRef, 60, caller.credentials, now)).toEqual({
      pass: false,
      ...answer,
    });
  });

  it('stops a release while the stack is being changed, whatever snapshots there are', async () => {
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

  it('stops a release while the cluster is stopped', async () => {
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

  it('asks for its own permission', async () => {
    const { gate, caller, denied } = testBackups();
    denied.add('aurora-db.release-gate.read');
    await expect(
      gate.read(sourceRef, 60, caller.credentials, now),
    ).rejects.toThrow('aurora-db.release-gate.read');
  });
});
