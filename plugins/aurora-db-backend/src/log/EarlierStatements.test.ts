import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { LogEvent, LogQuery } from '../ports/LogEventReader';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { EarlierStatements } from './EarlierStatements';

const environment = testEnvironment('prod');
const end = Date.parse('2026-11-29T20:00:00Z');
const earliest = end - 86_400_000;

const session = (pid: number, client = '10.0.0.1(5)') =>
  `${client}:app@orders:[${pid}]`;

/** A record of the log, some seconds before the end. The log has whole seconds. */
const record = (seconds: number, message: string, by = session(7)) => {
  const at = end - seconds * 1_000;
  const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return { at, text: `${time} UTC:${by}:${message}` };
};
const log = (seconds: number, message: string, by?: string) =>
  record(seconds, `LOG:  ${message}`, by);

type Written = ReturnType<typeof record> & { stream?: string };

/** Finds the statements of a log, the newest record last, over calls with up to `most` events. */
async function find(
  written: Written[],
  options: { most?: number; failure?: Error } = {},
) {
  const events: LogEvent[] = written
    .map((event, index) => ({
      id: String(index),
      stream: 'orders-1.0',
      ...event,
    }))
    .reverse();
  const read = jest.fn(async (_: unknown, query: LogQuery) => {
    if (options.failure) {
      throw options.failure;
    }
    const terms = [...(query.pattern ?? '').matchAll(/\?"([^"]+)"/g)];
    return {
      events: events
        .filter(
          ({ at, text }) =>
            at >= query.from &&
            at <= query.to &&
            terms.some(([, term = '']) => text.includes(term)),
        )
        .slice(0, options.most ?? 10_000),
    };
  });
  const lines = events.flatMap(({ id, at, stream, text }) => {
    const [, duration] = /duration: ([\d.]+) ms/.exec(text) ?? [];
    return duration === undefined
      ? []
      : [
          {
            id,
            at: new Date(at).toISOString(),
            instance: stream.replace('.0', ''),
            text,
            durationMs: Number(duration),
          },
        ];
  });
  const found = await new EarlierStatements({ read }).addTo(
    {
      environment,
      logGroupName: '/a',
      earliest,
      deadline: end,
    },
    lines.filter(({ durationMs }) => durationMs >= 1_000),
  );
  return { read, statements: found.map(({ statement }) => statement) };
}

describe('the statement of a duration', () => {
  it.each<[string, Written[], string | undefined]>([
    [
      'is what the session logged when it began',
      [
        log(9, 'statement: SELECT 1'),
        log(8, 'statement: SELECT pg_sleep(6)'),
        log(2, 'duration: 6000.5 ms'),
      ],
      'SELECT pg_sleep(6)',
    ],
    [
      'is that of a prepared statement, with all its lines',
      [
        log(5, 'execute s_1/p_1: UPDATE t\n\tSET a = $1'),
        record(5, "DETAIL:  parameters: $1 = '7'"),
        log(2, 'duration: 3000.5 ms'),
      ],
      'UPDATE t\nSET a = $1',
    ],
    [
      'is that of a cursor',
      [
        log(5, 'execute fetch from s_1/p_1: SELECT * FROM t'),
        log(2, 'duration: 3000.5 ms'),
      ],
      'SELECT * FROM t',
    ],
    [
      'is found beside what it logged while it ran',
      [
        log(5, 'statement: UPDATE t SET a = 1'),
        log(4, 'process 7 still waiting for ShareLock on transaction 9'),
        log(3, 'duration: 3000.1 ms  plan:\n\tQuery Text: UPDATE t SET a = 1'),
        log(2, 'duration: 3000.5 ms'),
      ],
      'UPDATE t SET a = 1',
    ],
    [
      'is that of its own session, although a number of a process is used again',
      [
        log(5, 'statement: SELECT mine'),
        log(5, 'statement: SELECT other process', session(8)),
        log(5, 'statement: SELECT other client', session(7, '10.0.0.2(5)')),
        { ...log(5, 'statement: SELECT other instance'), stream: 'orders-2.0' },
        log(2, 'duration: 3000.5 ms'),
      ],
      'SELECT mine',
    ],
    [
      'is not that of the next one in the same second',
      [
        log(3, 'statement: SELECT mine'),
        log(2, 'duration: 1000.5 ms'),
        log(2, 'statement: SELECT next'),
      ],
      'SELECT mine',
    ],
    [
      'is not that of an earlier one, if PostgreSQL did not log it',
      [
        log(3, 'statement: CREATE TABLE t ()'),
        log(3, 'duration: 4.5 ms'),
        log(2, 'duration: 1000.5 ms'),
      ],
      undefined,
    ],
    [
      'is not that of an earlier one that failed',
      [
        log(3, 'statement: CREATE TABLE t ()'),
        record(3, 'ERROR:  relation "t" already exists'),
        log(2, 'duration: 1000.5 ms'),
      ],
      undefined,
    ],
    [
      'is not one that began much earlier',
      [
        log(60, 'statement: SELECT old'),
        // The call is for both durations.
        log(60, 'statement: SELECT other', session(8)),
        log(50, 'duration: 9000.5 ms', session(8)),
        log(2, 'duration: 3000.5 ms'),
      ],
      undefined,
    ],
    [
      'is not a text that looks like a record',
      [
        log(5, 'statement: SELECT $$:[7]:LOG:  statement: no$$', session(8)),
        log(2, 'duration: 3000.5 ms'),
      ],
      undefined,
    ],
  ])('%s', async (_, written, statement) => {
    const { statements } = await find(written);
    expect(statements[0]).toBe(statement);
  });

  it('is that of a record with milliseconds and an SQLSTATE', async () => {
    const text = (time: string, number: number, message: string) =>
      `2026-11-29 19:59:${time} UTC:10.0.0.1(5):app@orders:[7]:${number}:00000:2026-11-29 19:50:00 UTC:3/12:0:6631f0e0.7:psqlLOG:  ${message}`;
    const { statements } = await find([
      { at: end - 5_100, text: text('54.900', 3, 'statement: SELECT 1') },
      { at: end - 2_000, text: text('58.000', 4, 'duration: 3100.000 ms') },
    ]);
    expect(statements).toEqual(['SELECT 1']);
  });

  it('needs one call for a page of them', async () => {
    const written = Array.from({ length: 60 }, (_, index) => [
      log(3_600 - index * 50, `statement: SELECT ${index}`, session(index)),
      log(3_590 - index * 50, 'duration: 10000.5 ms', session(index)),
    ]).flat();
    const { statements, read } = await find(written);
    expect(statements).toEqual(
      Array.from({ length: 60 }, (_, index) => `SELECT ${59 - index}`),
    );
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is not searched for if no line lacks it', async () => {
    const { read } = await find([
      log(2, 'duration: 3000.5 ms  statement: SELECT 1'),
    ]);
    expect(read).not.toHaveBeenCalled();
  });

  it('is found for the slowest, with few calls, if the sessions wrote too much', async () => {
    const written = Array.from({ length: 20 }, (_, index) => [
      ...Array.from({ length: 10 }, (_item, other) =>
        log(3_600 - index * 60 + 20, `statement: SELECT ${other}`),
      ),
      log(3_600 - index * 60, `statement: SELECT slow ${index}`),
      log(3_590 - index * 60, `duration: ${10_000.5 + index / 100} ms`),
    ]).flat();
    const { statements, read } = await find(written, { most: 30 });
    expect(read).toHaveBeenCalledTimes(4);
    // The first call has the newest, and each other call one more.
    expect(statements.filter(Boolean)).toEqual(
      [19, 18, 17, 16, 15, 14]
        .slice(0, statements.filter(Boolean).length)
        .map(index => `SELECT slow ${index}`),
    );
    expect(statements.filter(Boolean).length).toBeGreaterThanOrEqual(5);
  });

  it('is asked for with a pattern that CloudWatch Logs accepts, for any number of processes', async () => {
    const written = Array.from({ length: 200 }, (_, index) => [
      log(9, `statement: SELECT ${index}`, session(4_000_000 + index)),
      log(5, 'duration: 4000.5 ms', session(4_000_000 + index)),
    ]).flat();
    const { statements, read } = await find(written);
    expect(new Set(statements).size).toBe(200);
    for (const [, { pattern = '' }] of read.mock.calls) {
      expect(pattern.length).toBeLessThanOrEqual(1_024);
    }
  });

  it('is not read before the first line of the database', async () => {
    const { read } = await find([{ ...log(86_399, 'duration: 1000.5 ms') }]);
    expect(read.mock.calls[0]?.[1].from).toBe(earliest);
  });

  it('is missing if AWS gives no answer', async () => {
    const failure = new AwsUnavailableError(
      createMessage('error.awsPermission', {
        action: 'logs:FilterLogEvents',
        accountId: environment.accountId,
        environment: 'prod',
        region: environment.region,
        answer: 'Rate exceeded',
      }),
      'throttled',
      environment.accountId,
    );
    const { statements } = await find(
      [log(5, 'statement: SELECT 1'), log(2, 'duration: 3000.5 ms')],
      { failure },
    );
    expect(statements).toEqual([undefined]);
  });
});
