import {
  auroraDbTags,
  databaseNames,
  type Health,
  healthSchema,
  type Severity,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { PassingTime } from '@aurora-db/local';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import pg from 'pg';
import request from 'supertest';
import { z } from 'zod';
import { auroraDbPlugin } from '../plugin';
import { setClock } from '../testing/services/sharedCaches';
import { startDeployment } from '../testing/servers/startDeployment';
import { connectionOf } from '../testing/databases/connectionOf';
import { testEntities } from '../testing/databases/testEntities';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testEntityOf } from '../testing/databases/testEntityOf';
import { testStack } from '../testing/databases/testStack';
import { until } from '../testing/servers/until';

const { base } = databaseNames('goal-mandala', { shortName: 'local' });
const url = `/api/aurora-db/clusters/default/${base}`;
const owner = 'group:default/guests';
const environment = testEnvironment('local');
const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What the catalog has of the database. */
function entity() {
  const stack = testStack('goal-mandala', 'local');
  stack.tags[auroraDbTags.owner] = owner;
  return testEntityOf(environment, stack);
}

describe('the health of a real cluster under real connections', () => {
  let time: PassingTime;
  let setup: Awaited<ReturnType<typeof startDeployment>>;
  let connectionConfig: pg.ClientConfig;
  const clients: pg.Client[] = [];

  beforeAll(async () => {
    const start = Math.ceil(Date.now() / minuteMs) * minuteMs;
    setClock(new Date(start).toISOString());
    time = new PassingTime(start, now => jest.setSystemTime(now));
    setup = await startDeployment(
      [
        auroraDbPlugin,
        catalogServiceMock.factory({ entities: [...testEntities, entity()] }),
      ],
      { cloudWatchTime: time },
    );
    const { outputs } = await setup.run('aurora:database:deploy', {
      name: 'goal-mandala',
      environment: 'local',
      owner,
    });
    connectionConfig = await connectionOf(
      setup.local,
      environment,
      outputs.secretArn,
    );
    // CloudWatch evaluates alarms five seconds into a minute. The test looks ten seconds into it.
    await time.pass(10 * secondMs);
  }, 180_000);

  afterAll(async () => {
    await Promise.all(clients.map(client => client.end()));
    await setup?.stop();
    jest.useRealTimers();
  }, 180_000);

  /** Opens or closes connections until the server has so many. */
  async function connect(count: number): Promise<void> {
    while (clients.length < count) {
      const client = new pg.Client(connectionConfig);
      await client.connect();
      clients.push(client);
    }
    const closed = clients.splice(Math.max(count, 1));
    await Promise.all(closed.map(client => client.end()));
    const [watcher] = clients;
    // A server counts a connection for a moment longer than its client has it.
    await until(
      async () => watcher && countConnections(watcher),
      counted => counted === undefined || counted === clients.length,
      Infinity,
    );
    await Promise.all(clients.splice(count).map(client => client.end()));
  }

  async function countConnections(watcher: pg.Client): Promise<number> {
    const { rows } = await watcher.query(
      `SELECT count(*)::int FROM pg_stat_activity
       WHERE backend_type = 'client backend' AND datname = current_database()`,
    );
    return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count;
  }

  async function look(): Promise<Health> {
    const { body } = await request(setup.server)
      .get(`${url}/health`)
      .expect(200);
    return healthSchema.strict().parse(body);
  }

  const alarmsOn = ({ alarms }: Health) =>
    alarms.filter(({ state }) => state === 'ALARM').map(({ id }) => id);
  const connectionReasons = ({ reasons }: Health) =>
    reasons.filter(({ code }) => code.startsWith('health.connections'));

  it('has a server with the max_connections of its template', async () => {
    await connect(1);
    const { rows } = (await clients[0]?.query('SHOW max_connections')) ?? {};
    expect(rows).toEqual([{ max_connections: '189' }]);
    await connect(0);
  }, 180_000);

  it.each<{ connections: number; severity: Severity; alarms: string[] }>([
    { connections: 0, severity: 'ok', alarms: [] },
    // 70 % of 189 are 132, 80 % are 151, 90 % are 170.
    { connections: 140, severity: 'warning', alarms: ['connections-warning'] },
    {
      connections: 180,
      severity: 'critical',
      alarms: [
        'connections-warning',
        'connections-high',
        'connections-critical',
      ],
    },
    { connections: 0, severity: 'ok', alarms: [] },
  ])(
    'is $severity with $connections connections after three minutes of datapoints',
    async ({ connections, severity, alarms }) => {
      const before = alarmsOn(await look());
      await connect(connections);
      await time.pass(2 * minuteMs);
      // An alarm needs three breaching periods of three: two do not turn it on, and one that is
      // not breaching turns it off.
      expect(alarmsOn(await look())).toEqual(
        before.filter(id => alarms.includes(id)),
      );

      await time.pass(minuteMs);
      const health = await look();
      expect(alarmsOn(health)).toEqual(alarms);
      expect(health).toMatchObject({ status: 'available', severity });
      expect(health).not.toHaveProperty('stale');
      expect(health.metrics.connections).toMatchObject({
        current: connections,
        max: 189,
      });
      expect(connectionReasons(health)).toMatchObject(
        severity === 'ok'
          ? []
          : [
              {
                code: 'health.connections',
                params: { current: connections, severity },
              },
            ],
      );
    },
    240_000,
  );
});
