import { inspect } from 'node:util';
import {
  auroraDbTags,
  databaseNames,
  healthSchema,
  loadSchema,
  logPageSchema,
  statementTextsSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { PassingTime } from '@aurora-db/local';
import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { auroraDbPlugin } from '../plugin';
import {
  runSecretStatements,
  secrets,
} from '../testing/databases/runSecretStatements';
import { connectionOf } from '../testing/databases/connectionOf';
import { testEntities } from '../testing/databases/testEntities';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testEntityOf } from '../testing/databases/testEntityOf';
import { testStack } from '../testing/databases/testStack';
import { startDeployment } from '../testing/servers/startDeployment';
import { startTelemetry } from '../testing/servers/startTelemetry';
import { setClock } from '../testing/services/sharedCaches';
import { notedServices } from '../testing/servers/notedServices';

const owner = 'group:default/guests';
const environment = testEnvironment('local');
const { base, entityRef } = databaseNames('secretive', environment);
const api = '/api/aurora-db';
const cluster = `${api}/clusters/default/${base}`;
const minuteMs = 60_000;
/** With the waiting sessions, more than 70 % of the connections that 1 ACU allows. */
const idleConnections = 100;

/** What the catalog has of the database. */
function entity() {
  const stack = testStack('secretive', 'local');
  stack.tags[auroraDbTags.owner] = owner;
  return testEntityOf(environment, stack);
}

describe('a database whose statements have passwords and data', () => {
  let time: PassingTime;
  let telemetry: ReturnType<typeof startTelemetry>;
  let setup: Awaited<ReturnType<typeof startDeployment>>;
  let statements: Awaited<ReturnType<typeof runSecretStatements>>;
  let masterPassword: string;
  /** Everything that the backend wrote: logs, auditor events, events. */
  const produced: string[] = [];
  const note = (...said: unknown[]) =>
    void produced.push(said.map(one => inspect(one, { depth: 9 })).join(' '));

  const ask = (path: string) => request(setup.server).get(`${cluster}${path}`);

  beforeAll(async () => {
    // Before the times of the server's log, so that the log begins after the database.
    const start = Math.floor(Date.now() / minuteMs) * minuteMs;
    setClock(new Date(start).toISOString());
    time = new PassingTime(start, now => jest.setSystemTime(now));
    telemetry = startTelemetry();
    setup = await startDeployment(
      [
        auroraDbPlugin,
        actionsRegistryServiceFactory,
        ...telemetry.features,
        catalogServiceMock.factory({ entities: [...testEntities, entity()] }),
        ...notedServices(note),
      ],
      { cloudWatchTime: time },
      () => ({ performanceInsights: true }),
    );
    const { outputs, lines } = await setup.run('aurora:database:deploy', {
      name: 'secretive',
      environment: 'local',
      owner,
    });
    note(outputs, lines);
    const connection = await connectionOf(
      setup.local,
      environment,
      outputs.secretArn,
    );
    masterPassword = connection.password;
    statements = await runSecretStatements(connection, idleConnections);
    await time.pass(10_000);
    // An alarm needs three minutes. On a busy machine, an answer does not wait for the load, and the
    // cause follows in a later minute.
    for (let minute = 0; minute < 12; minute += 1) {
      await time.pass(minuteMs);
      const { body } = await ask('/health').expect(200);
      if (healthSchema.parse(body).reasons.some(({ cause }) => cause)) {
        break;
      }
    }
  }, 240_000);

  afterAll(async () => {
    await statements?.stop();
    await setup?.stop();
    await telemetry?.stop();
    jest.useRealTimers();
  }, 180_000);

  const expectNoSecret = (text: string) => {
    expect(
      [...Object.values(secrets), masterPassword].filter(secret =>
        text.includes(secret),
      ),
    ).toEqual([]);
  };

  it('shows its load without a value', async () => {
    const { body, text } = await ask('/load').expect(200);
    const texts = loadSchema
      .parse(body)
      .statements.map(statement => statement.text)
      .join('\n');
    // Proves that the statements are in it.
    expect(texts).toMatch(/ALTER ROLE app PASSWORD/i);
    expect(texts).toMatch(/INSERT INTO cards/i);
    expectNoSecret(text);
  });

  it('has a cause without a value on its card', async () => {
    const { body, text } = await ask('/health').expect(200);
    const causes = healthSchema
      .parse(body)
      .reasons.map(({ cause }) => cause?.text)
      .join('\n');
    expect(causes).toMatch(/INSERT INTO cards/i);
    expectNoSecret(text);
  });

  it('has errors of its log without a value in their groups', async () => {
    const { body, text } = await ask('/log?kind=errors').expect(200);
    const messages = logPageSchema
      .parse(body)
      .items.map(item => ('message' in item ? item.message : ''))
      .join('\n');
    expect(messages).toMatch(/duplicate key value/);
    expect(messages).toMatch(/invalid input syntax for type integer/);
    expectNoSecret(text);
  });

  it.each([
    ['get-database-load', /Lock:/],
    ['get-top-statements', /ALTER ROLE app PASSWORD/i],
    ['get-database-health', /INSERT INTO cards/i],
    ['list-database-events', /items/],
    ['list-operations', /items/],
  ])('gives agents no value through %s', async (action, proof) => {
    const { text } = await request(setup.server)
      .post(`${api}/.backstage/actions/v1/actions/aurora-db:${action}/invoke`)
      .send({ entityRef })
      .expect(200);
    expect(text).toMatch(proof);
    expectNoSecret(text);
  });

  it('shows events and the list without a value', async () => {
    for (const path of [`${cluster}/events`, cluster, `${api}/clusters`]) {
      const { text } = await request(setup.server).get(path).expect(200);
      expect(text.length).toBeGreaterThan(10);
      expectNoSecret(text);
    }
  });

  it('shows values to readers of the log, and keeps them out of logs, auditor events, events and telemetry', async () => {
    const { body: load } = await ask('/load').expect(200);
    const { statements: top } = loadSchema.parse(load);
    const altering = top.find(({ text }) => /ALTER ROLE/i.test(text));
    const { body: full } = await ask(`/load/statements/${altering?.id}`).expect(
      200,
    );
    expect(
      statementTextsSchema.parse(full).items.map(({ text }) => text),
    ).toContain(`ALTER ROLE app PASSWORD '${secrets.password}'`);

    const { text: found } = await ask(
      `/log?kind=all&search=${secrets.failed}`,
    ).expect(200);
    expect(found).toContain(secrets.failed);
    // Refused, and about something that is not there.
    await ask(
      `/log?kind=all&search=${secrets.failed}&from=2027-01-01T00:00:00Z&to=2026-01-01T00:00:00Z`,
    ).expect(400);
    await request(setup.server)
      .get(`${api}/clusters/default/none/log?search=${secrets.failed}`)
      .expect(404);

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
    expect(all).toContain('log-read');
    expect(all).toContain('statement-read');
    expect(all).toContain('FilterLogEvents');
    expectNoSecret(all);
  });
});
