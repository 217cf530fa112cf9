import { rm } from 'node:fs/promises';
import {
  clusterSchema,
  clusterSummarySchema,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  type AuroraLocal,
  createAuroraLocal,
  PassingTime,
} from '@aurora-db/local';
import {
  StartDBClusterCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import { z } from 'zod';
import { AwsClients } from '../aws/AwsClients';
import { RdsClusters } from '../aws/rds/RdsClusters';
import { auroraDbCatalogModule } from '../catalogModule';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { readConfig } from '../config/readConfig';
import { auroraDbPlugin } from '../plugin';
import {
  createLocalDatabase,
  localPortalConfig,
} from '../testing/databases/createLocalDatabase';
import { makeStateDirectory } from '../testing/servers/makeStateDirectory';
import { setClock } from '../testing/services/sharedCaches';
import { until } from '../testing/servers/until';

const url = '/api/aurora-db/clusters/default/goal-mandala-local';
const stackName = 'goal-mandala-local-database';
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const clusterIdentifier = 'goal-mandala-local-aurora-cluster';

describe('serving a real cluster of aurora-db-local', () => {
  let time: PassingTime;
  let directory: string;
  let local: AuroraLocal;
  let clients: AwsClients;
  let environment: EnvironmentConfig;
  let api: ReturnType<typeof request>;

  beforeAll(async () => {
    const start = Math.ceil(Date.now() / minuteMs) * minuteMs;
    setClock(new Date(start).toISOString());
    time = new PassingTime(start, now => jest.setSystemTime(now));
    directory = await makeStateDirectory();
    local = await createAuroraLocal({
      stateDirectory: directory,
      cloudWatchTime: time,
    });
    const config = new ConfigReader(localPortalConfig(local.url));
    clients = AwsClients.fromConfig(config);
    const [configured] = readConfig(config).environments;
    if (!configured) {
      throw new Error('There is no environment');
    }
    environment = configured;
    await createLocalDatabase(environment, clients);
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        auroraDbPlugin,
        auroraDbCatalogModule,
        mockServices.rootConfig.factory({ data: localPortalConfig(local.url) }),
      ],
    });
    api = request(server);
  }, 180_000);

  afterAll(async () => {
    clients?.destroy();
    await local?.stop();
    await rm(directory, { recursive: true, force: true });
    jest.useRealTimers();
  }, 180_000);

  /** Asks every ten seconds of the clock, which pass at once. */
  const untilSeen = (
    path: string,
    isWanted: (answer: request.Response) => boolean,
  ) =>
    until(
      async () => {
        await time.pass(10 * secondMs);
        return api.get(path);
      },
      isWanted,
      Infinity,
    );

  const admin = (path: string, init?: RequestInit) =>
    fetch(`${local.url}/_aurora-local/${path}`, init);
  const callsOf = async (operation: string): Promise<number> => {
    const { counts } = z
      .object({
        counts: z.array(z.object({ operation: z.string(), count: z.number() })),
      })
      .parse(await (await admin('calls')).json());
    return counts.find(one => one.operation === operation)?.count ?? 0;
  };

  it('follows it from its creation until it is available', async () => {
    await untilSeen(url, ({ status }) => status === 200);
    const { body } = await untilSeen(
      url,
      answer =>
        answer.body.status === 'available' &&
        answer.body.members.some(
          ({ status }: { status: string }) => status === 'available',
        ),
    );
    const cluster = clusterSchema.strict().parse(body);
    expect(cluster).toMatchObject({
      entityRef: 'resource:default/goal-mandala-local',
      clusterIdentifier,
      stackName,
      status: 'available',
      engineVersion: '15.17',
      capacity: { min: 0.5, max: 1 },
      maxConnections: { configured: 189, live: 189, pendingReboot: false },
      members: [{ role: 'writer', status: 'available' }],
      backup: { retentionDays: 1, window: '18:00-19:00' },
      secretArn: expect.stringContaining(':secretsmanager:'),
    });
    expect(cluster.endpoint).toBeTruthy();
  }, 180_000);

  it('shows its values', async () => {
    const { body } = await untilSeen(
      `${url}/health`,
      answer => answer.body.metrics?.cpu?.current !== undefined,
    );
    const health = healthSchema.strict().parse(body);
    expect(health).toMatchObject({ status: 'available', severity: 'ok' });
    expect(health.metrics.acu).toMatchObject({ min: 0.5, max: 1 });
    expect(health.metrics.acu.current).toBeGreaterThanOrEqual(0.5);
    expect(health.metrics.connections).toMatchObject({ current: 0, max: 189 });
    expect(health.metrics.cpu.current).toBeGreaterThanOrEqual(0);
    expect(health.alarms.map(({ id }) => id)).toContain('unreachable');
  }, 180_000);

  it('reads metrics once for fifty viewers', async () => {
    await api.get(`${url}/health?range=3h`).expect(200);
    const before = await callsOf('GetMetricData');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.get(`${url}/health?range=3h`)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    // The clock stands still, so no minute ends, which would bring new numbers.
    expect((await callsOf('GetMetricData')) - before).toBe(0);
  }, 180_000);

  it('includes it in the list', async () => {
    const { body } = await api.get('/api/aurora-db/clusters').expect(200);
    const { items } = z
      .object({ items: z.array(clusterSummarySchema.strict()) })
      .strict()
      .parse(body);
    expect(items).toMatchObject([
      { entityRef: 'resource:default/goal-mandala-local', severity: 'ok' },
    ]);
  });

  it('reads the same from RDS for one cluster and for a list', async () => {
    const rds = new RdsClusters(clients);
    const alone = await rds.describe(environment, clusterIdentifier);
    expect(await rds.list(environment)).toEqual([
      expect.objectContaining({ clusterIdentifier, arn: alone?.arn }),
    ]);
    expect(await rds.describe(environment, 'nobody')).toBeUndefined();
    const instances = await rds.describeInstances(
      environment,
      clusterIdentifier,
    );
    expect(instances.instances).toHaveLength(1);
    expect(await rds.listInstances(environment)).toEqual([instances]);
    expect(await rds.describeInstances(environment, 'nobody')).toEqual({
      clusterIdentifier: 'nobody',
      instances: [],
    });
  });

  it('shows that it stops and starts', async () => {
    const rds = new RdsClusters(clients);
    const statusIs = async (status: string) =>
      until(
        async () =>
          (await rds.describe(environment, clusterIdentifier))?.status,
        found => found === status,
        Infinity,
      );
    const input = { DBClusterIdentifier: clusterIdentifier };
    await clients.rds(environment).send(new StopDBClusterCommand(input));
    expect(await statusIs('stopped')).toBe('stopped');
    const { body } = await untilSeen(
      `${url}/health`,
      answer => answer.body.status === 'stopped',
    );
    expect(healthSchema.parse(body)).toMatchObject({
      status: 'stopped',
      reasons: [{ code: 'health.stopped' }],
    });
    await clients.rds(environment).send(new StartDBClusterCommand(input));
    expect(await statusIs('available')).toBe('available');
  }, 180_000);

  it('shows older data and reports it while AWS is throttling', async () => {
    await admin('faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ service: 'monitoring', kind: 'throttle' }]),
    });
    // Retries follow at once, so that the SDK gives up before viewers do.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const { body } = await untilSeen(
      `${url}/health`,
      // On a busy machine, a viewer does not wait for the SDK's last attempt, which has the reason.
      answer => answer.body.stale && answer.text.includes('health.throttled'),
    );
    jest.restoreAllMocks();
    await admin('faults', { method: 'DELETE' });
    const health = healthSchema.parse(body);
    expect(health).toMatchObject({
      stale: true,
      reasons: expect.arrayContaining([
        expect.objectContaining({ code: 'health.throttled' }),
      ]),
    });
    expect(health.metrics.acu.points).toHaveLength(60);
  }, 180_000);
});
