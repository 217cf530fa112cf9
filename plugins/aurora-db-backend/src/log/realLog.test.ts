import {
  logGroupSchema,
  logLineSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import pg from 'pg';
import { z } from 'zod';
import { until } from '../testing/servers/until';
import type { EventSource } from '../ports/DatabaseEventReader';
import { RdsEvents } from '../aws/rds/RdsEvents';
import { describeError } from './describeError';
import { parseLogRecord } from './parseLogRecord';
import type { LogRequest } from './LogRequest';
import { provokeErrors, type ReceivedError } from './testing/provokeErrors';
import { secretValue } from './testing/provokedErrors';
import { startLoggedDatabase } from './testing/startLoggedDatabase';

/** Longest wait of a test, which only a failure or a busy machine needs. */
const patienceSeconds = 100;

jest.setTimeout(180_000);

type Setup = Awaited<ReturnType<typeof startLoggedDatabase>>;

describe('the log of a real database', () => {
  let setup: Setup;
  let client: pg.Client;
  let received: ReceivedError[];

  beforeAll(async () => {
    setup = await startLoggedDatabase();
    client = new pg.Client(setup.connection);
    // A reboot ends its connection.
    client.on('error', () => undefined);
    await client.connect();
    received = await provokeErrors(setup.connection);
    await client.query("SET log_min_duration_statement = '100ms'");
    await client.query("SELECT pg_sleep(0.11), 'slow one'");
    await client.query("SET log_min_duration_statement = '1s'");
    await client.query("SET log_statement = 'all'");
    await client.query("SELECT pg_sleep(1.01), 'simple'");
    await client.query('SELECT pg_sleep(1.02),\n  $1::text', ['prepared']);
    await client.query('RESET log_statement');
    await client.query('RESET log_min_duration_statement');
    await client.query("SELECT 'the end'::integer").catch(() => undefined);
    await until(
      () => setup.read({ kind: 'all', search: "'the end'" }),
      ({ items }) => items.length > 0,
      patienceSeconds,
    );
  });

  afterAll(async () => {
    await client?.end().catch(() => undefined);
    await setup?.stop();
  });

  async function groups(request: Partial<LogRequest> = {}) {
    const { items, unavailable } = await setup.read({
      kind: 'errors',
      ...request,
    });
    expect(unavailable).toBeUndefined();
    return z.array(logGroupSchema).parse(items);
  }

  async function lines(request: Partial<LogRequest> = {}) {
    const { items, unavailable, next } = await setup.read({
      kind: 'all',
      ...request,
    });
    expect(unavailable).toBeUndefined();
    return { items: z.array(logLineSchema).parse(items), next };
  }

  it('has the SQLSTATE that the client received, for each error', async () => {
    const { environment, logGroupName, logEvents } = setup;
    const page = await logEvents.filter(environment, {
      logGroupName,
      from: Date.now() - 600_000,
      to: Date.now(),
      limit: 10_000,
    });
    const logged = (page?.events ?? []).flatMap(({ text }) => {
      const record = parseLogRecord(text);
      return record ? [record] : [];
    });
    const missing = received.filter(
      ({ severity, message }) =>
        !logged.some(
          record =>
            record.severity === severity &&
            record.message.replace(/ at character \d+$/, '') ===
              message.trimEnd(),
        ),
    );
    expect(missing).toEqual([]);
    const different = received
      .map(({ sqlState, ...error }) => ({
        told: describeError(error).sqlState,
        was: `${sqlState} ${error.message}`,
      }))
      .filter(({ told, was }) => told !== was.slice(0, 5));
    expect(different).toEqual(
      [
        // SET ROLE and GRANT have the same message.
        '22023 role "no_such_role" does not exist',
        '42704 role "no_such_role" does not exist',
        '42704 role "no_such_role" does not exist',
        '42704 role "no_such_role" does not exist',
        // An application chose the text and the SQLSTATE.
        `P0001 User "${secretValue}" has no order 98765`,
        'U0001 no order',
        '22012 division_by_zero',
        `P0004 ${secretValue} 98765`,
        // REFRESH and DROP have the same message.
        '0A000 "users" is not a materialized view',
        '42809 "users" is not a materialized view',
      ].map(was => ({ told: undefined, was })),
    );
    expect(received.length).toBeGreaterThan(300);
    expect(
      new Set(received.map(({ sqlState }) => sqlState)).size,
    ).toBeGreaterThan(85);
  });

  it('has no value in the messages of its groups', async () => {
    const found = await groups();
    expect(found.length).toBeGreaterThan(150);
    expect(JSON.stringify(found.map(({ message }) => message))).not.toMatch(
      new RegExp(`${secretValue.slice(2)}|9876`, 'i'),
    );
  });

  it('has groups with their number and times, the most frequent first', async () => {
    const found = await groups();
    const counts = found.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    const division = found.find(({ sqlState }) => sqlState === '22012');
    expect(division).toMatchObject({
      severity: 'ERROR',
      message: 'division by zero',
      count: received.filter(({ message }) => message === 'division by zero')
        .length,
    });
    expect(found).toContainEqual(
      expect.objectContaining({ severity: 'FATAL', sqlState: '28P01' }),
    );
    expect(division?.lastAt).toBeDefined();
  });

  it('is searched for errors with a value', async () => {
    const found = await groups({ search: 'ZQ7SECRET' });
    expect(found.length).toBeGreaterThan(20);
    expect(found).not.toContainEqual(
      expect.objectContaining({ sqlState: '22012' }),
    );
  });

  it('has slow statements with their duration', async () => {
    const { items } = await setup.read({ kind: 'slow' });
    const slow = z
      .array(logLineSchema)
      .parse(items)
      .find(({ text }) => text.includes('slow one'));
    expect(slow).toMatchObject({
      instance: 'orders-1',
      severity: 'LOG',
      text: expect.stringMatching(/ms {2}statement: SELECT pg_sleep\(0\.11\)/),
    });
    expect(slow?.durationMs).toBeGreaterThan(110);
  });

  it('has slow statements that PostgreSQL logged before they ran', async () => {
    const { items } = await setup.read({ kind: 'slow' });
    const slow = z.array(logLineSchema).parse(items);
    for (const [seconds, statement] of [
      [1.01, "SELECT pg_sleep(1.01), 'simple'"],
      [1.02, 'SELECT pg_sleep(1.02),\n  $1::text'],
    ] as const) {
      const line = slow.find(found => found.statement === statement);
      expect(line?.text).toMatch(/LOG: {2}duration: [\d.]+ ms$/);
      expect(line?.durationMs).toBeGreaterThan(seconds * 1_000);
    }
  });

  it('is searched for plain text, of which no character has a meaning', async () => {
    const text = `[a] {b} "c" \\d ?e -f %g% (h) i*j+ k.l|m^n$ 'o`;
    await client.query(`SELECT 1/0 AS one, $$${text}$$`).catch(() => {});
    await client.query("SELECT 1/0 AS one, 'あいう Straße'").catch(() => {});
    const searched = (search: string) =>
      until(
        () => lines({ search }),
        ({ items }) => items.length > 0,
        patienceSeconds,
      );
    for (const search of [
      text,
      text.toUpperCase(),
      '\\d ?e',
      '%g% (',
      '" \\',
    ]) {
      const { items } = await searched(search);
      expect(items[0]?.text).toContain(text);
    }
    expect((await searched('いう Straße')).items).toHaveLength(1);
    // Each would match as a pattern or as a regular expression.
    for (const search of ['?nothing', '%d.v.s%', 'div.sion', '-division x']) {
      expect((await lines({ search })).items).toEqual([]);
    }
  });

  it('has all lines once over its pages, the newest first', async () => {
    const to = new Date().toISOString();
    const ids: string[] = [];
    const times: string[] = [];
    let next: string | undefined;
    do {
      const page = await lines({ to, next });
      ids.push(...page.items.map(({ id }) => id));
      times.push(...page.items.map(({ at }) => at));
      next = page.next;
    } while (next !== undefined);
    expect(ids.length).toBeGreaterThan(600);
    expect(new Set(ids).size).toBe(ids.length);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('is followed from the last line', async () => {
    const { items } = await lines();
    await client.query("SELECT 'followed'::integer").catch(() => undefined);
    const { items: newer } = await until(
      () => lines({ from: items[0]?.at }),
      found => found.items.some(({ text }) => text.includes('followed')),
      patienceSeconds,
    );
    expect(newer.length).toBeLessThan(items.length);
  });

  it('refuses a next of another query or time, and a forged one', async () => {
    const { next = '' } = await lines();
    const content = JSON.parse(Buffer.from(next, 'base64url').toString());
    const forged = (change: object) =>
      Buffer.from(JSON.stringify({ ...content, ...change })).toString(
        'base64url',
      );
    for (const request of [
      { next, search: 'x' },
      { next, from: new Date().toISOString() },
      { next: next.slice(0, -9) },
      { next: 'x' },
      { next: forged({ next: 'x' }) },
      { next: forged({ from: content.to + 1 }) },
      { next: forged({ more: 1 }) },
      { next: 'x'.repeat(100_000) },
    ]) {
      await expect(lines(request)).rejects.toMatchObject({
        name: 'InputError',
        messages: [{ code: 'input.logNext' }],
      });
    }
    // CloudWatch Logs refuses its token with another pattern.
    expect((await lines({ next })).items.length).toBeGreaterThan(0);
  });

  it('is of a database whose events RDS reports', async () => {
    const { clients, environment, clusterIdentifier, rds } = setup;
    const events = new RdsEvents(clients);
    const since = new Date(Date.now() - 3_600_000);
    const listed = (source: EventSource) =>
      events.list(environment, source, since);
    expect(await listed({ kind: 'cluster', id: clusterIdentifier })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          at: expect.any(Date),
          source: clusterIdentifier,
          categories: ['creation'],
        }),
      ]),
    );
    await rds.rebootDBInstance({ DBInstanceIdentifier: 'orders-1' });
    await until(
      () => listed({ kind: 'instance', id: 'orders-1' }),
      found =>
        found.some(({ categories }) => categories.includes('availability')),
      patienceSeconds,
    );
    expect(await listed({ kind: 'instance', id: 'orders-1' })).toContainEqual(
      expect.objectContaining({
        source: 'orders-1',
        categories: ['availability'],
      }),
    );
    await until(
      () => rds.describeDBInstances({ DBInstanceIdentifier: 'orders-1' }),
      ({ DBInstances = [] }) =>
        DBInstances[0]?.DBInstanceStatus === 'available',
      patienceSeconds,
    );
  });

  it('has no events if there is no such group', async () => {
    const { environment, logEvents } = setup;
    expect(
      await logEvents.filter(environment, {
        logGroupName: '/aws/rds/cluster/none/postgresql',
        from: Date.now() - 1_000,
        to: Date.now(),
        limit: 1,
      }),
    ).toBeUndefined();
  });

  it('says that its export is off', async () => {
    const { rds, clusterIdentifier } = setup;
    await rds.modifyDBCluster({
      DBClusterIdentifier: clusterIdentifier,
      CloudwatchLogsExportConfiguration: { DisableLogTypes: ['postgresql'] },
      ApplyImmediately: true,
    });
    const off = await until(
      () => setup.read({ kind: 'all' }),
      ({ unavailable }) => unavailable?.code === 'log.exportOff',
      patienceSeconds,
    );
    expect(off).toMatchObject({
      items: [],
      unavailable: { params: { clusterIdentifier } },
    });
  });
});
