import { rm } from 'node:fs/promises';
import {
  clusterSchema,
  databaseOperationListSchema,
  planSchema,
  releaseGateSchema,
  snapshotListSchema,
  snapshotSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  ModifyDBClusterParameterGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
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
import { makeStateDirectory } from '../testing/servers/makeStateDirectory';
import { startDeployment } from '../testing/servers/startDeployment';
import { until } from '../testing/servers/until';

const cluster = 'orders-cluster';
const entityName = `prod.${cluster}`;
const urlOf = (name: string) => `/api/aurora-db/clusters/default/${name}`;

let local: AuroraLocal;
let stateDirectory: string;
let rds: RDSClient;
let setup: Awaited<ReturnType<typeof startDeployment>>;
let api: ReturnType<typeof request>;
let ca: string;
const clients: pg.Client[] = [];

const prod = () =>
  environmentConfig({ environments: setup.environments }, 'prod');

const callerOf = ({ accountId }: { accountId: string }) => ({
  accountId,
  region: 'ap-northeast-1',
  requestId: 'test',
  principalArn: 'arn:aws:iam::1:user/test',
});

async function connect(options: {
  user: string;
  password: string;
  host: string;
  port: number;
  database: string;
}): Promise<pg.Client> {
  const client = new pg.Client({ ...options, ssl: { ca } });
  await client.connect();
  clients.push(client);
  return client;
}

async function describeCluster() {
  const { DBClusters } = await rds.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }),
  );
  return DBClusters?.[0];
}

/** Creates a provisioned cluster as another tool does, with data. */
async function createOrders(): Promise<void> {
  await rds.send(
    new CreateDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: 'orders-parameters',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'Of another tool',
    }),
  );
  await rds.send(
    new ModifyDBClusterParameterGroupCommand({
      DBClusterParameterGroupName: 'orders-parameters',
      Parameters: [
        {
          ParameterName: 'log_min_duration_statement',
          ParameterValue: '250',
          ApplyMethod: 'immediate',
        },
      ],
    }),
  );
  await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: cluster,
      Engine: 'aurora-postgresql',
      EngineVersion: '15.17',
      MasterUsername: 'orders_admin',
      MasterUserPassword: 'correct-horse-battery',
      DatabaseName: 'orders',
      StorageEncrypted: true,
      BackupRetentionPeriod: 7,
      DBClusterParameterGroupName: 'orders-parameters',
      Tags: [{ Key: 'team', Value: 'guests' }],
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'orders-1',
      DBClusterIdentifier: cluster,
      Engine: 'aurora-postgresql',
      DBInstanceClass: 'db.r6g.large',
    }),
  );
  const live = await until(
    describeCluster,
    found =>
      found?.Status === 'available' &&
      found.DBClusterMembers?.length === 1 &&
      found.LatestRestorableTime !== undefined,
    90,
  );
  const admin = await until(
    () =>
      connect({
        user: 'orders_admin',
        password: 'correct-horse-battery',
        host: live?.Endpoint ?? '',
        port: live?.Port ?? 0,
        database: 'orders',
      }).catch(() => undefined),
    client => client !== undefined,
    60,
  );
  await admin?.query(
    'CREATE TABLE items (name text); INSERT INTO items SELECT n::text FROM generate_series(1, 100) n',
  );
}

beforeAll(async () => {
  stateDirectory = await makeStateDirectory();
  local = await createAuroraLocal({ stateDirectory });
  rds = new RDSClient({
    endpoint: local.url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: '444444444444', secretAccessKey: 'local' },
  });
  ca = await (await fetch(`${local.url}/_aurora-local/ca.pem`)).text();
  // The portal finds it when it starts.
  await createOrders();
  const events = mockServices.events();
  setup = await startDeployment(
    [
      catalogPlugin,
      auroraDbPlugin,
      auroraDbCatalogModule,
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
    ],
    local,
    () => ({
      existing: {
        all: true,
        ownerTag: 'team',
        defaultOwner: 'group:default/guests',
      },
    }),
  );
  api = request(setup.server);
  await until(
    () => api.get(urlOf(entityName)),
    ({ status }) => status === 200,
    90,
  );
}, 240_000);

afterAll(async () => {
  await Promise.all(clients.map(client => client.end()));
  await setup?.stop();
  rds.destroy();
  await local.stop();
  await rm(stateDirectory, { recursive: true, force: true });
}, 180_000);

async function untilSnapshot(id: string): Promise<void> {
  await until(
    () => api.get(`${urlOf(entityName)}/snapshots`),
    ({ body }) =>
      body.items.some(
        (one: { id: string; status: string }) =>
          one.id === id && one.status === 'available',
      ),
    60,
  );
  // RDS refuses the next snapshot until the cluster has left the status backing-up.
  await until(describeCluster, found => found?.Status === 'available', 60);
}

/** Waits until a restored database is complete, and logs in with its own secret. */
async function login(name: string) {
  const { body } = await until(
    () => api.get(urlOf(name)),
    answer =>
      answer.body.status === 'available' &&
      answer.body.deletionProtection === true,
    120,
  );
  const restored = clusterSchema.strict().parse(body);
  const { SecretString } = await local.services.call(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: restored.secretArn },
    callerOf(prod()),
  );
  const secret = z
    .object({
      username: z.string(),
      password: z.string(),
      host: z.string(),
      port: z.coerce.number(),
      dbname: z.string(),
    })
    .parse(JSON.parse(String(SecretString)));
  const client = await connect({
    ...secret,
    user: secret.username,
    database: secret.dbname,
  });
  const {
    rows: [row],
  } = await client.query(
    'SELECT current_user AS username, (SELECT count(*)::int FROM items) AS items',
  );
  return { restored, secret, row };
}

const restoreAs = (name: string, from: object) =>
  api
    .post(`${urlOf(entityName)}/restores`)
    .send({ from, name, confirm: entityName });

describe('backups of a cluster that another tool created', () => {
  let snapshotId: string;

  it('take a snapshot, which opens the release gate', async () => {
    const { body } = await api
      .post(`${urlOf(entityName)}/snapshots`)
      .send({ label: 'release', release: 'v2.4.0', expiresInDays: 7 })
      .expect(202);
    const begun = snapshotSchema.strict().parse(body);
    snapshotId = begun.id;
    expect(snapshotId).toMatch(/^orders-cluster-release-\d{14}$/);
    await untilSnapshot(snapshotId);
    const gate = await api.get(`${urlOf(entityName)}/release-gate`).expect(200);
    expect(releaseGateSchema.strict().parse(gate.body)).toMatchObject({
      pass: true,
      snapshotId,
    });
  }, 180_000);

  it('list the snapshots of other tools, and do not delete them', async () => {
    await rds.send(
      new CreateDBClusterSnapshotCommand({
        DBClusterIdentifier: cluster,
        DBClusterSnapshotIdentifier: 'terraform-nightly',
      }),
    );
    await untilSnapshot('terraform-nightly');
    const { body } = await api.get(`${urlOf(entityName)}/snapshots`);
    const { items } = snapshotListSchema.strict().parse(body);
    expect(
      items
        .filter(({ type }) => type === 'manual')
        .map(({ id, deletable }) => [id, deletable]),
    ).toEqual([
      ['terraform-nightly', false],
      [snapshotId, true],
    ]);
    const refused = await api
      .delete(`${urlOf(entityName)}/snapshots/terraform-nightly`)
      .expect(409);
    expect(refused.body.error.message).toContain(
      'The portal did not take terraform-nightly',
    );
    const { body: taken } = await api
      .post(`${urlOf(entityName)}/snapshots`)
      .send({})
      .expect(202);
    await untilSnapshot(taken.id);
    await api.delete(`${urlOf(entityName)}/snapshots/${taken.id}`).expect(202);
  }, 180_000);

  it('restore a snapshot with the master user and the rows of the source', async () => {
    const from = { snapshotId };
    const plan = planSchema.strict().parse(
      (
        await api
          .post(`${urlOf(entityName)}/restores/plan`)
          .send({ from, name: 'orders-r1' })
          .expect(200)
      ).body,
    );
    expect(plan.preflight.filter(({ ok }) => !ok)).toEqual([]);
    expect(plan.differences?.map(({ message }) => message.text)).toEqual(
      expect.arrayContaining([
        'The instances of the source have the classes db.r6g.large. The restored database is serverless, with 1 to 16 ACU',
        'log_min_duration_statement is 1000 instead of 250',
        expect.stringMatching(/^The master user stays orders_admin/),
        'Retention of automated backups in days: 30 instead of 7',
        'Tags of the source that are not copied: team',
      ]),
    );
    const wrong = await api
      .post(`${urlOf(entityName)}/restores`)
      .send({ from, name: 'orders-r1', confirm: cluster })
      .expect(400);
    expect(wrong.body.error.message).toContain(`the database is ${entityName}`);
    const begun = await restoreAs('orders-r1', from).expect(202);
    expect(begun.body.entityRef).toBe(plan.target.entityRef);
    const { restored, row } = await login('orders-r1-prd');
    expect(restored).toMatchObject({
      origin: 'portal',
      restoredFrom: `resource:default/${entityName}`,
      databaseName: 'orders',
    });
    expect(row).toEqual({ username: 'orders_admin', items: 100 });
  }, 240_000);

  it('keep the master password of the restored database through a later deploy', async () => {
    const { secret } = await login('orders-r1-prd');
    // The portal turns protection on with an update, which CloudFormation then cleans up.
    await until(
      () =>
        local.services.call(
          'cloudformation',
          'DescribeStacks',
          { StackName: 'orders-r1-prd-database' },
          callerOf(prod()),
        ),
      answer => JSON.stringify(answer).includes('"UPDATE_COMPLETE"'),
      60,
    );
    await setup.run('aurora:database:deploy', {
      name: 'orders-r1',
      environment: 'prod',
      owner: 'group:default/guests',
      maxCapacity: 8,
    });
    const later = await login('orders-r1-prd');
    expect(later.secret).toEqual(secret);
    expect(later.restored.capacity?.max).toBe(8);
  }, 240_000);

  it('restore the latest time, and list the operations of the source', async () => {
    await restoreAs('orders-r2', { latest: true }).expect(202);
    const { row } = await login('orders-r2-prd');
    expect(row).toEqual({ username: 'orders_admin', items: 100 });
    const { body } = await api
      .get(`${urlOf(entityName)}/operations`)
      .expect(200);
    const { items } = databaseOperationListSchema.strict().parse(body);
    expect(
      items.map(({ kind, status, message }) => [
        kind,
        status,
        message?.params?.target ?? message?.params?.snapshotId,
      ]),
    ).toEqual([
      ['restore', 'succeeded', 'resource:default/orders-r2-prd'],
      ['restore', 'succeeded', 'resource:default/orders-r1-prd'],
      ['snapshot', 'succeeded', 'terraform-nightly'],
      ['snapshot', 'succeeded', snapshotId],
    ]);
  }, 240_000);
});
