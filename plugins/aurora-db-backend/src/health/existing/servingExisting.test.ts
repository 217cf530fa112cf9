import { rm } from 'node:fs/promises';
import {
  clusterSummarySchema,
  type Health,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { type AuroraLocal, createAuroraLocal } from '@aurora-db/local';
import {
  CloudWatch,
  type PutMetricAlarmInput,
} from '@aws-sdk/client-cloudwatch';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { z } from 'zod';
import { toExistingEntity } from '../../database/existing/toExistingEntity';
import { auroraDbPlugin } from '../../plugin';
import { localPortalConfig } from '../../testing/databases/createLocalDatabase';
import { testCluster } from '../../testing/databases/testCluster';
import { testEnvironment } from '../../testing/databases/testEnvironment';
import { clockWithoutTasks } from '../../testing/servers/clockWithoutTasks';
import { makeStateDirectory } from '../../testing/servers/makeStateDirectory';
import { setClock } from '../../testing/services/sharedCaches';

const accountId = '111111111111';
const region = 'ap-northeast-1';
const environment = testEnvironment('local');
const provisioned = 'db.r6g.large';
const clusters = {
  orders: {
    instances: [
      { identifier: 'orders-1', class: provisioned },
      { identifier: 'orders-2', class: 'db.t4g.medium' },
    ],
  },
  // Its name begins like the other one's.
  'orders-2': {
    minCapacity: 0.5,
    maxCapacity: 8,
    load: 0.99,
    instances: [
      { identifier: 'orders-2-1', class: 'db.serverless' },
      { identifier: 'orders-2-2', class: provisioned },
    ],
  },
  archive: { instances: [] },
};
const alarm: PutMetricAlarmInput = {
  AlarmName: 'orders-cpu',
  Namespace: 'AWS/RDS',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orders' }],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 80,
};

describe('serving existing clusters of aurora-db-local', () => {
  let directory: string;
  let local: AuroraLocal;
  let cloudWatch: CloudWatch;
  let api: ReturnType<typeof request>;
  let stop: () => Promise<void>;

  const admin = async (method: string, route: string, body?: object) => {
    const response = await fetch(`${local.url}/_aurora-local/${route}`, {
      method,
      body: JSON.stringify(body),
    });
    expect(response.ok).toBe(true);
    return response.json();
  };

  beforeAll(async () => {
    setClock('2026-11-23T12:00:30Z');
    // Retries follow at once.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    directory = await makeStateDirectory();
    local = await createAuroraLocal({
      stateDirectory: directory,
      cloudWatchTime: clockWithoutTasks,
    });
    await admin('POST', 'fleet', {
      accountId,
      region,
      databases: Object.entries(clusters).map(([identifier, cluster]) => ({
        cluster: { identifier, ...cluster },
        alarms: identifier === 'orders' ? [alarm] : [],
        compositeAlarms:
          identifier === 'orders'
            ? [{ AlarmName: 'orders-any', AlarmRule: 'ALARM("orders-cpu")' }]
            : [],
      })),
    });
    cloudWatch = new CloudWatch({
      endpoint: local.url,
      region,
      credentials: { accessKeyId: accountId, secretAccessKey: 'any' },
    });
    const config = localPortalConfig(local.url);
    const defaultOwner = 'group:default/platform';
    const backend = await startTestBackend({
      features: [
        auroraDbPlugin,
        mockServices.rootConfig.factory({
          data: {
            ...config,
            auroraDb: {
              environments: {
                local: {
                  ...config.auroraDb.environments.local,
                  existing: { all: true, defaultOwner },
                },
              },
            },
          },
        }),
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
        catalogServiceMock.factory({
          entities: Object.keys(clusters).map(clusterIdentifier =>
            toExistingEntity({
              entityName: `local.${clusterIdentifier}`,
              environment,
              clusterIdentifier,
              cluster: testCluster(clusterIdentifier, 'local', {
                arn: `arn:aws:rds:${region}:${accountId}:cluster:${clusterIdentifier}`,
              }),
              owner: defaultOwner,
            }),
          ),
        }),
      ],
    });
    api = request(backend.server);
    stop = () => backend.stop();
  }, 180_000);

  afterAll(async () => {
    await stop?.();
    cloudWatch?.destroy();
    await local?.stop();
    await rm(directory, { recursive: true, force: true });
    jest.restoreAllMocks();
    jest.useRealTimers();
  }, 180_000);

  const callsOf = async (operation: string): Promise<number> => {
    const { counts } = z
      .object({
        counts: z.array(z.object({ operation: z.string(), count: z.number() })),
      })
      .parse(await admin('GET', 'calls'));
    return counts.find(one => one.operation === operation)?.count ?? 0;
  };
  const pass = (minutes: number) =>
    jest.setSystemTime(Date.now() + minutes * 60_000);
  const look = async (name: string): Promise<Health> => {
    const { body } = await api.get(
      `/api/aurora-db/clusters/default/local.${name}/health`,
    );
    return healthSchema.strict().parse(body);
  };
  const setState = (AlarmName: string, StateValue: 'ALARM' | 'OK') =>
    cloudWatch.setAlarmState({ AlarmName, StateValue, StateReason: 'test' });
  const codesOf = ({ reasons }: Health) => reasons.map(({ code }) => code);

  it('follows the state of an alarm each minute', async () => {
    expect(await look('orders')).toMatchObject({
      alarms: [
        { name: 'orders-any', type: 'composite' },
        {
          name: 'orders-cpu',
          condition: { metricName: 'CPUUtilization', threshold: 80 },
        },
      ],
      judgedByPortal: expect.not.arrayContaining(['cpu']),
    });
    await setState('orders-cpu', 'ALARM');
    pass(1);
    const health = await look('orders');
    expect(health.severity).toBe('warning');
    expect(health.reasons[0]?.text).toMatch(
      /^CPU has been in alarm since .+ \(warning\): orders-cpu, CPUUtilization > 80%$/,
    );
    await setState('orders-cpu', 'OK');
    pass(1);
    expect(await look('orders')).toMatchObject({ severity: 'ok' });
  });

  it('sees a new alarm that is on within a minute, without reading all definitions', async () => {
    await cloudWatch.putMetricAlarm({
      ...alarm,
      AlarmName: 'orders-new',
      Threshold: 90,
    });
    await setState('orders-new', 'ALARM');
    pass(1);
    const before = await callsOf('DescribeAlarms');
    expect(await look('orders')).toMatchObject({
      severity: 'critical',
      reasons: [{ params: { alarm: 'orders-new' } }, {}],
    });
    // One call for each of the two states.
    expect((await callsOf('DescribeAlarms')) - before).toBe(2);
    await cloudWatch.deleteAlarms({ AlarmNames: ['orders-new'] });
    pass(11);
    const { alarms } = await look('orders');
    expect(alarms.map(({ name }) => name)).toEqual([
      'orders-any',
      'orders-cpu',
    ]);
  });

  it('lists them with their classes and severities', async () => {
    const { body } = await api.get('/api/aurora-db/clusters');
    const items = z.array(clusterSummarySchema.strict()).parse(body.items);
    expect(
      items.map(({ entityRef, severity, instanceClasses }) => [
        entityRef,
        severity,
        instanceClasses,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['resource:default/local.archive', 'unknown', undefined],
        ['resource:default/local.orders', 'ok', [provisioned, 'db.t4g.medium']],
        [
          'resource:default/local.orders-2',
          'critical',
          [provisioned, 'db.serverless'],
        ],
      ]),
    );
  });

  it('judges a cluster without alarms by the thresholds of the portal', async () => {
    const health = await look('orders-2');
    expect(health.alarms).toEqual([]);
    expect(health.judgedByPortal).toContain('cpu');
    expect(codesOf(health)).toContain('health.cpu');
    expect(codesOf(health).at(-1)).toBe('health.judgedByPortal');
  });

  it('says that a cluster has no instances, and does not ask RDS for them', async () => {
    const before = await callsOf('DescribeDBInstances');
    expect(await look('archive')).toMatchObject({
      severity: 'unknown',
      reasons: [{ code: 'health.noInstances' }],
    });
    expect((await callsOf('DescribeDBInstances')) - before).toBe(0);
  });

  it('says that the alarms could not be read, and keeps what it knew', async () => {
    await look('orders');
    await admin('POST', 'faults', [
      { accountId, operation: 'DescribeAlarms', kind: 'throttle' },
    ]);
    pass(1);
    const soon = await look('orders');
    expect(codesOf(soon)).toContain('health.alarmsUnavailable');
    expect(soon.alarms).toHaveLength(2);
    pass(6);
    const later = await look('orders');
    expect(codesOf(later)).toEqual(['health.alarmsUnavailable']);
    expect(later.judgedByPortal).toContain('cpu');
    expect(later).toMatchObject({ severity: 'ok', alarms: [] });
    await admin('DELETE', 'faults');
    pass(2);
    expect((await look('orders')).alarms).toHaveLength(2);
  });
});
