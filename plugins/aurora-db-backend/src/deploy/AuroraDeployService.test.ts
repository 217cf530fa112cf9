import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { testSnapshot } from '../testing/FakeSnapshots';
import { testDeploy } from '../testing/testDeploy';
import { testEnvironment } from '../testing/testEnvironment';
import { testStack } from '../testing/testStack';

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

  it('creates a protected database unprotected, and turns protection on when it stands', async () => {
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

  it('shows in a dry run what it would do, and leaves nothing', async () => {
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

  it('goes on with what it began before a restart, though the backend before is not dead yet', async () => {
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
  ])('ends well after the backend was killed at “%s”', async moment => {
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

  it('starts nothing twice if CloudFormation does not show yet what was started', async () => {
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

  it('tries again when the same task is retried after a failed update', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    stacks.failNext = 'Rate exceeded';
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      /Rate exceeded/,
    );
    await deployer.deploy(request, 'task', context);
    expect((await stacks.list())[0]?.status).toBe('UPDATE_COMPLETE');
  });

  it('lets one of two at once win, and tells the other to wait', async () => {
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

  it('names the resource that failed, and what can be done', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.failNext = 'DB Cluster already exists';
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'Cluster (AWS::RDS::DBCluster) of stack goal-mandala-dev-database failed: DB Cluster already exists. A resource of that name is left over or belongs to another application: delete or rename it, or choose another name',
    );
    await deployer.deploy(request, 'task', context);
    expect((await stacks.list()).at(-1)?.status).toBe('CREATE_COMPLETE');
  });

  it('deletes what it has created when a creation is cancelled', async () => {
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

  it('cancels an update when it is cancelled', async () => {
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

  it('refuses to replace a cluster, changing nothing', async () => {
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

  it('refuses a stack that is not of this database', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev', { tags: { team: 'x' } }));
    await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
      'Stack goal-mandala-dev-database exists in account 222222222222, and is not that of goal-mandala in dev: it has no tags aurora-db:name and aurora-db:environment. Choose another name',
    );
    expect(stacks.calls).toEqual([]);
  });

  it.each(['REVIEW_IN_PROGRESS', 'ROLLBACK_COMPLETE'])(
    'deletes a stack that was left in %s, and creates it again',
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
    'touches nothing of a stack in %s',
    async status => {
      const { deployer, stacks, context } = testDeploy();
      stacks.add(testStack('goal-mandala', 'dev', { status }));
      await expect(deployer.deploy(request, 'task', context)).rejects.toThrow(
        /^Stack goal-mandala-dev-database /,
      );
      expect(stacks.calls).toEqual([]);
    },
  );

  it('keeps tags of others, and drops a system that is no longer named', async () => {
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

  it('warns of what takes a reboot, and of too little capacity for insights', async () => {
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

describe('AuroraDeployService says in the template what holds until a reboot', () => {
  const outputs = (max: number, until?: number) => ({
    MaxConnections: String(max),
    ...(until && { MaxConnectionsUntilReboot: String(until) }),
  });
  it.each<
    [
      string,
      Record<string, string>,
      { pendingReboot: boolean; maxCapacity: number },
      number | undefined,
      string[],
    ]
  >([
    // Each deploys 2 ACU, which is 400 connections.
    [
      'at the first change, the limit so far',
      outputs(189),
      { pendingReboot: false, maxCapacity: 1 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'at a change after the reboot, the limit so far',
      outputs(189, 100),
      { pendingReboot: false, maxCapacity: 1 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'at a second change before the reboot, what holds since before the first',
      outputs(300, 189),
      { pendingReboot: true, maxCapacity: 1.5 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'at a change back before the reboot, the same limit',
      outputs(189, 400),
      { pendingReboot: true, maxCapacity: 1 },
      400,
      [],
    ],
    [
      'without a change while it is pending, the same as before',
      outputs(400, 189),
      { pendingReboot: true, maxCapacity: 2 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
    [
      'without a change after the reboot, the same as before',
      outputs(400, 189),
      { pendingReboot: false, maxCapacity: 2 },
      189,
      [],
    ],
    [
      'without any change ever, nothing',
      outputs(400),
      { pendingReboot: false, maxCapacity: 2 },
      undefined,
      [],
    ],
    [
      'though other hands changed the capacity, what the parameter group holds',
      outputs(400),
      { pendingReboot: false, maxCapacity: 16 },
      undefined,
      [],
    ],
    [
      'of a stack without outputs, what follows from its capacity',
      {},
      { pendingReboot: false, maxCapacity: 1 },
      189,
      [
        'max_connections changes to 400, but stays 189 until the instances reboot',
      ],
    ],
  ])(
    '%s',
    async (_, deployed, { pendingReboot, maxCapacity }, until, warnings) => {
      const { deployer, stacks, account, context, lines } = testDeploy();
      const stack = testStack('goal-mandala', 'dev', { outputs: deployed });
      stacks.add(stack);
      account.cluster = {
        capacity: { minCapacity: 0.5, maxCapacity },
        members: [{ id: 'writer', role: 'writer', pendingReboot }],
      };
      await deployer.deploy(request, 'task', context);
      const template = await stacks.readTemplate(
        testEnvironment('dev'),
        stack.stackId,
      );
      expect(
        JSON.parse(template).Resources.Cluster.Properties
          .maxConnectionsUntilReboot,
      ).toBe(until);
      expect(lines.filter(line => line.includes('max_connections'))).toEqual(
        warnings.map(warning => `Warning: ${warning}`),
      );
    },
  );

  it('has no changes when it is deployed again, before the reboot and after', async () => {
    const { deployer, stacks, account, context } = testDeploy();
    const stack = testStack('goal-mandala', 'dev', { outputs: outputs(189) });
    stacks.add(stack);
    const members = (pendingReboot: boolean) => ({
      members: [{ id: 'writer', role: 'writer' as const, pendingReboot }],
    });
    await deployer.deploy(request, 'task', context);
    // As CloudFormation has them after the template of that deploy.
    stack.outputs = outputs(400, 189);
    for (const pendingReboot of [true, false]) {
      account.cluster = members(pendingReboot);
      const { changes } = await deployer.deploy(
        request,
        `again, pending: ${pendingReboot}`,
        context,
      );
      expect(changes).toEqual([]);
    }
  });
});

describe('AuroraDeployService before an update', () => {
  it('takes a snapshot in prod, the same for a run that is repeated', async () => {
    const { deployer, stacks, snapshots, context, lines } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    stacks.onCall = call => {
      if (call === 'execute update') {
        stacks.onCall = () => {};
        throw new Error('killed');
      }
    };
    await expect(deployer.deploy(inProd, 'task', context)).rejects.toThrow(
      'killed',
    );
    await deployer.deploy(inProd, 'task', context);
    expect(stacks.calls.slice(0, 2)).toEqual(['change set update', 'snapshot']);
    expect(stacks.calls.filter(call => call === 'snapshot')).toHaveLength(2);
    expect(snapshots.all).toHaveLength(1);
    const [{ id } = { id: '' }] = snapshots.all;
    expect(id).toMatch(/^goal-mandala-prd-predeploy-\d{14}$/);
    expect(lines).toContain(`Snapshot ${id} is available`);
  });

  it('waits for the snapshot of another user, and then takes its own', async () => {
    const { deployer, stacks, snapshots, context, lines } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    const other = testSnapshot({ id: 'theirs', status: 'creating' });
    snapshots.all.push(other);
    snapshots.failure = 'The cluster is backing-up';
    const find = snapshots.find.bind(snapshots);
    snapshots.find = async (...input) => {
      const found = await find(...input);
      // Their snapshot is complete at the second look, and the cluster then.
      if (input[1] === 'theirs') {
        other.status = 'available';
        snapshots.failure = undefined;
      }
      return found && { ...found };
    };
    await deployer.deploy(inProd, 'task', context);
    expect(lines).toContain(
      'Waiting for snapshot theirs, which is being taken',
    );
    expect(snapshots.all.map(({ id }) => id)).toEqual([
      'theirs',
      expect.stringContaining('-predeploy-'),
    ]);
    expect(stacks.calls).toContain('execute update');
  });

  it('changes nothing when the snapshot can not be taken', async () => {
    const { deployer, stacks, snapshots, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'prod'));
    snapshots.failure = 'No snapshot can be taken now';
    await expect(deployer.deploy(inProd, 'task', context)).rejects.toThrow(
      'No snapshot can be taken now',
    );
    expect(stacks.calls).toEqual(['change set update', 'delete change set']);
  });

  it('takes none in dev, none of a new database, and none when nothing changes', async () => {
    const { deployer, stacks, snapshots, context } = testDeploy();
    stacks.add(testStack('goal-mandala', 'dev'));
    await deployer.deploy(request, 'task', context);
    await deployer.deploy(inProd, 'task', context);
    await deployer.deploy(inProd, 'another task', context);
    expect(snapshots.all).toEqual([]);
  });
});

describe('AuroraDeployService refuses before CloudFormation is called', () => {
  it.each<
    [
      string,
      Partial<DeployRequest>,
      Partial<ReturnType<typeof testDeploy>['account']>,
      string,
    ]
  >([
    [
      'a capacity beyond the bounds',
      { maxCapacity: 4 },
      {},
      "maxCapacity 4 is outside dev's bounds: choose 0.5 to 2 ACU",
    ],
    [
      'an engine version that the region lacks',
      { engineVersion: '15.9' },
      {},
      "ap-northeast-1 can't create Aurora PostgreSQL 15.9 as serverless; it offers 15.4, 15.17",
    ],
    [
      'credentials of another account',
      {},
      { accountId: '999999999999' },
      'The credentials for dev belong to account 999999999999',
    ],
    [
      'a missing subnet',
      {},
      { subnets: ['subnet-0a1b2c3d'] },
      'ap-northeast-1 has no subnet subnet-0a1b2c3e. Correct auroraDb.environments.dev.network',
    ],
    [
      'a missing security group',
      {},
      { securityGroupVpc: undefined },
      'ap-northeast-1 has no security group sg-0a1b2c3d',
    ],
    [
      'a security group elsewhere',
      {},
      { securityGroupVpc: 'vpc-1' },
      'security group sg-0a1b2c3d is in vpc-1, not in vpc-0a1b2c3d',
    ],
    [
      'a cluster without a stack',
      {},
      { strayCluster: true, cluster: { engineVersion: '15.4' } },
      'The cluster goal-mandala-dev-aurora-cluster exists, but it does not belong to a stack goal-mandala-dev-database',
    ],
    [
      'a left-over log group',
      {},
      {
        logGroups: [
          '/aws/rds/cluster/goal-mandala-dev-aurora-cluster/postgresql',
        ],
      },
      'The log group /aws/rds/cluster/goal-mandala-dev-aurora-cluster/postgresql is left over',
    ],
  ])('%s', async (_, change, found, sentence) => {
    const { deployer, stacks, account, context } = testDeploy();
    Object.assign(account, found);
    await expect(
      deployer.deploy({ ...request, ...change }, 'task', context),
    ).rejects.toThrow(sentence);
    expect(stacks.calls).toEqual([]);
  });
});

describe('AuroraDeployService over a restored database', () => {
  const source = 'resource:default/goal-mandala-prd';
  const stack = testStack('goal-mandala-r1', 'prod', {
    tags: {
      ...testStack('goal-mandala-r1', 'prod').tags,
      [auroraDbTags.restoredFrom]: source,
    },
    outputs: { DatabaseName: 'goalmandalamain' },
  });
  const restored: DeployRequest = { ...inProd, name: 'goal-mandala-r1' };
  const templateOf = (properties: Record<string, unknown>) =>
    JSON.stringify({
      Resources: {
        Cluster: { Type: 'AWS::RDS::DBCluster', Properties: properties },
      },
    });
  const deployed = async (
    properties: Record<string, unknown>,
    wanted: DeployRequest = restored,
    live = '15.17',
  ) => {
    const setup = testDeploy();
    setup.stacks.add(stack, templateOf(properties));
    setup.account.cluster = { engineVersion: live };
    await setup.deployer.deploy(wanted, 'task', setup.context);
    return JSON.parse(
      await setup.stacks.readTemplate(testEnvironment('prod'), stack.stackId),
    ).Resources.Cluster.Properties;
  };

  it.each([
    [
      'a snapshot',
      { SnapshotIdentifier: 'before-v2' },
      { snapshotIdentifier: 'before-v2' },
    ],
    [
      'a snapshot that was not encrypted',
      { SnapshotIdentifier: 'old', StorageEncrypted: true },
      { snapshotIdentifier: 'old', storageEncrypted: true },
    ],
    [
      'a time',
      {
        SourceDBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        RestoreToTime: '2026-11-25T08:00:00.000Z',
      },
      {
        sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        to: { restoreToTime: '2026-11-25T08:00:00.000Z' },
        namesEngineVersion: false,
      },
    ],
    [
      'the end of the window',
      {
        SourceDBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        UseLatestRestorableTime: true,
      },
      {
        sourceClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        to: { useLatestRestorableTime: true },
        namesEngineVersion: false,
      },
    ],
  ])(
    'keeps for ever that it was restored from %s, whatever else changes',
    async (_, properties, from) => {
      const synthesized = await deployed(properties, {
        ...restored,
        owner: 'group:default/guests',
        maxCapacity: 8,
      });
      expect(synthesized).toMatchObject({
        owner: 'group:default/guests',
        config: { maxCapacity: 8 },
        restoreFrom: {
          entityRef: source,
          databaseName: 'goalmandalamain',
          from,
        },
      });
    },
  );

  it('names the engine version of one restored to a time once it is upgraded', async () => {
    const properties = {
      SourceDBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      UseLatestRestorableTime: true,
    };
    const upgrade = await deployed(
      properties,
      { ...restored, engineVersion: '15.17' },
      '15.4',
    );
    expect(upgrade.restoreFrom.from.namesEngineVersion).toBe(true);
    const later = await deployed({ ...properties, EngineVersion: '15.17' });
    expect(later.restoreFrom.from.namesEngineVersion).toBe(true);
  });

  it('refuses to guess if another user removed the tag that names the source', async () => {
    const { deployer, stacks, context } = testDeploy();
    stacks.add(
      { ...stack, tags: testStack('goal-mandala-r1', 'prod').tags },
      templateOf({ SnapshotIdentifier: 'before-v2' }),
    );
    await expect(deployer.deploy(restored, 'task', context)).rejects.toThrow(
      /holds a restored database, but its tag aurora-db:restored-from/,
    );
    expect(stacks.calls).toEqual([]);
  });

  it('restores nothing in a database that began empty', async () => {
    const synthesized = await deployed({ DatabaseName: 'goalmandalamain' });
    expect(synthesized).not.toHaveProperty('restoreFrom');
  });
});
