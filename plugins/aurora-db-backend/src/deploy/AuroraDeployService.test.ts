import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testDeploy } from '../testing/services/testDeploy';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';

const request: DeployRequest = {
  name: 'goal-mandala',
  environment: 'dev',
  owner: 'group:default/payments',
};

const inProd: DeployRequest = { ...request, environment: 'prod' };

/** Cancels a run once it has called CloudFormation for something. */
async function abortAfter(
  call: string,
  { calls }: { calls: readonly string[] },
  controller: AbortController,
): Promise<void> {
  while (!calls.includes(call)) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  controller.abort(new Error('cancelled'));
}

describe('AuroraDeployService', () => {
  it('creates a database with one change set if it is not protected', async () => {
    const { deployer, stacks, context, lines } = testDeploy();
    const result = await deployer.deploy(request, 'task', context);
    expect(stacks.calls).toEqual(['change set create', 'execute create']);
    expect(result).toMatchObject({
      entityRef: 'resource:default/goal-mandala-dev',
      stackName: 'goal-mandala-dev-database',
      clusterIdentifier: 'goal-mandala-dev-aurora-cluster',
      changes: [{ action: 'add', resource: 'Cluster', allowed: true }],
    });
    expect(result.stackId).toContain('stack/goal-mandala-dev-database/');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Capacity costs 73 to 292 USD a month, depending on its use. Storage and I/O cost extra',
        'Preflight: engine: Aurora PostgreSQL 15.17',
        'Preflight: credentials: Account 222222222222, as arn:aws:iam::1:role/portal',
        'add Cluster (AWS::RDS::DBCluster)',
        'CREATE_IN_PROGRESS Cluster (AWS::RDS::DBCluster)',
        'CREATE_COMPLETE Stack goal-mandala-dev-database',
      ]),
    );
  });

  it('creates a protected database unprotected, and turns protection on after the creation', async () => {
    const { deployer, stacks, context } = testDeploy();
    await deployer.deploy(inProd, 'task', context);
    expect(stacks.calls).toEqual([
      'change set create',
      'execute create',
      'change set update',
      'execute update',
      'termination protection on',
    ]);
    const [stack] = await stacks.list();
    expect(
      await stacks.readTemplate(testEnvironment('prod'), stack?.stackId ?? ''),
    ).toContain('"protect":true');
  });

  it('does nothing the second time', async () => {
    const { deployer, stacks, context, lines } = testDeploy();
    const first = await deployer.deploy(inProd, 'task', context);
    stacks.calls.length = 0;
    const second = await deployer.deploy(inProd, 'another task', context);
    expect(second).toEqual({ ...first, changes: [] });
    expect(stacks.calls).toEqual(['change set update', 'delete change set']);
    expect(lines).toContain(
      'goal-mandala-prd-database is up to date: no changes',
    );
  });

  it('shows the changes in a dry run, and leaves nothing behind', async () => {
    const { deployer, stacks, context } = testDeploy();
    const result = await deployer.deploy(request, 'task', context, {
      dryRun: true,
    });
    expect(result.changes).toHaveLength(1);
    expect(stacks.calls).toEqual([
      'change set create',
      'delete change set',
      'delete stack',
    ]);
  });

  it('continues its work after a restart, even if the previous backend is still running', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.hold = true;
    const before = deployer.deploy(inProd, 'task', context);
    while (!stacks.calls.includes('execute create')) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    stacks.hold = false;
    const after = testDeploy(stacks);
    await Promise.all([
      before,
      after.deployer.deploy(inProd, 'task', after.context),
    ]);
    expect(after.lines).toContain(
      'Resuming the operation that this task started on goal-mandala-prd-database',
    );
    const all = await stacks.list();
    expect(all).toHaveLength(1);
    expect(all[0]?.terminationProtection).toBe(true);
    expect(stacks.calls.filter(call => call === 'execute create')).toHaveLength(
      1,
    );
  });

  it.each([
    'change set create',
    'execute create',
    'change set update',
    'execute update',
  ])('completes after the backend was killed at “%s”', async moment => {
    const { deployer, stacks, context } = testDeploy();
    stacks.onCall = call => {
      if (call === moment) {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
    await expect(deployer.deploy(inProd, 'task', context)).rejects.toThrow(
      'killed',
    );
    await deployer.deploy(inProd, 'task', context);
    const all = await stacks.list();
    expect(all.map(({ status }) => status)).toEqual(['UPDATE_COMPLETE']);
    expect(all[0]?.terminationProtection).toBe(true);
  });

  it('starts nothing twice if CloudFormation does not show the first start yet', async () => {
    const { deployer, stacks, context } = testDeploy();
    const stack = testStack('goal-mandala', 'dev');
    stacks.add({ ...stack });
    const execute = stacks.executeChangeSet.bind(stacks);
    jest
      .spyOn(stacks, 'executeChangeSet')
      .mockImplementationOnce(async (...args) => {
        await execute(...args);
        throw new Error('killed');
      });
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'killed',
    );
    jest.spyOn(stacks, 'describe').mockResolvedValueOnce(stack);
    await deployer.deploy(request, 'task', context);
    expect(stacks.calls.filter(call => call === 'execute update')).toHaveLength(
      1,
    );
  });

  it('tries again when the same task retries a failed update', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    stacks.failNext = 'Rate exceeded';
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      /Rate exceeded/,
    );
    await deployer.deploy(request, 'task', context);
    expect((await stacks.list())[0]?.status).toBe('UPDATE_COMPLETE');
  });

  it('lets one of two concurrent deploys win, and tells the other one to wait', async () => {
    const { deployer, stacks, context } = testDeploy();
    const outcomes = await Promise.allSettled([
      deployer.deploy(request, 'one', context),
      deployer.deploy(request, 'two', context),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    const lost = outcomes.find(outcome => outcome.status === 'rejected');
    expect(String(lost?.reason)).toMatch(
      /ConflictError: (Another user or process is changing|Stack goal-mandala-dev-database is being created)/,
    );
    expect(await stacks.list()).toHaveLength(1);
  });

  it('names the failed resource and the way out', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.failNext = 'DB Cluster already exists';
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'Cluster (AWS::RDS::DBCluster) of stack goal-mandala-dev-database failed: DB Cluster already exists. A resource of that name is left over or belongs to another application: delete or rename it, or choose another name',
    );
    await deployer.deploy(request, 'task', context);
    expect((await stacks.list()).at(-1)?.status).toBe('CREATE_COMPLETE');
  });

  it('deletes what it created if the user cancels a creation', async () => {
    const { deployer, stacks, context, lines } = testDeploy();
    const controller = new AbortController();
    stacks.hold = true;
    const outcome = deployer
      .deploy(request, 'task', { ...context, signal: controller.signal })
      .catch(String);
    await abortAfter('execute create', stacks, controller);
    expect(await outcome).toBe('Error: cancelled');
    expect(stacks.calls).toEqual([
      'change set create',
      'execute create',
      'delete stack',
    ]);
    expect(lines.at(-1)).toBe(
      'Cancelled: goal-mandala-dev-database is new, so CloudFormation deletes what it created so far. This continues in AWS',
    );
  });

  it('cancels an update if the user cancels it', async () => {
    const { deployer, stacks, context, lines } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    const controller = new AbortController();
    stacks.hold = true;
    const outcome = deployer
      .deploy(request, 'task', { ...context, signal: controller.signal })
      .catch(String);
    await abortAfter('execute update', stacks, controller);
    expect(await outcome).toBe('Error: cancelled');
    expect(stacks.calls.at(-1)).toBe('cancel update');
    expect(lines.at(-1)).toBe(
      'Cancelled: CloudFormation rolls goal-mandala-dev-database back to what it was. This continues in AWS',
    );
  });

  it('refuses to replace a cluster, and changes nothing', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    stacks.nextChanges = [
      {
        action: 'replace',
        resource: 'Cluster',
        type: 'AWS::RDS::DBCluster',
        replacement: 'always',
        properties: [{ name: 'StorageEncrypted', replacement: 'always' }],
      },
    ];
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      /would be replaced because of StorageEncrypted.*restore it under a new name/,
    );
    expect(stacks.calls).toEqual(['change set update', 'delete change set']);
  });

  it('refuses a stack that does not belong to the database', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev', { tags: { team: 'x' } }));
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'Stack goal-mandala-dev-database exists in account 222222222222, but does not belong to goal-mandala in dev (the tags aurora-db:name and aurora-db:environment are missing). Choose another name',
    );
    expect(stacks.calls).toEqual([]);
  });

  it.each(['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'])(
    'deletes a stack in %s, and creates it again',
    async status => {
      const { deployer, stacks, context } = testDeploy();
      stacks.add(testStack('goal-mandala', 'dev', { status }));
      await deployer.deploy(request, 'task', context);
      expect(stacks.calls).toEqual([
        'delete stack',
        'change set create',
        'execute create',
      ]);
    },
  );

  it.each(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_FAILED', 'DELETE_FAILED'])(
    'does not touch a stack in %s',
    async status => {
      const { deployer, stacks, context } = testDeploy();
      stacks.add(testStack('goal-mandala', 'dev', { status }));
      await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
        /^Stack goal-mandala-dev-database /,
      );
      expect(stacks.calls).toEqual([]);
    },
  );

  it('keeps tags of others, and removes the tag of a system that the request omits', async () => {
    const { deployer, stacks, context } = testDeploy();
    const stack = testStack('goal-mandala', 'dev');
    stacks.add({
      ...stack,
      tags: {
        ...stack.tags,
        'cost-center': '42',
        'aws:cloudformation:stack-name': 'x',
        'aurora-db:system': 'system:default/old',
      },
    });
    await deployer.deploy(request, 'task', context);
    expect((await stacks.list())[0]?.tags).toEqual({
      ...stack.tags,
      'cost-center': '42',
    });
  });

  it('warns of changes that need a reboot, and of too little capacity for insights', async () => {
    const { deployer, stacks, account, context, lines } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    account.cluster = { capacity: { minCapacity: 0.5, maxCapacity: 1 } };
    await deployer.deploy(request, 'task', context);
    expect(lines.filter(line => line.startsWith('Warning'))).toEqual([
      'Warning: Database Insights works best with a minimum capacity of at least 2 ACU; this database has 0.5',
      'Warning: max_connections changes to 400, but stays 189 until the instances reboot',
    ]);
  });
});
