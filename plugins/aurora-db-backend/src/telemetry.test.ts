import { databaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { testEntities } from './testing/databases/testEntities';
import { startDeployment } from './testing/servers/startDeployment';
import { startTelemetry } from './testing/servers/startTelemetry';
import request from 'supertest';
import { auroraDbPlugin } from './plugin';

const { base, stackName } = databaseNames('measured', { shortName: 'prd' });
const accountId = '444444444444';
const region = 'ap-northeast-1';
const url = '/api/aurora-db';
const call = (service: string, method: string) => ({
  'rpc.system.name': 'aws-api',
  'rpc.service': service,
  'rpc.method': method,
  'cloud.region': region,
});

describe('a backend with an OpenTelemetry SDK', () => {
  const telemetry = startTelemetry();
  let setup: Awaited<ReturnType<typeof startDeployment>>;

  beforeAll(async () => {
    setup = await startDeployment([
      auroraDbPlugin,
      ...telemetry.features,
      mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      catalogServiceMock.factory({
        entities: [
          ...testEntities,
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: {
              name: base,
              annotations: {
                'aurora-db/environment': 'prod',
                'aurora-db/stack-name': stackName,
              },
            },
            spec: { type: 'aurora-postgresql', owner: 'group:default/guests' },
          },
        ],
      }),
    ]);
    await fetch(`${setup.local.url}/_aurora-local/faults`, {
      method: 'POST',
      body: JSON.stringify([
        {
          kind: 'throttle',
          accountId,
          operation: 'DescribeDBEngineVersions',
          count: 1,
        },
      ]),
    });
    await setup.run('aurora:database:deploy', {
      name: 'measured',
      environment: 'prod',
      owner: 'group:default/guests',
    });
  }, 180_000);
  afterAll(async () => {
    await setup?.stop();
    await telemetry.stop();
  });

  it('counts the deploy and its synthesis', async () => {
    expect(await telemetry.values('aurora_db.operations')).toEqual([
      [
        {
          'aurora_db.operation': 'database-deploy',
          'aurora_db.outcome': 'success',
        },
        1,
      ],
    ]);
    expect(await telemetry.values('aurora_db.synthesis.duration')).toEqual([
      [{ 'aurora_db.environment': 'prod' }, 2],
    ]);
  });

  it('counts calls of AWS, and throttled attempts that a retry saved', async () => {
    const calls = await telemetry.values('rpc.client.call.duration');
    expect(calls).toContainEqual([
      call('cloudformation', 'CreateChangeSet'),
      2,
    ]);
    // No call failed, because the second attempt succeeded.
    expect(calls.filter(([attributes]) => 'error.type' in attributes)).toEqual(
      [],
    );
    expect(await telemetry.values('aurora_db.aws.throttled_attempts')).toEqual([
      [call('rds', 'DescribeDBEngineVersions'), 1],
    ]);
  });

  it('traces each change set of the deploy from its creation to its end', () => {
    const changeSet = (kind: string, outcome: string) => ({
      name: 'change set',
      attributes: expect.objectContaining({
        'backstage.plugin.id': 'aurora-db',
        'aurora_db.environment': 'prod',
        'aurora_db.stack.name': stackName,
        'aurora_db.change_set.kind': kind,
        'aurora_db.change_set.outcome': outcome,
        'cloud.region': region,
      }),
      children: ['CreateChangeSet', 'ExecuteChangeSet'].map(method => ({
        name: `cloudformation/${method}`,
        attributes: expect.objectContaining(call('cloudformation', method)),
        children: [],
      })),
    });
    const synthesis = expect.objectContaining({
      name: 'synthesize template',
      children: [],
    });
    expect(telemetry.traces()).toEqual([
      {
        name: 'deploy database',
        attributes: expect.objectContaining({
          'aurora_db.stack.name': stackName,
        }),
        children: [
          synthesis,
          changeSet('create', 'executed'),
          synthesis,
          changeSet('update', 'executed'),
        ],
      },
    ]);
  });

  it('counts hits and misses of the caches, and traces GetMetricData', async () => {
    const api = request(setup.server);
    const health = `${url}/clusters/default/${base}/health`;
    const requestsOf = async (cache: string, result: string) => {
      const all = await telemetry.values('aurora_db.cache.requests');
      return all.find(
        ([attributes]) =>
          attributes['aurora_db.cache.name'] === cache &&
          attributes['aurora_db.cache.result'] === result,
      )?.[1];
    };
    await api.get(health).expect(200);
    const misses = await requestsOf('stacks', 'miss');
    expect(misses).toBeGreaterThan(0);
    for (const cache of ['clusters', 'datapoints', 'alarms']) {
      expect(await requestsOf(cache, 'miss')).toBeGreaterThan(0);
    }
    const hits = (await requestsOf('stacks', 'hit')) ?? NaN;
    await api.get(health).expect(200);
    expect(await requestsOf('stacks', 'hit')).toBeGreaterThan(hits);
    expect(await requestsOf('stacks', 'miss')).toBe(misses);
    expect(telemetry.traces()).toContainEqual(
      expect.objectContaining({ name: 'cloudwatch/GetMetricData' }),
    );
  });
});
