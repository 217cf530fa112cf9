import { inspect } from 'node:util';
import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBInstanceCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterParameterGroupCommand,
} from '@aws-sdk/client-rds';
import {
  planSchema,
  snapshotListSchema,
  snapshotSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { environmentConfig } from '../config/environmentConfig';
import { auroraDbPlugin } from '../plugin';
import {
  existing,
  existingConfig,
  existingEntity,
} from '../testing/databases/existing';
import { testEntities } from '../testing/databases/testEntities';
import { FaultRules } from '../testing/faults/FaultRules';
import { troubles } from '../testing/faults/faultOutcomes';
import { startDeployment } from '../testing/servers/startDeployment';
import { startTelemetry } from '../testing/servers/startTelemetry';
import { until } from '../testing/servers/until';
import { notedServices } from '../testing/servers/notedServices';

const api = '/api/aurora-db';
const cluster = `${api}/clusters/default/dev.orders`;
/** What no log, event or trace may contain. */
const secrets = {
  password: 'Correct-Horse-4711',
  tag: 'call-0800-hidden',
  parameter: '470815',
};

/** A request about the database, the call that AWS does not answer, and what happens to it. */
const table = `
  snapshot   | rds:DescribeDBClusters          | throttled
  snapshot   | rds:DescribeDBClusterSnapshots  | unreadable
  snapshot   | rds:DescribeAccountAttributes   | failing
  snapshot   | rds:CreateDBClusterSnapshot     | refused
  removal    | rds:DescribeDBClusters          | expired
  removal    | rds:DescribeDBClusterSnapshots  | cut off
  removal    | rds:DeleteDBClusterSnapshot     | throttled
  snapshots  | rds:DescribeDBClusterSnapshots  | failing
  plan       | rds:DescribeDBClusters          | unreadable
  deletion   | rds:DescribeDBClusters          | refused`;
const rows = table
  .trim()
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()));

describe('a database of another tool', () => {
  let setup: Awaited<ReturnType<typeof startDeployment>>;
  let telemetry: ReturnType<typeof startTelemetry>;
  let rules: FaultRules;
  let snapshotId: string;
  /** Everything that the backend wrote: logs, auditor events, events. */
  const produced: string[] = [];
  const note = (...said: unknown[]) =>
    void produced.push(said.map(one => inspect(one, { depth: 9 })).join(' '));

  const rds = () =>
    setup.aws.rds(
      environmentConfig({ environments: setup.environments }, 'dev'),
    );
  const get = (path: string) => request(setup.server).get(`${cluster}${path}`);
  const post = (path: string, body: object) =>
    request(setup.server).post(`${cluster}${path}`).send(body);
  const remove = (id: string) =>
    request(setup.server).delete(`${cluster}/snapshots/${id}`);
  const deleteDatabase = () =>
    setup.run('aurora:database:delete', {
      entityRef: existing.entityRef,
      confirm: 'dev.orders',
    });
  const count = async () => {
    const { DBClusterSnapshots = [] } = await rds().send(
      new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual' }),
    );
    const { DBClusters = [] } = await rds().send(
      new DescribeDBClustersCommand({}),
    );
    return [DBClusters.length, DBClusterSnapshots.length];
  };

  beforeAll(async () => {
    telemetry = startTelemetry();
    setup = await startDeployment(
      [
        auroraDbPlugin,
        ...telemetry.features,
        catalogServiceMock.factory({
          entities: [...testEntities, existingEntity],
        }),
        ...notedServices(note),
      ],
      undefined,
      accountId =>
        accountId === existing.accountId ? { existing: existingConfig } : {},
    );
    rules = new FaultRules(setup.local.url);
    const DBClusterParameterGroupName = 'orders';
    await rds().send(
      new CreateDBClusterParameterGroupCommand({
        DBClusterParameterGroupName,
        DBParameterGroupFamily: 'aurora-postgresql15',
        Description: 'orders',
      }),
    );
    await rds().send(
      new ModifyDBClusterParameterGroupCommand({
        DBClusterParameterGroupName,
        Parameters: [
          {
            ParameterName: 'log_min_duration_statement',
            ParameterValue: secrets.parameter,
            ApplyMethod: 'immediate',
          },
        ],
      }),
    );
    const DBClusterIdentifier = existing.clusterIdentifier;
    await rds().send(
      new CreateDBClusterCommand({
        DBClusterIdentifier,
        DBClusterParameterGroupName,
        Engine: 'aurora-postgresql',
        EngineVersion: '15.17',
        MasterUsername: 'orders_admin',
        MasterUserPassword: secrets.password,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 },
        Tags: [...existing.tagList, { Key: 'contact', Value: secrets.tag }],
      }),
    );
    await rds().send(
      new CreateDBInstanceCommand({
        DBClusterIdentifier,
        DBInstanceIdentifier: 'orders-1',
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
      }),
    );
    await until(
      () => rds().send(new DescribeDBInstancesCommand({})),
      ({ DBInstances = [] }) =>
        DBInstances.some(one => one.DBInstanceStatus === 'available'),
      60,
    );
    const { body } = await post('/snapshots', { label: 'before v2' }).expect(
      202,
    );
    snapshotId = snapshotSchema.parse(body).id;
    await until(
      () => get('/snapshots'),
      answer =>
        snapshotListSchema
          .parse(answer.body)
          .items.some(one => one.status === 'available'),
      60,
    );
    // The cluster is backing-up for a moment longer, and RDS refuses snapshots then.
    await until(
      () => rds().send(new DescribeDBClustersCommand({})),
      ({ DBClusters = [] }) =>
        DBClusters.every(one => one.Status === 'available'),
      60,
    );
  }, 180_000);
  afterAll(async () => {
    await setup?.stop();
    await telemetry?.stop();
  }, 180_000);

  const requests: Record<string, () => Promise<unknown>> = {
    snapshot: () => post('/snapshots', { label: 'later' }),
    removal: () => remove(snapshotId),
    snapshots: () => get('/snapshots'),
    plan: () => post('/restores/plan', { from: { snapshotId } }),
    deletion: deleteDatabase,
  };

  it.each(rows)(
    'answers “%s” with the reason if %s is %s, and changes nothing',
    async (name = '', call = '', trouble = '') => {
      const before = await count();
      const { fault = {}, read = () => '' } = troubles[trouble] ?? {};
      await rules.replace(existing.accountId, [
        { ...fault, operation: call.split(':')[1] },
      ]);
      const said = await requests[name]?.().catch((error: Error) => ({
        status: error.name === 'ServiceUnavailableError' ? 503 : error.name,
        text: error.message,
      }));
      await rules.replace(existing.accountId, []);
      expect(said).toMatchObject({
        status: 503,
        text: expect.stringMatching(read(call)),
      });
      expect(await count()).toEqual(before);
    },
    60_000,
  );

  it('cannot be deleted, and its snapshot can', async () => {
    const before = await count();
    await expect(deleteDatabase()).rejects.toThrow(
      'The portal did not create dev.orders, so it cannot change or delete it. Use the tool that created the cluster orders',
    );
    expect(await count()).toEqual(before);
    const { body } = await post('/restores/plan', {
      from: { snapshotId },
      name: 'orders-copy',
    }).expect(200);
    expect(planSchema.parse(body).target.environment).toBe('dev');
    await remove(snapshotId).expect(202);
    await expect(count()).resolves.toEqual([before[0], (before[1] ?? 0) - 1]);
  });

  it('leaves no password, other tag or parameter value in logs, auditor events, events and telemetry', async () => {
    for (const path of ['', '/health', '/operations', '/events']) {
      const { text } = await get(path).expect(200);
      expect(text).not.toContain(secrets.password);
      expect(text).not.toContain(secrets.tag);
    }
    const metrics = await Promise.all(
      [
        'rpc.client.call.duration',
        'aurora_db.operations',
        'aurora_db.cache.requests',
      ].map(name => telemetry.values(name)),
    );
    const all = [
      ...produced,
      inspect([metrics, telemetry.traces()], { depth: 9 }),
    ].join('\n');
    expect(all).toContain('snapshot-create');
    expect(all).toContain('DescribeDBClusters');
    expect(Object.values(secrets).filter(one => all.includes(one))).toEqual([]);
  });
});
