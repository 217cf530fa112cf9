import {
  auroraDbClusterPermissions,
  auroraDbEnvironmentDeployPermission,
  type Cluster,
  clusterSchema,
  clusterSummarySchema,
  environmentInfoSchema,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeDBClustersCommand,
  DescribeDBClusterSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type AuthorizePermissionRequest,
  AuthorizeResult,
} from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import { z } from 'zod';
import { auroraDbEnvironmentConditions } from './access/environmentPermissions';
import {
  awsError,
  cloudFormation,
  cloudWatch,
  cluster,
  provideAws,
  rds,
  stack,
  startPlugin,
  stopPlugins,
  url,
} from './testing/servers/startPlugin';
import { testEnvironment } from './testing/databases/testEnvironment';

/** Sixty datapoints of each metric that is asked for, up to now. */
function answerMetrics(valueOf: (metricName: string) => number) {
  cloudWatch
    .on(GetMetricDataCommand)
    .callsFake(({ MetricDataQueries = [], EndTime }) => ({
      MetricDataResults: MetricDataQueries.map(
        ({ Id, MetricStat }: MetricDataQuery) => ({
          Id,
          Timestamps: Array.from(
            { length: 60 },
            (_, index) => new Date(EndTime.getTime() - (index + 1) * 60_000),
          ),
          Values: Array.from({ length: 60 }, () =>
            valueOf(MetricStat?.Metric?.MetricName ?? ''),
          ),
        }),
      ),
    }));
}

/** The database may pause. */
function pauseAtRest() {
  rds.on(DescribeDBClustersCommand).resolves({
    DBClusters: [
      {
        DBClusterIdentifier: 'goal-mandala-prd-aurora-cluster',
        Status: 'available',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 16 },
        DBClusterMembers: [
          { DBInstanceIdentifier: 'writer', IsClusterWriter: true },
        ],
      },
    ],
  });
}

describe('the REST API', () => {
  beforeEach(provideAws);
  afterEach(stopPlugins);

  it('tells what the configured environments are', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${url}/environments`).expect(200);
    const { items } = z
      .object({ items: z.array(environmentInfoSchema) })
      .parse(body);
    expect(items).toEqual([
      {
        name: 'prod',
        region: 'ap-northeast-1',
        accountId: '444444444444',
        config: testEnvironment('prod').config,
        bounds: { minCapacity: 1, maxCapacity: 16 },
      },
      expect.objectContaining({
        name: 'dev',
        bounds: { minCapacity: 0.5, maxCapacity: 2 },
      }),
    ]);
  });

  it('describes a cluster as RDS and its stack have it', async () => {
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(200);
    expect(clusterSchema.strict().parse(body)).toEqual<Cluster>({
      entityRef: 'resource:default/goal-mandala-prd',
      environment: 'prod',
      stackName: 'goal-mandala-prd-database',
      clusterIdentifier: 'goal-mandala-prd-aurora-cluster',
      arn: 'arn:aws:rds:ap-northeast-1:444444444444:cluster:x',
      status: 'available',
      engineVersion: '15.17',
      endpoint: 'writer.example.com',
      port: 5432,
      secretArn: 'arn:aws:secret',
      capacity: { min: 1, max: 16 },
      maxConnections: { configured: 3360, pendingReboot: true },
      members: [
        {
          id: 'writer',
          role: 'writer',
          status: 'available',
          availabilityZone: 'ap-northeast-1a',
        },
        {
          id: 'reader',
          role: 'reader',
          status: 'available',
          availabilityZone: 'ap-northeast-1c',
        },
      ],
      backup: {
        retentionDays: 30,
        window: '18:00-19:00',
        latestRestorableTime: '2026-11-23T05:31:00.000Z',
      },
      deletionProtection: false,
    });
  });

  it('tells the connection limit of the servers, and what it becomes when they reboot', async () => {
    const outputs = {
      MaxConnections: '3360',
      MaxConnectionsUntilReboot: '823',
    };
    cloudFormation.reset();
    cloudFormation.add({ ...stack, outputs });
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(200);
    expect(clusterSchema.parse(body).maxConnections).toEqual({
      configured: 3360,
      live: 823,
      pendingReboot: true,
    });
    const health = await api.get(`${cluster}/health`).expect(200);
    expect(healthSchema.parse(health.body).metrics.connections.max).toBe(823);
  });

  it('lists the databases that the caller may see', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    const summaries = z
      .object({ items: z.array(clusterSummarySchema.strict()) })
      .parse(body);
    expect(summaries.items).toEqual([
      {
        entityRef: 'resource:default/goal-mandala-prd',
        environment: 'prod',
        status: 'available',
        engineVersion: '15.17',
        capacity: { min: 1, max: 16, current: 0.0012 },
        severity: 'ok',
        owner: 'group:default/payments',
        lastSnapshotAt: '2026-11-23T05:00:00.000Z',
        latestRestorableTime: '2026-11-23T05:31:00.000Z',
      },
    ]);
    expect(body).not.toHaveProperty('unavailable');
  });

  it('judges the list by datapoints, which no alarm has seen yet', async () => {
    answerMetrics(metricName => (metricName === 'CPUUtilization' ? 95 : 1));
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body.items).toMatchObject([{ severity: 'critical' }]);
    expect(cloudWatch.commandCalls(GetMetricDataCommand)).toHaveLength(1);
  });

  it.each<[string, () => void, object]>([
    [
      'is unknown where CloudWatch refuses its metrics and no alarm is on',
      () => cloudWatch.on(GetMetricDataCommand).rejects(awsError('Throttling')),
      { severity: 'unknown' },
    ],
    [
      'is that of an alarm that is on, where CloudWatch refuses its metrics',
      () => {
        cloudWatch
          .on(GetMetricDataCommand)
          .rejects(awsError('Throttling'))
          .on(DescribeAlarmsCommand, { StateValue: 'ALARM' })
          .resolves({
            MetricAlarms: [{ AlarmName: 'goal-mandala-prd-cpu-warning' }],
          });
      },
      { severity: 'warning' },
    ],
    [
      'is that of the datapoints where alarms may not be read',
      () => {
        answerMetrics(() => 1);
        cloudWatch
          .on(DescribeAlarmsCommand)
          .rejects(awsError('AccessDenied', 'not authorized'));
      },
      { severity: 'ok', capacity: { current: 1 } },
    ],
    [
      'is known though snapshots may not be read',
      () => {
        answerMetrics(() => 1);
        rds
          .on(DescribeDBClusterSnapshotsCommand)
          .rejects(awsError('AccessDenied', 'not authorized'));
      },
      { severity: 'ok' },
    ],
    [
      'is paused where its capacity is 0 ACU',
      () => {
        answerMetrics(() => 0);
        pauseAtRest();
      },
      { status: 'paused', severity: 'ok' },
    ],
  ])('lists a database that %s', async (_, arrange, summary) => {
    arrange();
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body.items).toMatchObject([summary]);
    expect(body).not.toHaveProperty('unavailable');
  });

  it('keeps other databases out of the list', async () => {
    const api = await startPlugin({ decide: () => AuthorizeResult.DENY });
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body).toEqual({ items: [] });
  });

  it.each([
    ['1h', 60],
    ['3h', 180],
    ['12h', 144],
    ['24h', 288],
    ['7d', 168],
  ])('serves health over %s in %d points', async (range, points) => {
    const api = await startPlugin();
    const { body } = await api
      .get(`${cluster}/health?range=${range}`)
      .expect(200);
    const health = healthSchema.strict().parse(body);
    expect(health.metrics.connections).toMatchObject({
      unit: 'count',
      current: 2980,
      max: 3360,
    });
    expect(health.metrics.readLatency).toMatchObject({
      unit: 'ms',
      current: 1.2,
    });
    expect(health.metrics.acu).toMatchObject({ min: 1, max: 16 });
    expect(health.metrics.acu.points).toHaveLength(points);
    expect(health.alarms).toHaveLength(8);
    expect(health.capacityUse).toMatchObject({
      atMaximum: 0,
      cost: { currency: 'USD' },
    });
  });

  it('takes an hour as the range unless told otherwise', async () => {
    const api = await startPlugin();
    const { body } = await api.get(`${cluster}/health`).expect(200);
    expect(healthSchema.parse(body).metrics.cpu.points).toHaveLength(60);
  });

  it.each([
    ['a range that is not served', `${cluster}/health?range=2h`, '"2h"'],
    [
      'a range given twice',
      `${cluster}/health?range=1h&range=3h`,
      '["1h","3h"]',
    ],
    [
      'a name that no entity can have',
      `${url}/clusters/default/a%20b`,
      '"a b"',
    ],
    ['a namespace that is too long', `${url}/clusters/${'n'.repeat(64)}/a`, ''],
  ])('answers 400 naming the value for %s', async (_, path, value) => {
    const api = await startPlugin();
    const { body } = await api.get(path).expect(400);
    expect(body.error).toMatchObject({ name: 'InputError' });
    expect(body.error.message).toContain(value);
  });

  it.each(['/environments', '/clusters', '/clusters/default/goal-mandala-prd'])(
    'answers 401 without credentials at %s',
    async path => {
      const api = await startPlugin();
      for (const header of [
        mockCredentials.none.header(),
        mockCredentials.user.invalidHeader(),
      ]) {
        const { status } = await api
          .get(url + path)
          .set('Authorization', header);
        expect(status).toBe(401);
      }
    },
  );

  it('answers 403 naming the permission, whether or not the database exists', async () => {
    const api = await startPlugin({ decide: () => AuthorizeResult.DENY });
    for (const path of [
      cluster,
      `${cluster}/health`,
      `${url}/clusters/default/nobody-prd`,
    ]) {
      const { body } = await api.get(path).expect(403);
      expect(body.error.message).toContain('aurora-db.cluster.read');
    }
    expect(cloudFormation.calls).toHaveLength(0);
  });

  it('decides by the entity that is asked for', async () => {
    const seen: AuthorizePermissionRequest[] = [];
    const api = await startPlugin({
      decide: one => {
        seen.push(one);
        return AuthorizeResult.ALLOW;
      },
    });
    await api.get(cluster).expect(200);
    expect(seen).toEqual([
      expect.objectContaining({
        resourceRef: 'resource:default/goal-mandala-prd',
      }),
    ]);
  });

  it('serves services as well as users', async () => {
    const api = await startPlugin();
    const { status } = await api
      .get(cluster)
      .set('Authorization', mockCredentials.service.header());
    expect(status).toBe(200);
  });

  it('answers 404 for an entity that the catalog does not have', async () => {
    const api = await startPlugin({ entities: [] });
    for (const path of [cluster, `${cluster}/health`]) {
      const { status, body } = await api.get(path);
      expect(status).toBe(404);
      expect(body.error.name).toBe('NotFoundError');
    }
  });

  it('answers 404 for a stack that is gone', async () => {
    cloudFormation.reset();
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(404);
    expect(body.error.message).toContain('goal-mandala-prd-database');
  });

  it('answers 503 where AWS refuses the credentials, and says so in health', async () => {
    cloudFormation.failure = () =>
      awsError('ExpiredToken', 'The security token is expired');
    const api = await startPlugin();
    const { body } = await api.get(cluster).expect(503);
    expect(body.error.message).toContain('444444444444');

    const answer = await api.get(`${cluster}/health`).expect(200);
    expect(healthSchema.parse(answer.body)).toMatchObject({
      status: 'unknown',
      severity: 'unknown',
      reasons: [{ code: 'health.credentials' }],
    });
    await api.get(`${url}/clusters`).expect(503);
  });

  it('lists the other databases if one account cannot be read, and names that account', async () => {
    cloudFormation.failure = (_, accountId) =>
      accountId === '222222222222'
        ? awsError('ExpiredToken', 'The security token is expired')
        : undefined;
    const api = await startPlugin();
    const { body } = await api.get(`${url}/clusters`).expect(200);
    expect(body.items).toHaveLength(1);
    expect(body.unavailable).toEqual([
      {
        environment: 'dev',
        reason: expect.stringContaining('222222222222'),
        messages: [
          expect.objectContaining({
            code: 'error.awsCredentials',
            text: body.unavailable[0].reason,
          }),
        ],
      },
    ]);
  });

  it('registers its permissions, and decides environments by rule', async () => {
    const api = await startPlugin();
    const permissions = `${url}/.well-known/backstage/permissions`;
    const { body: metadata } = await api
      .get(`${permissions}/metadata`)
      .expect(200);
    expect(
      metadata.permissions.map(({ name }: { name: string }) => name),
    ).toEqual(
      [...auroraDbClusterPermissions, auroraDbEnvironmentDeployPermission].map(
        ({ name }) => name,
      ),
    );

    const conditions = auroraDbEnvironmentConditions.isEnvironment({
      environments: ['local', 'dev'],
    });
    const { body } = await api
      .post(`${permissions}/apply-conditions`)
      .set('Authorization', mockCredentials.service.header())
      .send({
        items: ['dev', 'prod', 'stg'].map(name => ({
          id: name,
          resourceRef: name,
          resourceType: 'aurora-db-environment',
          conditions,
        })),
      })
      .expect(200);
    expect(body.items).toEqual([
      { id: 'dev', result: 'ALLOW' },
      { id: 'prod', result: 'DENY' },
      { id: 'stg', result: 'DENY' },
    ]);
  });

  it('answers anything that is thrown at it without failing', async () => {
    const api = await startPlugin();
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'default',
        'goal-mandala-prd',
        '..',
        '%',
        '%00',
        '%E0%A4',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        piece,
        piece,
        piece,
        fc.boolean(),
        fc.constantFrom('', '/health'),
        async (namespace, name, range, isEncoded, tail) => {
          const encode = (text: string) =>
            isEncoded
              ? encodeURIComponent(text)
              : text.replace(/[^\x21-\x7e]|[?#/\\]/g, '');
          const { status } = await api.get(
            `${url}/clusters/${encode(namespace)}/${encode(name)}${tail}?range=${encode(range)}`,
          );
          expect([200, 400, 404]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
  });
});
