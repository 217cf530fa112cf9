import {
  auroraDbTags,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import { testSnapshot } from '../testing/FakeSnapshots';
import { testDeploy } from '../testing/testDeploy';
import { testEnvironment } from '../testing/testEnvironment';
import { testStack } from '../testing/testStack';
import type { DeleteOptions } from './DeletionPreparation';

const options: DeleteOptions = {
  finalSnapshot: true,
  disableProtection: false,
  dryRun: false,
  requestedBy: 'user:default/ann',
};

const template = (deletionPolicy: string, protect: boolean) =>
  JSON.stringify({
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy: deletionPolicy,
        Properties: { DeletionProtection: protect },
      },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        DeletionPolicy:
          deletionPolicy === 'Snapshot' ? 'RetainExceptOnCreate' : 'Delete',
        Properties: { GenerateSecretString: {} },
      },
    },
  });
const secretArn = 'arn:aws:secretsmanager:ap-northeast-1:1:secret:Secret-a';

function setUp(
  environment: EnvironmentName,
  stack: Partial<DatabaseStack> = {},
  deployed = template('Delete', false),
) {
  const setup = testDeploy();
  setup.stacks.add(
    testStack('goal-mandala', environment, {
      outputs: { SecretArn: secretArn },
      ...stack,
    }),
    deployed,
  );
  const suffix = environment === 'prod' ? 'prd' : environment;
  const ref = `resource:default/goal-mandala-${suffix}`;
  const [{ stackId }] = [testStack('goal-mandala', environment)];
  const run = async (change: Partial<DeleteOptions> = {}, taskId = 'task') =>
    setup.deleter.delete(
      await setup.findTarget(ref, stackId),
      taskId,
      { ...options, ...change },
      setup.context,
    );
  return { ...setup, run };
}

/** In which the deployed template can't be updated, and the cluster may exist. */
const stuck = [
  'CREATE_FAILED',
  'ROLLBACK_FAILED',
  'DELETE_FAILED',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_FAILED',
  'IMPORT_ROLLBACK_FAILED',
];

describe('AuroraDeleteService', () => {
  it('changes the deletion policy to keep a final snapshot, then deletes, and says what is kept', async () => {
    const { stacks, snapshots, run, lines } = setUp('dev');
    const [before] = await stacks.list();
    const outcome = await run();
    expect(stacks.calls).toEqual([
      'change set update',
      'execute update',
      'delete stack',
    ]);
    expect(
      JSON.parse(
        await stacks.readTemplate(
          testEnvironment('dev'),
          before?.stackId ?? '',
        ),
      ).Resources.Cluster,
    ).toMatchObject({ DeletionPolicy: 'Snapshot' });
    const [kept] = snapshots.all;
    expect(outcome).toEqual({
      finalSnapshotId: kept?.id,
      secretArn,
      report: `The data of goal-mandala-dev as of ${kept?.createdAt.toISOString()} stays in snapshot ${kept?.id} (account 222222222222, ap-northeast-1), which does not expire. Its master password stays in secret ${secretArn}.`,
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'A final snapshot of goal-mandala-dev-aurora-cluster will be kept',
        'Preparing: deletion policy of Cluster: Delete → Snapshot',
        'DELETE_COMPLETE Stack goal-mandala-dev-database',
        outcome?.report,
        'goal-mandala-dev is deleted',
      ]),
    );
  });

  it('needs no change set if the policy is already what is asked for', async () => {
    const { stacks, run } = setUp('dev');
    const outcome = await run({ finalSnapshot: false });
    expect(stacks.calls).toEqual(['delete stack']);
    expect(outcome).toEqual({
      report:
        'No final snapshot was taken, as asked for: the data of goal-mandala-dev is gone.',
    });
  });

  it('refuses a protected database before anything is done', async () => {
    const { stacks, account, run } = setUp('prod', {
      terminationProtection: true,
    });
    account.cluster = { deletionProtection: true };
    await expect(run()).rejects.toThrow(
      'Not deleted: deletion protection of goal-mandala-prd-aurora-cluster and termination protection of goal-mandala-prd-database are on. To delete the database, tick "Turn off deletion protection" in the form (disableProtection: true)',
    );
    expect(stacks.calls).toEqual([]);
  });

  it('turns every protection off first if that is asked for', async () => {
    const { stacks, account, run, lines } = setUp(
      'prod',
      { terminationProtection: true },
      template('Snapshot', true),
    );
    account.cluster = { deletionProtection: true };
    await run({ disableProtection: true });
    expect(stacks.calls).toEqual([
      'change set update',
      'execute update',
      'termination protection off',
      'delete stack',
    ]);
    expect(lines).toContain(
      'Preparing: deletion protection of Cluster: on → off',
    );
  });

  it('refuses if protection is on and the stack can no longer be updated', async () => {
    const { stacks, account, run } = setUp('prod', {
      status: 'UPDATE_ROLLBACK_FAILED',
    });
    account.cluster = { deletionProtection: true };
    await expect(run({ disableProtection: true })).rejects.toThrow(
      /Switch it off in the RDS console/,
    );
    expect(stacks.calls).toEqual([]);
  });

  it('does nothing in a dry run', async () => {
    const { stacks, run, lines } = setUp('dev');
    await run({ dryRun: true });
    expect(stacks.calls).toEqual([]);
    expect(lines).toEqual([
      'A final snapshot of goal-mandala-dev-aurora-cluster will be kept',
      'goal-mandala-dev-database would be deleted',
    ]);
  });

  it('leaves a stack alone on which another run is at work', async () => {
    const { stacks, run } = setUp('dev', { status: 'UPDATE_IN_PROGRESS' });
    await expect(run()).rejects.toThrow(/is being updated. Wait/);
    expect(stacks.calls).toEqual([]);
  });

  it('explains what could not be deleted', async () => {
    const { stacks, run } = setUp('dev');
    stacks.failNext = 'Cluster cannot be deleted, it still has a snapshot';
    await expect(run({ finalSnapshot: false })).rejects.toThrow(
      /^Cluster \(AWS::RDS::DBCluster\) of stack goal-mandala-dev-database failed: Cluster cannot be deleted, it still has a snapshot\. Look at the snapshot/,
    );
  });

  it('goes on with the deletion that a restart interrupted, and finds it done, and the snapshot', async () => {
    const { stacks, snapshots, run, lines } = setUp('dev');
    let begun: () => void = () => {};
    const deleting = new Promise<void>(resolve => {
      begun = resolve;
    });
    stacks.onCall = call => {
      if (call === 'delete stack') {
        stacks.hold = true;
        begun();
      }
    };
    const before = run();
    await deleting;
    const resumed = run();
    stacks.hold = false;
    await Promise.all([before, resumed]);
    const outcome = await run();
    expect(stacks.calls.filter(call => call === 'delete stack')).toHaveLength(
      1,
    );
    expect(outcome?.finalSnapshotId).toBe(snapshots.all[0]?.id);
    expect(snapshots.all).toHaveLength(1);
    expect(lines).toContain('goal-mandala-dev-database is deleted already');
  });

  it.each([
    ['component:default/goal-mandala-dev', /is no database of this portal/],
    ['resource:other/goal-mandala-dev', /is no database of this portal/],
    ['resource:default/goal-mandala', /is no database of this portal/],
  ])('refuses %s, and asks AWS nothing', async (entityRef, sentence) => {
    const { deleter } = setUp('dev');
    expect(() => deleter.parse(entityRef)).toThrow(sentence);
  });

  it('finds neither a database that has no stack nor a stack that is not of this database', async () => {
    const { deleter, findTarget } = setUp('dev', { tags: {} });
    for (const entityRef of [
      'resource:default/goal-mandala-dev',
      'resource:default/unknown-dev',
    ]) {
      const { names } = deleter.parse(entityRef);
      await expect(findTarget(entityRef)).rejects.toThrow(
        `${entityRef} has no database to delete in account 222222222222: there is no stack ${names.stackName}, or it is not the stack of this entity`,
      );
    }
  });
});

describe('a stack that cannot be updated', () => {
  it.each(
    stuck.flatMap(status => [
      [status, 'Delete'] as const,
      [status, 'Snapshot'] as const,
    ]),
  )(
    'in %s, with policy %s: the data is in a snapshot before anything is deleted',
    async (status, policy) => {
      const { stacks, snapshots, run } = setUp(
        'dev',
        { status },
        template(policy, false),
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
        policy === 'Snapshot' ? secretArn : undefined,
      );
    },
  );

  it.each(stuck)(
    'in %s without a cluster is deleted, as it holds no data',
    async status => {
      const { stacks, clusters, run } = setUp('dev', { status });
      jest.spyOn(clusters, 'describe').mockResolvedValue(undefined);
      const outcome = await run();
      expect(stacks.calls).toEqual(['delete stack']);
      expect(outcome).toEqual({
        report:
          'goal-mandala-dev had no cluster goal-mandala-dev-aurora-cluster, so there was no data to keep.',
      });
    },
  );

  it('and holds nothing is deleted', async () => {
    const { stacks, run } = setUp('dev', { status: 'ROLLBACK_COMPLETE' });
    await run();
    expect(stacks.calls).toEqual(['delete stack']);
  });

  it('is deleted without a snapshot if none is asked for', async () => {
    const { stacks, run } = setUp('dev', { status: 'DELETE_FAILED' });
    await run({ finalSnapshot: false });
    expect(stacks.calls).toEqual(['delete stack']);
  });

  it('keeps what an earlier attempt has left: the snapshot of a cluster that is gone', async () => {
    const { stacks, snapshots, clusters, run } = setUp(
      'dev',
      {},
      template('Snapshot', false),
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

  it('is not deleted if its cluster, without instances, takes no snapshot any more', async () => {
    const { stacks, snapshots, run, lines } = setUp('dev', {
      status: 'DELETE_FAILED',
    });
    snapshots.failure =
      'No snapshot of goal-mandala-dev-aurora-cluster can be taken now: it has no instances';
    await expect(run()).rejects.toThrow(
      'Not deleted: No snapshot of goal-mandala-dev-aurora-cluster can be taken now: it has no instances. If that stays so, delete goal-mandala-dev-aurora-cluster with a final snapshot in the RDS console, and run this again for the rest of its stack',
    );
    expect(stacks.calls).toEqual([]);
    expect(lines.at(-1)).toMatch(/^goal-mandala-dev is not deleted\./);
  });

  it('is not deleted if the snapshot fails', async () => {
    const { stacks, snapshots, run } = setUp('dev', {
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

  it('has one snapshot of a run that is repeated soon, and another if it is repeated much later', async () => {
    const { stacks, snapshots, run } = setUp('dev', {
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

  it('goes on with the snapshot that the run began before it was interrupted', async () => {
    const { stacks, snapshots, account, run } = setUp('dev', {
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

describe('a final snapshot', () => {
  it.each([
    ['stopped', 'Start it in the RDS console'],
    ['backing-up', 'Wait until it is available'],
    ['inaccessible-encryption-credentials', 'Enable its KMS key again'],
    ['failed', 'Look at it in the RDS console'],
  ])(
    'can not be taken of a cluster that is %s: nothing is changed',
    async (status, wayOut) => {
      for (const stackStatus of ['UPDATE_COMPLETE', 'DELETE_FAILED']) {
        const { stacks, account, run } = setUp('dev', { status: stackStatus });
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
    'has no room in the quota (%s, policy %s): nothing is changed',
    async (status, policy, used, needed) => {
      const { stacks, snapshots, run } = setUp(
        'prod',
        { status },
        template(policy, false),
      );
      snapshots.quota = { used, limit: 100 };
      await expect(run()).rejects.toThrow(
        `Not deleted: the final snapshot needs a quota for ${needed} more. Account 444444444444 has ${used} of the 100 manual snapshots that its quota allows in ap-northeast-1. Delete some, or ask AWS for a higher quota`,
      );
      await expect(run({ dryRun: true })).rejects.toThrow(/^Not deleted/);
      expect(stacks.calls).toEqual([]);
      snapshots.quota = { used: used - 1, limit: 100 };
      await expect(run()).resolves.toBeDefined();
    },
  );

  it('is not promised if another run changes the policy back before the deletion', async () => {
    const { stacks, run } = setUp('dev', { terminationProtection: true });
    const deployed = jest.spyOn(stacks, 'readTemplate');
    stacks.onCall = call => {
      if (call === 'termination protection off') {
        deployed.mockResolvedValue(template('Delete', false));
      }
    };
    await expect(run({ disableProtection: true })).rejects.toThrow(
      /^The deployed template of goal-mandala-dev-database keeps no final snapshot/,
    );
    expect(stacks.calls).not.toContain('delete stack');
  });

  it('is not promised if the change set for it fails', async () => {
    const { stacks, run } = setUp('dev');
    stacks.failNext = 'The cluster is being modified';
    await expect(run()).rejects.toThrow(/The cluster is being modified/);
    expect(stacks.calls).not.toContain('delete stack');
  });

  it('that was promised and is not there fails the run, loudly', async () => {
    const { stacks, run, lines } = setUp('dev');
    stacks.onFinalSnapshot = () => {};
    const sentence =
      /RDS has no final snapshot of goal-mandala-dev-aurora-cluster .* ask AWS support at once$/;
    await expect(run()).rejects.toThrow(sentence);
    expect(lines.at(-1)).toMatch(/^The stack of goal-mandala-dev is deleted\./);
    // Nor does it succeed when it is repeated.
    await expect(run()).rejects.toThrow(sentence);
  });

  it('is none that expires, is automated, or was taken earlier', async () => {
    const { stacks, snapshots, run } = setUp('dev');
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
    await expect(run()).rejects.toThrow(/has no final snapshot/);
  });

  it('is not needed of a cluster that is not in the stack: it stays, and the run says so', async () => {
    const { stacks, clusters, run } = setUp('dev', {}, '{"Resources":{}}');
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
