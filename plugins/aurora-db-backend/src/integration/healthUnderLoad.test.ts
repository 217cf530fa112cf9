import {
  auroraDbTags,
  databaseNames,
  type Health,
  healthSchema,
  type Severity,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import pg from 'pg';
import request from 'supertest';
import { z } from 'zod';
import { toEntity } from '../catalog/toEntity';
import { environmentConfig } from '../config/readConfig';
import { auroraDbPlugin } from '../plugin';
import { databaseOfStack } from '../services/databaseOfStack';
import { setClock } from '../__testUtils__/sharedCaches';
import { startDeployment } from '../__testUtils__/startDeployment';
import { testEntities } from '../__testUtils__/testEntities';
import { testEnvironment } from '../__testUtils__/testEnvironment';
import { testStack } from '../__testUtils__/testStack';
import { until } from '../__testUtils__/until';

const names = databaseNames('goal-mandala', 'local');
const url = `/api/aurora-db/clusters/default/${names.base}`;
const owner = 'group:default/guests';
const minuteMs = 60_000;
const tickMs = 50;

/** What the catalog has of the database. */
function entity() {
  const stack = testStack('goal-mandala', 'local');
  stack.tags[auroraDbTags.owner] = owner;
  const identity = databaseOfStack('local', stack);
  if (identity.outcome === 'not-ours') {
    throw new Error(identity.reason);
  }
  return toEntity(testEnvironment('local'), stack, identity.database);
}

describe('a real cluster under real connections', () => {
  let room: Awaited<ReturnType<typeof startDeployment>>;
  let api: ReturnType<typeof request>;
  let connectionConfig: pg.ClientConfig;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    setClock(new Date().toISOString());
    // Until the database stands, time passes as it always does.
    const ticking = setInterval(() => {
      jest.setSystemTime(Date.now() + tickMs);
    }, tickMs);
    room = await startDeployment([
      auroraDbPlugin,
      catalogServiceMock.factory({ entities: [...testEntities, entity()] }),
    ]);
    api = request(room.server);
    const { outputs } = await room.run('aurora:database:deploy', {
      name: 'goal-mandala',
      environment: 'local',
      owner,
    });
    connectionConfig = await configOf(outputs.secretArn);
    await until(
      () => api.get(url),
      ({ status, body }) => status === 200 && body.status === 'available',
      60,
    );
    clearInterval(ticking);
    jest.setSystemTime(Math.ceil(Date.now() / minuteMs) * minuteMs);
  }, 120_000);

  afterAll(async () => {
    await connect(0);
    await room?.stop();
    jest.useRealTimers();
  }, 60_000);

  const environment = () =>
    environmentConfig(
      { environments: room.environments, pricing: { acuHour: 1 } },
      'local',
    );

  async function configOf(secretArn: unknown): Promise<pg.ClientConfig> {
    const { accountId, region } = environment();
    const { SecretString } = await room.local.services.call(
      'secretsmanager',
      'GetSecretValue',
      { SecretId: secretArn },
      {
        accountId,
        region,
        requestId: 'test',
        principalArn: `arn:aws:iam::${accountId}:user/test`,
      },
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
    const ca = await (
      await fetch(`${room.local.url}/_aurora-local/ca.pem`)
    ).text();
    const { username: user, dbname: database, ...rest } = secret;
    return { user, database, ...rest, ssl: { ca } };
  }

  /** Opens or closes connections until there are so many. */
  async function connect(count: number): Promise<void> {
    while (clients.length < count) {
      const client = new pg.Client(connectionConfig);
      await client.connect();
      clients.push(client);
    }
    await Promise.all(clients.splice(count).map(client => client.end()));
  }

  /** Lets minutes pass as they do: the server is read in each, and its end is CloudWatch's to evaluate. */
  async function pass(minutes: number): Promise<void> {
    for (let minute = 0; minute < minutes; minute += 1) {
      const begun = Math.floor(Date.now() / minuteMs) * minuteMs;
      for (const seconds of [10, 30, 50]) {
        jest.setSystemTime(begun + seconds * 1000);
        await room.local.cloudWatch.sample();
      }
      jest.setSystemTime(begun + minuteMs + 5_000);
      await room.local.cloudWatch.closeMinute();
    }
  }

  async function look(): Promise<Health> {
    const { body } = await api.get(`${url}/health`).expect(200);
    return healthSchema.strict().parse(body);
  }

  const stateOf = ({ alarms }: Health, wanted: string) =>
    alarms.find(({ id }) => id === wanted)?.state;

  it('accepts as many connections as its template says', async () => {
    const { DBClusters } = await room.aws.rds(environment()).send(
      new DescribeDBClustersCommand({
        DBClusterIdentifier: names.clusterIdentifier,
      }),
    );
    expect(DBClusters).toMatchObject([{ Status: 'available' }]);
    await connect(1);
    const { rows } = (await clients[0]?.query('SHOW max_connections')) ?? {};
    expect(rows).toEqual([{ max_connections: '189' }]);
    await connect(0);
  }, 30_000);

  it.each<{ connections: number; severity: Severity; on: string[] }>([
    { connections: 0, severity: 'ok', on: [] },
    // 70 % of 189 are 132, 80 % are 151, 90 % are 170.
    { connections: 140, severity: 'warning', on: ['connections-warning'] },
    {
      connections: 180,
      severity: 'critical',
      on: ['connections-warning', 'connections-high', 'connections-critical'],
    },
    { connections: 0, severity: 'ok', on: [] },
  ])(
    'is $severity with $connections connections',
    async ({ connections, severity, on }) => {
      const watched = [
        'connections-warning',
        'connections-high',
        'connections-critical',
      ] as const;
      const before = await look();
      await connect(connections);
      await pass(2);
      const early = await look();
      const changing = watched.filter(
        id => on.includes(id) && stateOf(before, id) !== 'ALARM',
      );
      // Two periods of three: no alarm is on by them.
      expect(changing.filter(id => stateOf(early, id) === 'ALARM')).toEqual([]);

      await pass(1);
      const health = await look();
      expect(health).toMatchObject({ status: 'available', severity });
      expect(health).not.toHaveProperty('stale');
      expect(health.metrics.connections).toMatchObject({
        current: connections,
        max: 189,
      });
      expect(watched.filter(id => stateOf(health, id) === 'ALARM')).toEqual(on);
      expect(
        health.reasons.some(({ code }) => code.includes('onnections')),
      ).toBe(on.length > 0);
    },
    60_000,
  );
});
