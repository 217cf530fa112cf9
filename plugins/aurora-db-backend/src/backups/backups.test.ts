import {
  clusterSchema,
  databaseNames,
  databaseOperationListSchema,
  planSchema,
  releaseGateSchema,
  restoreStartedSchema,
  snapshotListSchema,
  snapshotSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteDBClusterSnapshotCommand,
  DescribeDBClustersCommand,
} from '@aws-sdk/client-rds';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import pg from 'pg';
import request from 'supertest';
import { z } from 'zod';
import { auroraDbCatalogModule } from '../catalogModule';
import { environmentConfig } from '../config/environmentConfig';
import { auroraDbPlugin } from '../plugin';
import { startDeployment } from '../testing/servers/startDeployment';
import { until } from '../testing/servers/until';

const source = databaseNames('goal-mandala', { shortName: 'prd' });
const clusterUrl = (base: string) => `/api/aurora-db/clusters/default/${base}`;
const owner = 'group:default/guests';

let setup: Awaited<ReturnType<typeof startDeployment>>;
let api: ReturnType<typeof request>;
let ca: string;
const clients: pg.Client[] = [];

beforeAll(async () => {
  const events = mockServices.events();
  setup = await startDeployment([
    catalogPlugin,
    auroraDbPlugin,
    auroraDbCatalogModule,
    // One for all plugins, as in a portal: what one announces, the others hear.
    createServiceFactory({
      service: eventsServiceRef,
      deps: {},
      factory: () => events,
    }),
  ]);
  api = request(setup.server);
  ca = await (await fetch(`${setup.local.url}/_aurora-local/ca.pem`)).text();
  await until(
    () => api.get('/api/catalog/entities/by-name/group/default/guests'),
    ({ status }) => status === 200,
    60,
  );
  await setup.run('aurora:database:deploy', {
    name: 'goal-mandala',
    environment: 'prod',
    owner,
  });
  await until(
    () => api.get(clusterUrl(source.base)),
    ({ status, body }) => status === 200 && body.status === 'available',
    60,
  );
}, 180_000);

afterAll(async () => {
  await Promise.all(clients.map(client => client.end()));
  await setup?.stop();
}, 180_000);

const prod = () =>
  environmentConfig({ environments: setup.environments }, 'prod');

const caller = () => ({
  accountId: prod().accountId,
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::1:user/test',
});

async function credentialsOf(secretArn: string | undefined) {
  const { SecretString } = await setup.local.services.call(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: secretArn },
    caller(),
  );
  return z
    .object({
      username: z.string(),
      password: z.string(),
      host: z.string(),
      port: z.coerce.number(),
      dbname: z.string(),
      engine: z.literal('postgres'),
    })
    .parse(JSON.parse(String(SecretString)));
}

/** A connection as an application makes it: with the database's own secret, over verified TLS. */
async function connect(base: string): Promise<pg.Client> {
  const cluster = clusterSchema.parse(
    (await api.get(clusterUrl(base)).expect(200)).body,
  );
  const { username, password, host, port, dbname } = await credentialsOf(
    cluster.secretArn,
  );
  const client = new pg.Client({
    user: username,
    password,
    host,
    port,
    database: dbname,
    ssl: { ca },
  });
  await client.connect();
  clients.push(client);
  return client;
}

async function untilAvailable(base: string) {
  const { body } = await until(
    () => api.get(clusterUrl(base)),
    answer =>
      answer.body.status === 'available' &&
      answer.body.deletionProtection === true &&
      answer.body.members.length === 2,
    90,
  );
  return clusterSchema.strict().parse(body);
}

async function clusterOf(clusterIdentifier: string) {
  const { DBClusters } = await setup.aws
    .rds(prod())
    .send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: clusterIdentifier }),
    );
  return DBClusters?.[0];
}

async function clustersOf() {
  const { DBClusters = [] } = await setup.aws
    .rds(prod())
    .send(new DescribeDBClustersCommand({}));
  return DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier);
}

/** RDS refuses the next snapshot until the cluster has left the status backing-up. */
const untilBackedUp = () =>
  until(
    () => clusterOf(source.clusterIdentifier),
    cluster => cluster?.Status === 'available',
    60,
  );

const operationsOf = async (base: string) =>
  databaseOperationListSchema
    .strict()
    .parse((await api.get(`${clusterUrl(base)}/operations`).expect(200)).body)
    .items;

/** Clients that write until they are told to stop; each transaction adds a row and counts it. */
async function startWriting() {
  const writers = await Promise.all([1, 2, 3].map(() => connect(source.base)));
  let isOn = true;
  let transactions = 0;
  const ended = Promise.all(
    writers.map(async client => {
      while (isOn) {
        await client.query(
          'BEGIN; INSERT INTO log DEFAULT VALUES; UPDATE counter SET n = n + 1; COMMIT',
        );
        transactions += 1;
      }
    }),
  );
  return {
    count: () => transactions,
    stop: async () => {
      isOn = false;
      await ended;
    },
  };
}

const contentOf = async (client: pg.Client) => {
  const { rows } = await client.query(
    'SELECT (SELECT n FROM counter)::int AS counted, (SELECT count(*) FROM log)::int AS rows',
  );
  return z.object({ counted: z.number(), rows: z.number() }).parse(rows[0]);
};

describe('backups of a database under writes', () => {
  let snapshotId: string;

  it('take a snapshot while clients write, without disturbing them', async () => {
    const admin = await connect(source.base);
    await admin.query(
      'CREATE TABLE log (id bigserial PRIMARY KEY); CREATE TABLE counter (n bigint); INSERT INTO counter VALUES (0)',
    );
    const writing = await startWriting();
    await until(
      async () => writing.count(),
      count => count > 20,
      30,
    );
    const { body } = await api
      .post(`${clusterUrl(source.base)}/snapshots`)
      .send({ label: 'release', release: 'v2.4.0', expiresInDays: 7 })
      .expect(202);
    const begun = snapshotSchema.strict().parse(body);
    snapshotId = begun.id;
    expect(begun).toMatchObject({
      id: expect.stringMatching(/^goal-mandala-prd-release-\d{14}$/),
      createdBy: 'user:default/mock',
      release: 'v2.4.0',
    });
    const listed = await until(
      () => api.get(`${clusterUrl(source.base)}/snapshots`),
      answer =>
        answer.body.items.some(
          (one: { id: string; status: string }) =>
            one.id === snapshotId && one.status === 'available',
        ),
      60,
    );
    const { items, quota } = snapshotListSchema.strict().parse(listed.body);
    expect(items.find(({ id }) => id === snapshotId)?.percentProgress).toBe(
      100,
    );
    expect(quota).toEqual({ used: 1, limit: 100 });
    await untilBackedUp();
    const before = writing.count();
    await until(
      async () => writing.count(),
      count => count > before + 20,
      30,
    );
    await writing.stop();
    expect(await contentOf(admin)).toEqual({
      counted: writing.count(),
      rows: writing.count(),
    });
  }, 180_000);

  it('open the release gate', async () => {
    const { body } = await api
      .get(`${clusterUrl(source.base)}/release-gate`)
      .expect(200);
    expect(releaseGateSchema.strict().parse(body)).toMatchObject({
      pass: true,
      snapshotId,
    });
  });

  it('take one of two snapshots that are requested at the same moment', async () => {
    const answers = await Promise.all(
      ['one', 'two'].map(label =>
        api.post(`${clusterUrl(source.base)}/snapshots`).send({ label }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.error.message).toMatch(/snapshot/i);
    const [taken] = answers.filter(({ status }) => status === 202);
    await until(
      () => api.get(`${clusterUrl(source.base)}/snapshots`),
      answer =>
        answer.body.items.every(
          ({ status }: { status: string }) => status === 'available',
        ),
      60,
    );
    await api
      .delete(`${clusterUrl(source.base)}/snapshots/${taken?.body.id}`)
      .expect(202);
    const { body } = await api.get(`${clusterUrl(source.base)}/snapshots`);
    const ids = body.items
      .filter(({ type }: { type: string }) => type === 'manual')
      .map(({ id }: { id: string }) => id);
    expect(ids).toEqual([snapshotId]);
  }, 180_000);

  it('restore the snapshot into a separate database, complete and protected', async () => {
    const from = { snapshotId };
    const plan = await api
      .post(`${clusterUrl(source.base)}/restores/plan`)
      .send({ from, name: 'goal-mandala-r1' })
      .expect(200);
    const { preflight, changes, target } = planSchema.strict().parse(plan.body);
    expect(preflight.filter(({ ok }) => !ok)).toEqual([]);
    expect(changes).toContainEqual(
      expect.objectContaining({ type: 'AWS::RDS::DBCluster', action: 'add' }),
    );
    const ask = () =>
      api.post(`${clusterUrl(source.base)}/restores`).send({
        from,
        name: 'goal-mandala-r1',
        confirm: source.base,
      });
    const [first, second] = await Promise.all([ask(), ask()]);
    const { entityRef, stackId } = restoreStartedSchema.parse(first?.body);
    expect(entityRef).toBe(target.entityRef);
    // Somebody who clicks twice restores once.
    expect(second?.body.stackId).toBe(stackId);

    const restored = await untilAvailable('goal-mandala-r1-prd');
    expect(restored).toMatchObject({
      restoredFrom: source.entityRef,
      databaseName: source.databaseName,
      backup: { retentionDays: 30 },
      deletionProtection: true,
      members: [{ role: 'writer' }, { role: 'reader' }],
      maxConnections: { configured: 3360, live: 3360, pendingReboot: false },
    });
    const client = await connect('goal-mandala-r1-prd');
    const { counted, rows } = await contentOf(client);
    expect(counted).toBe(rows);
    expect(rows).toBeGreaterThan(0);
    const {
      rows: [setting],
    } = await client.query('SHOW max_connections');
    expect(setting).toEqual({ max_connections: '3360' });
  }, 180_000);

  it('refuse a second restore under the same name, and a wrong confirmation', async () => {
    const restore = (name: string, confirm: string) =>
      api
        .post(`${clusterUrl(source.base)}/restores`)
        .send({ from: { latest: true }, name, confirm });
    // While CloudFormation still cleans up after it, the refusal says that instead.
    const taken = await until(
      () => restore('goal-mandala-r1', source.base),
      ({ body }) => /exists already/.test(body.error?.message),
      60,
    );
    expect(taken.status).toBe(409);
    expect(taken.body.error.message).toContain('exists already');
    const unconfirmed = await restore('goal-mandala-r9', 'goal-mandala');
    expect(unconfirmed.status).toBe(400);
    expect(await clusterOf('goal-mandala-r1-prd-aurora-cluster')).toBeDefined();
  }, 180_000);

  it('restore to a time between two transactions, with exactly the first one', async () => {
    const admin = await connect(source.base);
    await admin.query(
      `CREATE TABLE marks (mark text); INSERT INTO marks VALUES ('first')`,
    );
    const {
      rows: [{ at }],
    } = await admin.query('SELECT clock_timestamp() AS at');
    const time = new Date(at.getTime() + 5);
    await until(
      async () =>
        (await admin.query('SELECT clock_timestamp() AS at')).rows[0].at,
      now => now > time,
      5,
    );
    await admin.query(`INSERT INTO marks VALUES ('second')`);
    await until(
      () => clusterOf(source.clusterIdentifier),
      cluster => (cluster?.LatestRestorableTime ?? 0) > time,
      60,
    );
    const { outputs } = await setup.run('aurora:database:restore', {
      entityRef: source.entityRef,
      from: { time: time.toISOString() },
      name: 'goal-mandala-r2',
    });
    expect(outputs).toMatchObject({
      entityRef: 'resource:default/goal-mandala-r2-prd',
      engineVersion: '15.17',
      endpoint: expect.any(String),
      secretArn: expect.stringContaining(':secretsmanager:'),
    });
    await untilAvailable('goal-mandala-r2-prd');
    const client = await connect('goal-mandala-r2-prd');
    const { rows } = await client.query('SELECT mark FROM marks');
    expect(rows).toEqual([{ mark: 'first' }]);
    expect((await admin.query('SELECT mark FROM marks')).rows).toHaveLength(2);
  }, 180_000);

  it.each([
    ['goal-mandala-r1', { SnapshotIdentifier: expect.any(String) }],
    [
      'goal-mandala-r2',
      {
        SourceDBClusterIdentifier: source.clusterIdentifier,
        RestoreToTime: expect.any(String),
      },
    ],
  ])(
    'change %s like any other database, and keep its origin',
    async (name, createOnly) => {
      const { clusterIdentifier, stackName } = databaseNames(name, {
        shortName: 'prd',
      });
      const before = await clusterOf(clusterIdentifier);
      const { outputs } = await setup.run('aurora:database:deploy', {
        name,
        environment: 'prod',
        owner,
        maxCapacity: 8,
      });
      expect(outputs.changes).toContainEqual(
        expect.objectContaining({
          action: 'modify',
          type: 'AWS::RDS::DBCluster',
        }),
      );
      const after = await clusterOf(clusterIdentifier);
      expect(after?.DbClusterResourceId).toBe(before?.DbClusterResourceId);
      expect(after?.ServerlessV2ScalingConfiguration?.MaxCapacity).toBe(8);
      const { TemplateBody } = await setup.aws
        .cloudFormation(prod())
        .send(new GetTemplateCommand({ StackName: stackName }));
      const { Resources } = z
        .object({
          Resources: z.record(
            z.string(),
            z.looseObject({ Type: z.string(), Properties: z.unknown() }),
          ),
        })
        .parse(JSON.parse(TemplateBody ?? ''));
      expect(
        Object.values(Resources).find(
          ({ Type }) => Type === 'AWS::RDS::DBCluster',
        )?.Properties,
      ).toMatchObject(createOnly);
    },
    120_000,
  );

  it('list the operations at the source and at the restored database', async () => {
    const operations = await operationsOf(source.base);
    expect(
      operations.map(({ kind, status, message }) => [
        kind,
        status,
        message?.params?.target ?? message?.params?.snapshotId ?? '',
      ]),
    ).toEqual([
      ['restore', 'succeeded', 'resource:default/goal-mandala-r2-prd'],
      ['restore', 'succeeded', 'resource:default/goal-mandala-r1-prd'],
      ['snapshot', 'succeeded', snapshotId],
      ['deploy', 'succeeded', ''],
    ]);
    const [deploy, restore, ...rest] = (
      await operationsOf('goal-mandala-r1-prd')
    ).filter(({ kind }) => kind !== 'snapshot');
    expect(deploy).toMatchObject({ kind: 'deploy', status: 'succeeded' });
    expect(restore).toMatchObject({
      kind: 'restore',
      status: 'succeeded',
      by: 'user:default/mock',
      message: { params: { source: source.entityRef } },
    });
    expect(rest).toEqual([]);
  });

  it('list a failed restore with its cause, and leave nothing of it', async () => {
    const lines: string[] = [];
    const restored = setup.run(
      'aurora:database:restore',
      {
        entityRef: source.entityRef,
        from: { snapshotId },
        name: 'goal-mandala-r3',
      },
      { lines },
    );
    const failure = restored.then(
      () => 'none',
      (error: Error) => error.message,
    );
    // The check passes. Another user deletes the snapshot before CloudFormation restores it.
    while (!lines.includes('Synthesizing the template')) {
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    await setup.aws.rds(prod()).send(
      new DeleteDBClusterSnapshotCommand({
        DBClusterSnapshotIdentifier: snapshotId,
      }),
    );
    expect(await failure).toContain(`${snapshotId} not found`);
    const [latest] = await operationsOf(source.base);
    expect(latest).toMatchObject({
      kind: 'restore',
      status: 'failed',
      endedAt: expect.any(String),
      message: {
        text: expect.stringContaining(`${snapshotId} not found`),
      },
    });
    expect(
      (await clustersOf()).filter(id => id?.includes('goal-mandala-r3')),
    ).toEqual([]);
  }, 180_000);
});
