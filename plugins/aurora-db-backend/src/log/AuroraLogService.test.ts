import {
  createMessage,
  databaseNames,
  type LogPage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { LiveCluster } from '../ports/ClusterReader';
import type { LogEvent, LogQuery } from '../ports/LogEventReader';
import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testExistingLocated } from '../testing/databases/testExistingLocated';
import { testLocated } from '../testing/databases/testLocated';
import { testStack } from '../testing/databases/testStack';
import { AuroraLogService } from './AuroraLogService';
import type { LogRequest } from './LogRequest';

const environment = testEnvironment('prod');
const names = databaseNames('orders', environment);
const { entityRef, clusterIdentifier } = names;
const logGroup = `/aws/rds/cluster/${clusterIdentifier}/postgresql`;
const now = Date.parse('2026-11-29T20:00:00Z');
const prefix = '2026-11-29 19:59:00 UTC:10.0.0.1(5):app@orders:[7]:';

const event = (text: string, ageMs = 60_000): LogEvent => ({
  id: `${text.length}-${ageMs}`,
  at: now - ageMs,
  stream: 'orders-1.0',
  text,
});

/** A service over the answers of fakes. */
function testService(
  options: {
    live?: LiveCluster;
    status?: string;
    events?: LogEvent[] | Error;
    denied?: boolean;
    stale?: AwsUnavailableError;
    isExisting?: boolean;
    /** Each page has a next one. */
    isEndless?: boolean;
  } = {},
) {
  const filter = jest.fn(async (_: unknown, query: LogQuery) => {
    if (options.events instanceof Error) {
      throw options.events;
    }
    return (
      options.events && {
        events: options.events.filter(
          ({ at }) => at >= query.from && at <= query.to,
        ),
        ...(options.isEndless && { next: 'more' }),
      }
    );
  });
  const find = jest.fn(async () => {
    if (options.denied) {
      throw new NotAllowedError('Unauthorized');
    }
    if (options.isExisting) {
      return testExistingLocated({ clusterIdentifier }, environment);
    }
    return testLocated('orders', 'prod', {
      environment,
      stack: testStack('orders', 'prod', {
        status: options.status ?? 'UPDATE_COMPLETE',
      }),
      readAt: new Date(now),
    });
  });
  const service = new AuroraLogService({
    access: { find },
    clusters: {
      get: async () => ({
        value: 'live' in options ? options.live : testCluster('orders', 'prod'),
        readAt: new Date(now),
        ...(options.stale && { failure: options.stale }),
      }),
    },
    logEvents: { filter },
    now: () => now,
  });
  return {
    filter,
    find,
    read: (request: Partial<LogRequest> = {}): Promise<LogPage> =>
      service.read(
        entityRef,
        { kind: 'all', ...request },
        mockCredentials.user(),
      ),
  };
}

const refusal = (reason: 'access-denied' | 'throttled') =>
  new AwsUnavailableError(
    createMessage('error.awsPermission', {
      action: 'logs:FilterLogEvents',
      accountId: environment.accountId,
      environment: 'prod',
      region: environment.region,
      answer: 'not authorized to perform: logs:FilterLogEvents',
    }),
    reason,
    environment.accountId,
  );

describe('the log of a database', () => {
  it('needs its own permission, before anything is read or validated', async () => {
    const { read, find, filter } = testService({ denied: true });
    await expect(read({ from: 'x' })).rejects.toThrow(NotAllowedError);
    expect(find).toHaveBeenCalledWith(
      entityRef,
      mockCredentials.user(),
      expect.objectContaining({ name: 'aurora-db.log.read' }),
    );
    expect(filter).not.toHaveBeenCalled();
  });

  it.each([
    [
      'the cluster is gone',
      { live: undefined },
      { code: 'log.noCluster', params: { status: 'missing' } },
    ],
    [
      'the cluster is being created',
      { live: undefined, status: 'CREATE_IN_PROGRESS' },
      { code: 'log.noCluster', params: { status: 'creating' } },
    ],
    [
      'the database is being deleted',
      { live: undefined, status: 'DELETE_IN_PROGRESS' },
      { code: 'log.noCluster', params: { status: 'deleting' } },
    ],
    [
      'the export is off',
      { live: testCluster('orders', 'prod', { logExports: ['upgrade'] }) },
      { code: 'log.exportOff' },
    ],
  ])('says without a call that %s', async (_, options, message) => {
    const { read, filter } = testService({ ...options, events: [] });
    expect(await read()).toMatchObject({ items: [], unavailable: message });
    expect(filter).not.toHaveBeenCalled();
  });

  it('tells the user of a database of another tool what to change there', async () => {
    const off = testService({
      isExisting: true,
      live: testCluster('orders', 'prod', { logExports: [] }),
    });
    expect(await off.read()).toMatchObject({
      unavailable: {
        code: 'log.exportOffExisting',
        params: { clusterIdentifier },
      },
    });
  });

  it.each([false, true])(
    'says that its group is missing (database of another tool: %s)',
    async isExisting => {
      expect(await testService({ isExisting }).read()).toMatchObject({
        items: [],
        unavailable: { code: 'log.groupMissing', params: { logGroup } },
      });
    },
  );

  it('says which permission the portal does not have', async () => {
    const { read } = testService({ events: refusal('access-denied') });
    expect(await read()).toMatchObject({
      items: [],
      unavailable: {
        code: 'log.accessDenied',
        params: {
          accountId: environment.accountId,
          action: 'logs:FilterLogEvents',
          logGroup,
          reason: 'not authorized to perform: logs:FilterLogEvents',
        },
      },
    });
  });

  it('fails if AWS gives no answer', async () => {
    const failure = refusal('throttled');
    await expect(testService({ events: failure }).read()).rejects.toBe(failure);
    await expect(
      testService({ events: [], stale: failure }).read(),
    ).rejects.toBe(failure);
  });

  it('has no line of an earlier cluster of the same name', async () => {
    const { read, filter } = testService({
      live: testCluster('orders', 'prod', {
        createdAt: new Date(now - 100_000),
      }),
      events: [event('mine', 90_000), event('theirs', 110_000)],
    });
    expect((await read()).items).toMatchObject([{ text: 'mine' }]);
    expect(
      (await read({ from: '2026-11-29T18:00:00Z', to: '2026-11-29T19:00:00Z' }))
        .items,
    ).toEqual([]);
    expect(filter).toHaveBeenCalledTimes(1);
  });

  it('has the lines of the second in which the cluster was created', async () => {
    const { read } = testService({
      live: testCluster('orders', 'prod', {
        // PostgreSQL logs whole seconds.
        createdAt: new Date(now - 90_000 + 400),
      }),
      events: [event('same second', 90_000), event('before', 90_001)],
    });
    expect((await read()).items).toMatchObject([{ text: 'same second' }]);
  });

  it('has the lines of the range, although viewers share a longer one', async () => {
    const { read, filter } = testService({
      events: [event('after', 999), event('in', 7_000), event('before', 7_001)],
    });
    const page = await read({
      from: new Date(now - 7_000).toISOString(),
      to: new Date(now - 1_000).toISOString(),
    });
    expect(page.items).toMatchObject([{ text: 'in', instance: 'orders-1' }]);
    expect(filter.mock.calls[0]?.[1]).toMatchObject({
      from: now - 10_000,
      to: now,
    });
  });

  it('is read with few calls for many viewers who follow it', async () => {
    const { read, filter } = testService({ events: [event('in', 7_000)] });
    const pages = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        read({
          from: new Date(now - 9_900 + index).toISOString(),
          to: new Date(now - 900 + index).toISOString(),
        }),
      ),
    );
    expect(new Set(pages.map(({ items }) => items.length))).toEqual(
      new Set([1]),
    );
    expect(filter).toHaveBeenCalledTimes(1);
  });

  it('shows any text, and says what is cut', async () => {
    const { read } = testService({
      events: [
        event(`${prefix}ERROR:  \u001b[31m\u0000\u202e\ud800 \t\n😀`),
        event('x'.repeat(1_000_000)),
      ],
    });
    const { items } = await read();
    expect(items).toMatchObject([
      {
        severity: 'ERROR',
        text: `${prefix}ERROR:  \\x1b[31m\\x00\\u{202e}\ufffd \t\n😀`,
      },
      { text: `${'x'.repeat(10_000)} … [+990000]` },
    ]);
    expect(items[1]).not.toHaveProperty('severity');
  });

  it.each([
    ['duration: 1500.25 ms  statement: SELECT 1', 1_500.25],
    ['duration: 3.5 ms  execute s_1: SELECT $1', 3.5],
    ['duration: 3.5 ms  plan:\n\tQuery Text: SELECT 1', 3.5],
    ['duration: 1000.000 ms', 1_000],
    ['duration: 999.999 ms', undefined],
    ['statement: SELECT $$duration: 5 ms  statement: x$$', undefined],
  ])('has the slow statement "%s"', async (message, durationMs) => {
    const { read } = testService({
      events: [event(`${prefix}LOG:  ${message}`)],
    });
    const { items } = await read({ kind: 'slow' });
    expect(items).toMatchObject(
      durationMs === undefined ? [] : [{ durationMs, severity: 'LOG' }],
    );
  });

  it.each([
    ['', 'SELECT 1 FROM orders'],
    ['ORDERS WHERE', undefined],
    ['from orders', 'SELECT 1 FROM orders'],
    ['1500.25', 'SELECT 1 FROM orders'],
  ])(
    'is searched for slow statements that are on an earlier line: "%s"',
    async (search, statement) => {
      const { read, filter } = testService({
        events: [
          event(`${prefix}LOG:  duration: 1500.25 ms`, 60_000),
          event(`${prefix}LOG:  statement: SELECT 1 FROM orders`, 61_500),
        ],
      });
      // It began before the range.
      const from = new Date(now - 61_000).toISOString();
      const { items } = await read({ kind: 'slow', search, from });
      expect(items).toMatchObject(
        statement ? [{ durationMs: 1_500.25, statement }] : [],
      );
      expect(filter).toHaveBeenCalledTimes(2);
    },
  );

  it('is searched for slow statements with at most ten calls', async () => {
    const { read, filter } = testService({
      events: [event(`${prefix}LOG:  duration: 1500.25 ms`, 60_000)],
      isEndless: true,
    });
    expect(await read({ kind: 'slow' })).toHaveProperty('next');
    expect(filter.mock.calls.length).toBeGreaterThan(6);
    expect(filter.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('counts an error once, with the lines that belong to it', async () => {
    const lines = [
      'ERROR:  invalid input syntax for type integer: "a"',
      'ERROR:  invalid input syntax for type integer: "b"\n\tERROR:  c',
      'DETAIL:  ERROR:  d',
      'STATEMENT:  SELECT $$ERROR:  e$$',
    ].map((message, index) => event(prefix + message, index * 1_000));
    const split = event('\tERROR:  f');
    const both = event(`${prefix}FATAL:  x\n${prefix}DETAIL:  y`);
    const { read } = testService({ events: [...lines, split, both] });
    expect((await read({ kind: 'errors' })).items).toEqual([
      {
        severity: 'ERROR',
        sqlState: '22P02',
        message: 'invalid input syntax for type integer: "?"',
        count: 2,
        firstAt: '2026-11-29T19:59:59.000Z',
        lastAt: '2026-11-29T20:00:00.000Z',
      },
      expect.objectContaining({ severity: 'FATAL', message: 'x', count: 1 }),
    ]);
  });
});
