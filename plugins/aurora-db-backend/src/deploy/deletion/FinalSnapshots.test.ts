import { auroraDbTags } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../../testing/fakes/FakeSnapshots';
import {
  testDeletion,
  testDeletionTemplate,
} from '../../testing/services/testDeletion';
import { testEnvironment } from '../../testing/databases/testEnvironment';

describe('a final snapshot', () => {
  it.each([
    ['stopped', 'Start it in the RDS console'],
    ['backing-up', 'Wait until it is available'],
    ['inaccessible-encryption-credentials', 'Enable its KMS key again'],
    ['failed', 'Check it in the RDS console, or ask AWS Support'],
  ])(
    'is impossible for a cluster that is %s, and nothing changes',
    async (status, wayOut) => {
      for (const stackStatus of ['UPDATE_COMPLETE', 'DELETE_FAILED']) {
        const { stacks, account, run } = testDeletion('dev', {
          status: stackStatus,
        });
        account.cluster = { status };
        await expect(run()).rejects.toThrow(
          new RegExp(
            `^Not deleted: goal-mandala-dev-aurora-cluster is ${status}, .*${wayOut}.*\\(finalSnapshot: false\\)$`,
          ),
        );
        expect(stacks.calls).toEqual([]);
        await expect(run({ finalSnapshot: false })).resolves.toBeDefined();
      }
    },
  );

  it.each([
    ['UPDATE_COMPLETE', 'Delete', 100, 1],
    ['DELETE_FAILED', 'Delete', 100, 1],
    // CloudFormation takes one more.
    ['DELETE_FAILED', 'Snapshot', 99, 2],
  ])(
    'does not fit into the quota (%s, policy %s), and nothing changes',
    async (status, policy, used, needed) => {
      const { stacks, snapshots, run } = testDeletion(
        'prod',
        { status },
        testDeletionTemplate(policy, false),
      );
      snapshots.quota = { used, limit: 100 };
      await expect(run()).rejects.toThrow(
        `Not deleted: account 444444444444 uses ${used} of its 100 manual snapshots in ap-northeast-1, and the deletion needs ${needed} more. Delete some, or request a higher quota`,
      );
      await expect(run({ dryRun: true })).rejects.toThrow(/^Not deleted/);
      expect(stacks.calls).toEqual([]);
      snapshots.quota = { used: used - 1, limit: 100 };
      await expect(run()).resolves.toBeDefined();
    },
  );

  it('is not promised if another run changes the policy back before the deletion', async () => {
    const { stacks, run } = testDeletion('dev', {
      terminationProtection: true,
    });
    const deployed = jest.spyOn(stacks, 'readTemplate');
    stacks.onCall = call => {
      if (call === 'termination protection off') {
        deployed.mockResolvedValue(testDeletionTemplate('Delete', false));
      }
    };
    await expect(run({ disableProtection: true })).rejects.toThrow(
      /^The deployed template of goal-mandala-dev-database keeps no final snapshot/,
    );
    expect(stacks.calls).not.toContain('delete stack');
  });

  it('is not promised if the change set for it fails', async () => {
    const { stacks, run } = testDeletion('dev');
    stacks.failNext = 'The cluster is being modified';
    await expect(run()).rejects.toThrow(/The cluster is being modified/);
    expect(stacks.calls).not.toContain('delete stack');
  });

  it('makes the run fail if it was promised and is missing', async () => {
    const { stacks, run, lines } = testDeletion('dev');
    stacks.onFinalSnapshot = () => {};
    const sentence =
      /RDS lacks the final snapshot of goal-mandala-dev-aurora-cluster .* contact AWS Support at once$/;
    await expect(run()).rejects.toThrow(sentence);
    expect(lines.at(-1)).toMatch(/^The stack of goal-mandala-dev is deleted\./);
    // Nor does it succeed when it is repeated.
    await expect(run()).rejects.toThrow(sentence);
  });

  it('is not one that expires, is automated, or is older', async () => {
    const { stacks, snapshots, run } = testDeletion('dev');
    const clusterIdentifier = 'goal-mandala-dev-aurora-cluster';
    snapshots.all.push(
      testSnapshot({
        clusterIdentifier,
        tags: { [auroraDbTags.expiresAt]: '2027-01-01T00:00:00Z' },
      }),
      testSnapshot({ clusterIdentifier, type: 'automated' }),
      testSnapshot({
        clusterIdentifier,
        createdAt: new Date('2026-11-20T00:00:00Z'),
      }),
    );
    stacks.onFinalSnapshot = () => {};
    await expect(run()).rejects.toThrow(/RDS lacks the final snapshot/);
  });

  it('is not needed for a cluster outside the stack, which stays and is reported', async () => {
    const { stacks, clusters, run } = testDeletion(
      'dev',
      {},
      '{"Resources":{}}',
    );
    const [live] = await Promise.all([
      clusters.describe(
        testEnvironment('dev'),
        'goal-mandala-dev-aurora-cluster',
      ),
    ]);
    jest.spyOn(clusters, 'describe').mockResolvedValue(live);
    const outcome = await run();
    expect(stacks.calls).toEqual(['delete stack']);
    expect(outcome).toEqual({
      report:
        'Its cluster goal-mandala-dev-aurora-cluster (account 222222222222, ap-northeast-1) was not deleted with the stack and is still there, with its data. If you do not need it, delete it in the RDS console.',
    });
  });
});
