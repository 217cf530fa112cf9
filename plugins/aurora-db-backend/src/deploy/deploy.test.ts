import {
  clusterSchema,
  databaseNames,
  defaultShortName,
  type EnvironmentProfile,
  environmentDefaults,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import pg from 'pg';
import request from 'supertest';
import { z } from 'zod';
import { environmentConfig } from '../config/environmentConfig';
import { auroraDbPlugin } from '../plugin';
import {
  type ActionRun,
  startDeployment,
} from '../testing/servers/startDeployment';
import { testEntities } from '../testing/databases/testEntities';
import { until } from '../testing/servers/until';

const deploy = 'aurora:database:deploy';
const remove = 'aurora:database:delete';
const owner = 'group:default/guests';

/** A database's entity, as the catalog makes it of its stack. */
const grown = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'grown-dev',
    annotations: {
      'aurora-db/environment': 'dev',
      'aurora-db/stack-name': 'grown-dev-database',
    },
  },
  spec: { type: 'aurora-postgresql', owner },
};

const names = ['local', 'dev', 'stg', 'prod'] as const;
/** The first deploy in each environment. They run side by side, each in its own account. */
const creations = new Map<EnvironmentProfile, Promise<ActionRun>>();

let setup: Awaited<ReturnType<typeof startDeployment>>;
beforeAll(async () => {
  setup = await startDeployment([
    auroraDbPlugin,
    mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
    catalogServiceMock.factory({ entities: [...testEntities, grown] }),
  ]);
  for (const environmentName of names) {
    const creation = setup.run(deploy, {
      name: 'goal-mandala',
      environment: environmentName,
      owner: 'guests',
    });
    // The test of its environment reports a failure.
    creation.catch(() => {});
    creations.set(environmentName, creation);
  }
}, 180_000);
afterAll(() => setup.stop());

function environment(name: EnvironmentProfile) {
  const { environments } = setup;
  return environmentConfig({ environments }, name);
}

async function cluster(name: EnvironmentProfile, form = 'goal-mandala') {
  const { clusterIdentifier } = databaseNames(form, {
    shortName: defaultShortName(name),
  });
  const { DBClusters } = await setup.aws
    .rds(environment(name))
    .send(new DescribeDBClustersCommand({}));
  return DBClusters?.find(one => one.DBClusterIdentifier === clusterIdentifier);
}

async function stack(name: EnvironmentProfile, form = 'goal-mandala') {
  const { stackName } = databaseNames(form, {
    shortName: defaultShortName(name),
  });
  const { Stacks } = await setup.aws
    .cloudFormation(environment(name))
    .send(new DescribeStacksCommand({}));
  return Stacks?.find(one => one.StackName === stackName);
}

async function secret(name: EnvironmentProfile, secretArn: unknown) {
  const { SecretString } = await setup.local.services.call(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: secretArn },
    {
      accountId: environment(name).accountId,
      region: 'ap-northeast-1',
      requestId: 'test',
      principalArn: 'arn:aws:iam::1:user/test',
    },
  );
  return z
    .object({
      username: z.string(),
      password: z.string(),
      host: z.string(),
      port: z.coerce.number(),
      dbname: z.string(),
    })
    .parse(JSON.parse(String(SecretString)));
}

describe.each(names)('%s', name => {
  const { base, entityRef, stackName, clusterIdentifier } = databaseNames(
    'goal-mandala',
    { shortName: defaultShortName(name) },
  );
  const { deletionProtection } = environmentDefaults[name];

  it('creates a database, and outputs its endpoints', async () => {
    const { lines = [], outputs = {} } = (await creations.get(name)) ?? {};
    expect(outputs).toMatchObject({
      entityRef,
      stackName,
      clusterIdentifier,
      engineVersion: '15.17',
      endpoint: expect.stringMatching(/./),
      readerEndpoint: expect.stringMatching(/./),
      port: expect.any(Number),
      secretArn: expect.stringMatching(/^arn:aws:secretsmanager:/),
      stackId: expect.stringContaining(`stack/${stackName}/`),
    });
    expect(outputs.changes).toContainEqual({
      action: 'add',
      resource: expect.any(String),
      type: 'AWS::RDS::DBCluster',
      properties: [],
      allowed: true,
    });
    const live = await cluster(name);
    expect(live).toMatchObject({
      Status: 'available',
      DeletionProtection: deletionProtection,
      BackupRetentionPeriod: environmentDefaults[name].backupRetention,
      StorageEncrypted: true,
    });
    expect(await stack(name)).toMatchObject({
      EnableTerminationProtection: deletionProtection,
      Tags: expect.arrayContaining([{ Key: 'aurora-db:owner', Value: owner }]),
    });
    const { password } = await secret(name, outputs.secretArn);
    expect(password).toHaveLength(30);
    expect(lines.join('\n')).not.toContain(password);
    expect(JSON.stringify(outputs)).not.toContain(password);
  }, 180_000);

  it('does nothing if nothing has changed', async () => {
    const { lines, outputs } = await setup.run(deploy, {
      name: 'goal-mandala',
      environment: name,
      owner,
    });
    expect(outputs.changes).toEqual([]);
    expect(lines).toContain(`${stackName} is up to date: no changes`);
  }, 180_000);

  it('changes the capacity of an existing database', async () => {
    const before = await cluster(name);
    const minCapacity = environmentDefaults[name].maxCapacity;
    const { outputs, lines } = await setup.run(deploy, {
      name: 'goal-mandala',
      environment: name,
      owner,
      minCapacity,
    });
    expect(lines.some(line => line.startsWith('Taking snapshot'))).toBe(
      deletionProtection,
    );
    expect(outputs.changes).toContainEqual(
      expect.objectContaining({
        action: 'modify',
        type: 'AWS::RDS::DBCluster',
        properties: expect.arrayContaining([
          'ServerlessV2ScalingConfiguration',
        ]),
      }),
    );
    const after = await cluster(name);
    expect(after?.DbClusterResourceId).toBe(before?.DbClusterResourceId);
    expect(after?.ServerlessV2ScalingConfiguration?.MinCapacity).toBe(
      minCapacity,
    );
  }, 180_000);

  it('keeps the database if the user types the wrong name', async () => {
    await expect(
      setup.run(remove, { entityRef, confirm: 'goal-mandala' }),
    ).rejects.toThrow(/nothing was deleted/);
    expect((await cluster(name))?.Status).toBe('available');
  });

  if (deletionProtection) {
    it('keeps a protected database unless the request turns protection off', async () => {
      await expect(
        setup.run(remove, { entityRef, confirm: base }),
      ).rejects.toThrow(/^Not deleted: deletion protection of/);
      expect(await cluster(name)).toMatchObject({ Status: 'available' });
      expect((await cluster(name))?.DBClusterMembers?.length).toBeGreaterThan(
        0,
      );
    });
  }

  it('deletes the database', async () => {
    const { lines, outputs } = await setup.run(remove, {
      entityRef,
      confirm: base,
      // Kept unless told otherwise.
      ...(name !== 'prod' && { finalSnapshot: false }),
      disableProtection: deletionProtection,
    });
    expect(lines.at(-1)).toBe(`${base} is deleted`);
    const { DBClusterSnapshots } = await setup.aws.rds(environment(name)).send(
      new DescribeDBClusterSnapshotsCommand({
        DBClusterIdentifier: clusterIdentifier,
      }),
    );
    const kinds = DBClusterSnapshots?.map(
      ({ DBClusterSnapshotIdentifier: id }) =>
        id?.includes('-predeploy-') ? 'predeploy' : 'final',
    ).sort();
    expect(kinds).toEqual([
      ...(name === 'prod' ? ['final'] : []),
      ...(deletionProtection ? ['predeploy'] : []),
    ]);
    expect(
      DBClusterSnapshots?.filter(
        ({ DBClusterSnapshotIdentifier: id }) => id === outputs.finalSnapshotId,
      ),
    ).toHaveLength(name === 'prod' ? 1 : 0);
    expect(outputs.report).toMatch(
      name === 'prod'
        ? /stays in snapshot .* Its master password stays in secret arn:/
        : /^No final snapshot was taken, as asked for/,
    );
    expect(await cluster(name)).toBeUndefined();
    expect(await stack(name)).toBeUndefined();
  }, 180_000);
});

describe('a capacity that changes max_connections', () => {
  const { clusterIdentifier } = databaseNames('grown', { shortName: 'dev' });
  const url = '/api/aurora-db/clusters/default/grown-dev';
  const deployed = (maxCapacity: number) =>
    setup.run(deploy, {
      name: 'grown',
      environment: 'dev',
      owner,
      maxCapacity,
    });

  /** What the API says once it knows of that capacity and that reboot. */
  async function shown(maxCapacity: number, pendingReboot: boolean) {
    const api = request(setup.server);
    const { body } = await until(
      () => api.get(url),
      answer =>
        answer.body.capacity?.max === maxCapacity &&
        answer.body.maxConnections.pendingReboot === pendingReboot,
      90,
    );
    const health = await api.get(`${url}/health`).expect(200);
    return {
      ...clusterSchema.parse(body).maxConnections,
      health: healthSchema.parse(health.body).metrics.connections.max,
    };
  }

  /** What the server itself says. */
  async function accepted(secretArn: unknown) {
    const { username, dbname, ...rest } = await secret('dev', secretArn);
    const answer = await fetch(`${setup.local.url}/_aurora-local/ca.pem`);
    const client = new pg.Client({
      ...rest,
      user: username,
      database: dbname,
      ssl: { ca: await answer.text() },
    });
    await client.connect();
    try {
      return (await client.query('SHOW max_connections')).rows;
    } finally {
      await client.end();
    }
  }

  async function reboot() {
    const rds = setup.aws.rds(environment('dev'));
    const members = (await cluster('dev', 'grown'))?.DBClusterMembers ?? [];
    expect(members).toHaveLength(1);
    for (const { DBInstanceIdentifier } of members) {
      const input = { DBInstanceIdentifier };
      await rds.send(new RebootDBInstanceCommand(input));
      await until(
        () => rds.send(new DescribeDBInstancesCommand(input)),
        ({ DBInstances }) => DBInstances?.[0]?.DBInstanceStatus === 'available',
        90,
      );
    }
  }

  it("shows the server's limit until its reboot, then the new one, even if the capacity changes outside the portal", async () => {
    const { secretArn } = (await deployed(1)).outputs;
    const { lines } = await deployed(2);
    expect(lines).toContain(
      'Warning: max_connections changes to 400, but stays 189 until the instances reboot',
    );
    expect(await shown(2, true)).toEqual({
      configured: 400,
      live: 189,
      pendingReboot: true,
      health: 189,
    });
    expect(await accepted(secretArn)).toEqual([{ max_connections: '189' }]);
    expect((await deployed(2)).outputs.changes).toEqual([]);

    await reboot();
    expect(await accepted(secretArn)).toEqual([{ max_connections: '400' }]);
    expect((await deployed(2)).outputs.changes).toEqual([]);

    await setup.aws.rds(environment('dev')).send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: clusterIdentifier,
        ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 4 },
      }),
    );
    expect(await shown(4, false)).toEqual({
      configured: 400,
      live: 400,
      pendingReboot: false,
      health: 400,
    });
  }, 300_000);
});

describe('a deploy', () => {
  it('shows the changes in a dry run, and leaves nothing behind', async () => {
    const { outputs } = await setup.run(
      deploy,
      { name: 'dry-run', environment: 'prod', owner },
      { isDryRun: true },
    );
    expect(outputs.changes).not.toHaveLength(0);
    expect(outputs.endpoint).toBeUndefined();
    expect(await stack('prod', 'dry-run')).toBeUndefined();
  }, 180_000);

  it('wins or loses against a concurrent one', async () => {
    const input = { name: 'two-at-once', environment: 'local', owner };
    const outcomes = await Promise.allSettled([
      setup.run(deploy, input),
      setup.run(deploy, input),
    ]);
    const lost = outcomes.filter(outcome => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => String(reason))).toEqual([
      expect.stringMatching(/ConflictError: .*(Wait until|changed the stack)/),
    ]);
    expect((await cluster('local', 'two-at-once'))?.Status).toBe('available');
    await setup.run(remove, {
      entityRef: 'resource:default/two-at-once-local',
      confirm: 'two-at-once-local',
      finalSnapshot: false,
    });
  }, 180_000);

  it('leaves no database if it is cancelled', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const input = { name: 'cancelled', environment: 'local', owner };
    const running = setup.run(deploy, input, {
      signal: controller.signal,
      lines,
    });
    const outcome = running.catch(String);
    while (!lines.some(line => line.startsWith('CREATE_IN_PROGRESS'))) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    controller.abort(new Error('cancelled by the user'));
    expect(await outcome).toBe('Error: cancelled by the user');
    expect(lines.at(-1)).toMatch(/^Cancelled/);
    expect(
      await until(
        () => stack('local', 'cancelled'),
        found => !found,
        60,
      ),
    ).toBeUndefined();
    expect(await cluster('local', 'cancelled')).toBeUndefined();
  }, 180_000);

  it('with an exact version creates it, and keeps it until a request names a newer one', async () => {
    const input = { name: 'pinned', environment: 'local', owner };
    const first = await setup.run(deploy, { ...input, engineVersion: '15.4' });
    expect(first.outputs.engineVersion).toBe('15.4');
    const second = await setup.run(deploy, input);
    expect(second.outputs).toMatchObject({
      engineVersion: '15.4',
      changes: [],
    });
    await expect(
      setup.run(deploy, { ...input, engineVersion: '15.9' }),
    ).rejects.toThrow(/it offers 15\.4, 15\.17/);
  }, 180_000);

  it.each([
    [{ name: 'Goal' }, /name: .*lower-case/],
    [
      { maxCapacity: 64 },
      /maxCapacity 64 is outside local's bounds: choose 0.5 to 1 ACU/,
    ],
    [{ owner: 'a//b' }, /owner: /],
  ])('refuses %j', async (change, sentence) => {
    await expect(
      setup.run(deploy, {
        name: 'refused',
        environment: 'local',
        owner,
        ...change,
      }),
    ).rejects.toThrow(sentence);
    expect(await stack('local', 'refused')).toBeUndefined();
  });
});
