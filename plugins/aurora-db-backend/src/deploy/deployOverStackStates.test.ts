import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { StackStatus } from '@aws-sdk/client-cloudformation';
import { CallGate } from '../testing/faults/CallGate';
import { testDeploy } from '../testing/services/testDeploy';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};
const update = ['change set update', 'execute update'];
const create = ['change set create', 'execute create'];
const createAnew = ['delete stack', ...create];
const wait = 'Wait until that operation ends, and try again';
const console = 'in the CloudFormation console and deploy again';

/**
 * What a deploy does to a stack in which others, or an earlier run, left it: what it writes, or the
 * sentence that refuses.
 */
const outcomes: Record<string, string[] | string> = {
  CREATE_COMPLETE: update,
  CREATE_FAILED:
    'could not be created and was not rolled back. Delete it with aurora:database:delete and deploy again',
  CREATE_IN_PROGRESS: `is being created. ${wait}`,
  DELETE_COMPLETE: create,
  DELETE_FAILED:
    'could not be deleted completely. Look at its events, remove what blocks the deletion, and delete it with aurora:database:delete again',
  DELETE_IN_PROGRESS: `is being deleted. ${wait}`,
  IMPORT_COMPLETE: update,
  IMPORT_IN_PROGRESS: `is importing resources. ${wait}`,
  IMPORT_ROLLBACK_COMPLETE: update,
  IMPORT_ROLLBACK_FAILED: `has a failed import. Finish its rollback ${console}`,
  IMPORT_ROLLBACK_IN_PROGRESS: `is rolling back an import. ${wait}`,
  REVIEW_IN_PROGRESS: createAnew,
  ROLLBACK_COMPLETE: createAnew,
  ROLLBACK_FAILED:
    'could not be created, and rolling back failed too. Delete it with aurora:database:delete and deploy again',
  ROLLBACK_IN_PROGRESS: `is being rolled back after a failed creation. ${wait}`,
  UPDATE_COMPLETE: update,
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: `is being cleaned up after an update. ${wait}`,
  UPDATE_FAILED: `could not be updated and was not rolled back. Roll it back ${console}`,
  UPDATE_IN_PROGRESS: `is being updated. ${wait}`,
  UPDATE_ROLLBACK_COMPLETE: update,
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: `is being cleaned up after an update that was rolled back. ${wait}`,
  UPDATE_ROLLBACK_FAILED: `could not be updated, and rolling back failed too. Use “Continue update rollback” ${console}`,
  UPDATE_ROLLBACK_IN_PROGRESS: `is being rolled back after a failed update. ${wait}`,
};

describe('a deploy over an existing stack', () => {
  it('handles every state of CloudFormation', () => {
    expect(Object.keys(outcomes).sort()).toEqual(
      Object.values(StackStatus).sort(),
    );
  });

  it.each(
    Object.entries(outcomes).map(([status, outcome]) => ({ status, outcome })),
  )('in $status: $outcome', async ({ status, outcome }) => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev', { status }));
    const said = await deployer
      .deploy(request, 'task', context)
      .then(() => undefined, String);
    const refusal =
      typeof outcome === 'string'
        ? `ConflictError: Stack goal-mandala-dev-database ${outcome}`
        : undefined;
    expect(said).toBe(refusal);
    expect(stacks.calls).toEqual(refusal ? [] : outcome);
  });
});

describe('a recovering task finds its own work', () => {
  const reason = 'DB Cluster quota exceeded';
  const failed = `Error: Cluster (AWS::RDS::DBCluster) of stack goal-mandala-dev-database failed: ${reason}. Request a higher quota`;

  it.each([
    ['CREATE_IN_PROGRESS', 'succeeded'],
    ['UPDATE_IN_PROGRESS', 'succeeded'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'succeeded'],
    ['ROLLBACK_IN_PROGRESS', failed],
    // A creation that fails is deleted, since it held nothing yet.
    ['DELETE_IN_PROGRESS', failed],
    ['UPDATE_ROLLBACK_IN_PROGRESS', failed],
    ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', failed],
  ])('in %s, and follows it to its end: %s', async (status, end) => {
    const isCreation = !status.startsWith('UPDATE');
    const { stacks, deployer, context, lines } = testDeploy();
    if (!isCreation) {
      stacks.add(testStack('goal-mandala', 'dev'));
    }
    const gate = new CallGate({
      at: 'stacks.executeChangeSet',
      when: 'after',
    });
    const killed = testDeploy(stacks, { through: gate.through });
    stacks.failNext = end === failed ? reason : undefined;
    void killed.deployer.deploy(request, 'task', killed.context);
    await gate.stopped;
    for (const stack of await stacks.list()) {
      stack.status = status;
    }

    const said = await deployer
      .deploy(request, 'task', context)
      .then(() => 'succeeded', String);
    expect(said).toContain(end);
    expect(lines).toContain(
      'Resuming the operation that this task started on goal-mandala-dev-database',
    );
    expect(
      stacks.calls.filter(call => call.startsWith('execute')),
    ).toHaveLength(1);
  });
});

describe('the engine version of an existing database', () => {
  it.each([
    ['stays, though newer ones can be created', '15.4', undefined, '15.4'],
    ['stays if only 15 is requested', '15.4', '15', '15.4'],
    ['stays, though it can no longer be created', '15.9', undefined, '15.9'],
    ['becomes a newer one that is asked for', '15.4', '15.17', '15.17'],
  ])('%s', async (_, live, engineVersion, expected) => {
    const { deployer, stacks, account, context } = testDeploy();
    const stack = testStack('goal-mandala', 'dev');
    stacks.add(stack);
    account.cluster = { engineVersion: live };
    await deployer.deploy({ ...request, engineVersion }, 'task', context);
    const template: unknown = JSON.parse(
      await stacks.readTemplate(testEnvironment('dev'), stack.stackId),
    );
    expect(template).toMatchObject({
      Resources: { Cluster: { Properties: { engineVersion: expected } } },
    });
  });

  it('never becomes older, and nothing changes', async () => {
    const { deployer, stacks, account, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    account.cluster = { engineVersion: '15.17' };
    await expect(
      deployer.deploy({ ...request, engineVersion: '15.4' }, 'task', context),
    ).rejects.toThrow(
      "The database runs 15.17, and Aurora can't go back to 15.4",
    );
    expect(stacks.calls).toEqual([]);
  });
});
