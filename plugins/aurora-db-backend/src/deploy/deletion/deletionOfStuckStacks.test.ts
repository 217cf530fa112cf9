import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  testDeletion,
  testDeletionTemplate,
  testSecretArn,
} from '../../testing/services/testDeletion';

/** In which the deployed template can't be updated, and the cluster may exist. */
const stuck = [
  'CREATE_FAILED',
  'ROLLBACK_FAILED',
  'DELETE_FAILED',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_FAILED',
];

describe('a stack that cannot be updated', () => {
  it.each(
    stuck.flatMap(status => [
      [status, 'Delete'] as const,
      [status, 'Snapshot'] as const,
    ]),
  )(
    'in %s, with policy %s: a snapshot has the data before anything is deleted',
    async (status, policy) => {
      const { stacks, snapshots, run } = testDeletion(
        'dev',
        { status },
        testDeletionTemplate(policy, false),
      );
      const outcome = await run();
      expect(stacks.calls).toEqual(['snapshot', 'delete stack']);
      const own = snapshots.all.find(
        ({ tags }) => tags[auroraDbTags.label] === 'final',
      );
      expect(own).toMatchObject({
        clusterIdentifier: 'goal-mandala-dev-aurora-cluster',
        status: 'available',
        tags: {
          [auroraDbTags.name]: 'goal-mandala',
          [auroraDbTags.environment]: 'dev',
          [auroraDbTags.owner]: 'group:default/payments',
          [auroraDbTags.createdBy]: 'user:default/ann',
        },
      });
      expect(own?.tags).not.toHaveProperty([auroraDbTags.expiresAt]);
      // The portal's IAM policy takes no other.
      expect(own?.id).toMatch(/^goal-mandala-dev-final-20\d{12}$/);
      expect(outcome?.finalSnapshotId).toBe(own?.id);
      expect(outcome?.secretArn).toBe(
        policy === 'Snapshot' ? testSecretArn : undefined,
      );
    },
  );

  it.each(stuck)(
    'in %s without a cluster is deleted, because it has no data',
    async status => {
      const { stacks, clusters, run } = testDeletion('dev', { status });
      jest.spyOn(clusters, 'describe').mockResolvedValue(undefined);
      const outcome = await run();
      expect(stacks.calls).toEqual(['delete stack']);
      expect(outcome).toEqual({
        report:
          'goal-mandala-dev had no cluster goal-mandala-dev-aurora-cluster, so there was no data to keep.',
      });
    },
  );

  it('without resources is deleted', async () => {
    const { stacks, run } = testDeletion('dev', {
      status: 'ROLLBACK_COMPLETE',
    });
    await run();
    expect(stacks.calls).toEqual(['delete stack']);
  });

  it('is deleted without a snapshot if the request asks for none', async () => {
    const { stacks, run } = testDeletion('dev', { status: 'DELETE_FAILED' });
    await run({ finalSnapshot: false });
    expect(stacks.calls).toEqual(['delete stack']);
  });

  it('keeps the snapshot of an earlier attempt if the cluster is gone', async () => {
    const { stacks, snapshots, clusters, run } = testDeletion(
      'dev',
      {},
      testDeletionTemplate('Snapshot', false),
    );
    await run();
    const [kept] = snapshots.all;
    const [stack] = await stacks.list();
    // A security group, say, could not be deleted.
    stacks.onFinalSnapshot = () => {};
    Object.assign(stack ?? {}, { status: 'DELETE_FAILED' });
    jest.spyOn(clusters, 'describe').mockResolvedValue(undefined);
    const outcome = await run({}, 'another task');
    expect(outcome?.finalSnapshotId).toBe(kept?.id);
    expect(snapshots.all).toHaveLength(1);
  });

  it('is not deleted if its cluster has no instances and cannot take a snapshot', async () => {
    const { stacks, snapshots, run, lines } = testDeletion('dev', {
      status: 'DELETE_FAILED',
    });
    snapshots.failure =
      'No snapshot of goal-mandala-dev-aurora-cluster can be taken now: it has no instances';
    await expect(run()).rejects.toThrow(
      'Not deleted: No snapshot of goal-mandala-dev-aurora-cluster can be taken now: it has no instances. If this persists, delete goal-mandala-dev-aurora-cluster with a final snapshot in the RDS console. Then run this again to delete the rest of its stack',
    );
    expect(stacks.calls).toEqual([]);
    expect(lines.at(-1)).toMatch(/^goal-mandala-dev is not deleted\./);
  });

  it('is not deleted if the snapshot fails', async () => {
    const { stacks, snapshots, run } = testDeletion('dev', {
      status: 'DELETE_FAILED',
    });
    stacks.onCall = () => {};
    const create = snapshots.create.bind(snapshots);
    jest.spyOn(snapshots, 'create').mockImplementation(async (...input) => {
      const taken = await create(...input);
      taken.status = 'failed';
      return taken;
    });
    await expect(run()).rejects.toThrow(
      /^Not deleted, because the snapshot before the deletion failed: Snapshot .* failed/,
    );
    expect(stacks.calls).toEqual(['snapshot']);
    // Another try takes another.
    jest.restoreAllMocks();
    const outcome = await run();
    expect(snapshots.all).toHaveLength(2);
    expect(outcome?.finalSnapshotId).toBe(snapshots.all[1]?.id);
  });

  it('has one snapshot if the run is soon repeated, and another one if it is repeated much later', async () => {
    const { stacks, snapshots, run } = testDeletion('dev', {
      status: 'DELETE_FAILED',
    });
    stacks.onCall = call => {
      if (call === 'delete stack') {
        throw new Error('killed');
      }
    };
    await expect(run()).rejects.toThrow('killed');
    await expect(run()).rejects.toThrow('killed');
    expect(snapshots.all).toHaveLength(1);
    const [first] = snapshots.all;
    if (first) {
      first.createdAt = new Date(Date.now() - 2 * 3_600_000);
      const time = first.createdAt.toISOString().replace(/\D/g, '');
      const [, minuteAndSecond] = /(\d{4})$/.exec(first.id) ?? [];
      first.id = `goal-mandala-dev-final-${time.slice(0, 10)}${minuteAndSecond}`;
    }
    stacks.onCall = () => {};
    const outcome = await run();
    expect(snapshots.all).toHaveLength(2);
    expect(outcome?.finalSnapshotId).toBe(snapshots.all[1]?.id);
    expect(snapshots.all[1]?.id).not.toBe(first?.id);
  });

  it('continues with the snapshot that an interrupted run started', async () => {
    const { stacks, snapshots, account, run } = testDeletion('dev', {
      status: 'DELETE_FAILED',
    });
    stacks.onCall = call => {
      if (call === 'delete stack') {
        throw new Error('killed');
      }
    };
    await expect(run()).rejects.toThrow('killed');
    const [begun] = snapshots.all;
    Object.assign(begun ?? {}, { status: 'creating' });
    account.cluster = { status: 'backing-up' };
    stacks.onCall = () => {};
    const running = run();
    Object.assign(begun ?? {}, { status: 'available' });
    await expect(running).resolves.toMatchObject({
      finalSnapshotId: begun?.id,
    });
  });
});
