import type { EnvironmentName } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from './DatabaseStacks';
import { testDeploy } from '../__testUtils__/testDeploy';
import { testEnvironment } from '../__testUtils__/testEnvironment';
import { testStack } from '../__testUtils__/testStack';

const options = {
  finalSnapshot: true,
  disableProtection: false,
  dryRun: false,
};

const template = (deletionPolicy: string, protect: boolean) =>
  JSON.stringify({
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        DeletionPolicy: deletionPolicy,
        Properties: { DeletionProtection: protect },
      },
    },
  });

function setUp(
  environment: EnvironmentName,
  stack: Partial<DatabaseStack> = {},
  deployed = template('Delete', false),
) {
  const room = testDeploy();
  room.stacks.add(testStack('goal-mandala', environment, stack), deployed);
  const suffix = environment === 'prod' ? 'prd' : environment;
  const run = async (change: Partial<typeof options> = {}, taskId = 'task') =>
    room.deleter.delete(
      await room.deleter.find(`resource:default/goal-mandala-${suffix}`),
      taskId,
      { ...options, ...change },
      room.context,
    );
  return { ...room, run };
}

describe('AuroraDeleteService', () => {
  it('changes the deletion policy to keep a final snapshot, then deletes', async () => {
    const { stacks, run, lines } = setUp('dev');
    const [before] = await stacks.list();
    await run();
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
    expect(lines).toEqual(
      expect.arrayContaining([
        'A final snapshot of goal-mandala-dev-aurora-cluster will be kept',
        'Preparing: deletion policy of Cluster: Delete → Snapshot',
        'DELETE_COMPLETE Stack goal-mandala-dev-database',
        'goal-mandala-dev is deleted',
      ]),
    );
  });

  it('needs no change set where the policy is already what is asked for', async () => {
    const { stacks, run } = setUp('dev');
    await run({ finalSnapshot: false });
    expect(stacks.calls).toEqual(['delete stack']);
  });

  it('refuses a protected database before anything is done', async () => {
    const { stacks, account, run } = setUp('prod', {
      terminationProtection: true,
    });
    account.cluster = { deletionProtection: true };
    await expect(run()).rejects.toThrow(
      'Not deleted: deletion protection of goal-mandala-prd-aurora-cluster and termination protection of goal-mandala-prd-database are on. If the database shall go, tick "Switch deletion protection off" in the form (disableProtection: true)',
    );
    expect(stacks.calls).toEqual([]);
  });

  it('turns every protection off first where that is asked for', async () => {
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

  it('refuses where protection is on and the stack can no longer be updated', async () => {
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
      'goal-mandala-dev-database would be deleted, after a final snapshot of its data',
    ]);
  });

  it.each(['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'DELETE_FAILED'])(
    'deletes what is left of a stack in %s',
    async status => {
      const { stacks, run } = setUp('dev', { status });
      await run();
      expect(stacks.calls).toEqual(['delete stack']);
    },
  );

  it('leaves a stack alone on which somebody else is at work', async () => {
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

  it('goes on with the deletion that a restart interrupted, and finds it done', async () => {
    const { stacks, deleter, context, lines } = setUp('dev');
    const target = await deleter.find('resource:default/goal-mandala-dev');
    stacks.hold = true;
    const before = deleter.delete(
      target,
      'task',
      { ...options, finalSnapshot: false },
      context,
    );
    while (!stacks.calls.includes('delete stack')) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    stacks.hold = false;
    const resumed = async () =>
      deleter.delete(
        await deleter.find(
          'resource:default/goal-mandala-dev',
          target.stack.stackId,
        ),
        'task',
        { ...options, finalSnapshot: false },
        context,
      );
    await Promise.all([before, resumed()]);
    await resumed();
    expect(stacks.calls).toEqual(['delete stack']);
    expect(lines).toContain('goal-mandala-dev-database is deleted already');
  });

  it.each([
    ['component:default/goal-mandala-dev', /is no database of this portal/],
    ['resource:other/goal-mandala-dev', /is no database of this portal/],
    ['resource:default/goal-mandala', /is no database of this portal/],
    ['resource:default/unknown-dev', /has no stack unknown-dev-database/],
  ])('refuses %s', async (entityRef, sentence) => {
    const { deleter } = setUp('dev');
    await expect(deleter.find(entityRef)).rejects.toThrow(sentence);
  });

  it('refuses a stack that is not of this database', async () => {
    const { deleter } = setUp('dev', { tags: {} });
    await expect(
      deleter.find('resource:default/goal-mandala-dev'),
    ).rejects.toThrow(/is not that of goal-mandala in dev/);
  });
});
