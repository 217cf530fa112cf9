import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { InstanceLoad, LoadValues } from '../../ports/LoadReader';
import type { InstanceReading } from '../LoadReading';
import type { CauseSubject } from './CauseSubject';
import { explainReasons } from './explainReasons';
import { findCause } from './findCause';

const minuteMs = 60_000;
const start = Date.parse('2026-11-23T05:00:00Z');
/** The load is known from 05:00 on. The reason is about 05:02 to 05:04. */
const times = [0, 1, 2, 3, 4].map(minute => start + minute * minuteMs);
const minutes = times.slice(-3);

/** A value for each minute, or the same for all. */
type Values = number | LoadValues;
const valuesOf = (own: Values): LoadValues =>
  typeof own === 'number' ? times.map(() => own) : own;

interface TestLoad {
  waits?: Record<string, Values>;
  statements?: Record<string, Values>;
  /** What statements consisted of. */
  partitions?: Record<string, Record<string, number>>;
  counters?: { [name in keyof InstanceLoad['counters']]: Values };
  readAt?: number;
}

const waitOf = (name: string) => ({ name, type: name.replace(/:.*/, '') });

function instance(
  { waits = {}, statements = {}, partitions, counters = {}, readAt }: TestLoad,
  instanceId = 'writer',
): InstanceReading {
  return {
    instanceId,
    readAt: new Date(readAt ?? start + 5 * minuteMs),
    load: {
      times,
      waits: Object.entries(waits).map(([name, own]) => ({
        ...waitOf(name),
        sessions: valuesOf(own),
      })),
      statements: Object.entries(statements).map(([text, own]) => ({
        id: text,
        text,
        sessions: valuesOf(own),
      })),
      counters: Object.fromEntries(
        Object.entries(counters).map(([name, own]) => [name, valuesOf(own)]),
      ),
    },
    ...(partitions && {
      statements: Object.entries(partitions).map(([text, own]) => ({
        id: text,
        text,
        sessions: Object.values(own).reduce((sum, value) => sum + value, 0),
        waits: Object.entries(own).map(([name, sessions]) => ({
          ...waitOf(name),
          sessions,
        })),
      })),
    }),
  };
}

const writerOnly = [
  { id: 'writer', role: 'writer' as const, pendingReboot: false },
];
const both = [
  ...writerOnly,
  { id: 'reader', role: 'reader' as const, pendingReboot: false },
];

const scan = 'SELECT count(*) FROM orders WHERE note LIKE ?';
const update = 'UPDATE accounts SET balance = balance + ? WHERE id = ?';
const many = (count: number, sessions: Values) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `SELECT ? FROM table_${index}`,
      sessions,
    ]),
  );

interface Row extends TestLoad {
  title: string;
  about: CauseSubject['about'];
  connections?: number;
  cause: string | undefined;
}

const aboutCpu: Row[] = [
  {
    title: 'one heavy scan on the CPU',
    about: 'cpu',
    waits: { CPU: 3.4, 'IO:DataFileRead': 0.4, 'Client:ClientRead': 0.2 },
    statements: { [scan]: 3.55, [update]: 0.2 },
    cause: `89% of the load: ${scan}`,
  },
  {
    title: 'a scan that reads as much as it computes',
    about: 'cpu',
    waits: { CPU: 1.4, 'IO:DataFileRead': 1.5 },
    statements: { [scan]: 2.8 },
    cause: `97% of the load: ${scan}`,
  },
  {
    title: 'a scan at the maximum of the capacity',
    about: 'capacity',
    waits: { CPU: 2 },
    statements: { [scan]: 1.42, [update]: 0.3 },
    cause: `71% of the load: ${scan}`,
  },
  {
    title: 'two statements that share the CPU',
    about: 'cpu',
    waits: { CPU: 4 },
    statements: { [scan]: 1.9, [update]: 1.8, ...many(3, 0.1) },
    cause: `93% of the load: SELECT count(*) FROM orders WHERE note LIKE ?; UPDATE accounts SET balance = balance + ? WHERE i…`,
  },
  {
    title: 'many statements of which none stands out',
    about: 'cpu',
    waits: { CPU: 4 },
    statements: many(10, 0.4),
    cause: undefined,
  },
  {
    title: 'four statements with the same load',
    about: 'cpu',
    waits: { CPU: 4 },
    statements: many(4, 1),
    cause: undefined,
  },
  {
    title: 'many statements that contend for a structure in memory',
    about: 'cpu',
    waits: { CPU: 4, 'LWLock:BufferMapping': 5, 'LWLock:ProcArray': 1 },
    statements: many(10, 1),
    cause: '50% of the load waits for LWLock:BufferMapping',
  },
  {
    title: 'a scan beside sessions that wait for a lock',
    about: 'cpu',
    waits: { CPU: 2, 'Lock:transactionid': 38 },
    statements: { [update]: 38.2, [scan]: 1.8 },
    partitions: {
      [update]: { 'Lock:transactionid': 38, CPU: 0.2 },
      [scan]: { CPU: 1.8 },
    },
    cause: `90% of the load on the CPU: ${scan}`,
  },
  {
    title:
      'a scan beside sessions that wait, if nothing tells who uses the CPU',
    about: 'cpu',
    waits: { CPU: 2, 'Lock:transactionid': 38 },
    statements: { [update]: 38.2, [scan]: 1.8 },
    cause: undefined,
  },
  {
    title: 'sessions that wait for their clients, which use no CPU',
    about: 'cpu',
    waits: { CPU: 0.2, 'Client:ClientRead': 9 },
    statements: { 'COPY orders FROM STDIN': 9, ...many(4, 0.05) },
    partitions: { 'COPY orders FROM STDIN': { 'Client:ClientRead': 9 } },
    cause: undefined,
  },
  {
    title: 'a statement that ended before the minutes of the reason',
    about: 'cpu',
    waits: { CPU: [4, 4, 0.2, 0.2, 0.2] },
    statements: {
      [scan]: [4, 4, 0, 0, 0],
      ...many(4, [0, 0, 0.05, 0.05, 0.05]),
    },
    cause: undefined,
  },
  {
    title: 'a load that is not known of the minutes of the reason',
    about: 'cpu',
    waits: { CPU: [4, 4, null, null, null] },
    statements: { [scan]: [4, 4, null, null, null] },
    cause: undefined,
  },
  {
    title: 'a load of which the newest minute is not known yet',
    about: 'cpu',
    waits: { CPU: [0, 0, 4, 4, null] },
    statements: { [scan]: [0, 0, 4, 4, null] },
    cause: `100% of the load: ${scan}`,
  },
  {
    title: 'a load whose newest minute was not over',
    about: 'cpu',
    waits: { CPU: [0, 0, 4, 4, 4] },
    statements: { [scan]: [0, 0, 4, 4, 0.1], [update]: [0, 0, 0, 0, 3.9] },
    readAt: start + 4.5 * minuteMs,
    cause: `100% of the load: ${scan}`,
  },
  { title: 'no load', about: 'cpu', cause: undefined },
];

const aboutConnections: Row[] = [
  ...['Lock:transactionid', 'Lock:tuple', 'Lock:relation', 'Lock:advisory'].map(
    (wait): Row => ({
      title: `sessions in ${wait}`,
      about: 'connections',
      connections: 42,
      waits: { [wait]: [0, 20, 30, 37, 38.4], CPU: 0.2 },
      statements: { [update]: [0, 20, 30, 37, 38.4] },
      counters: { idle: 2 },
      cause: `38 sessions wait for a lock: ${update}`,
    }),
  ),
  {
    title: 'a lock that different statements wait for',
    about: 'connections',
    connections: 42,
    waits: { 'Lock:transactionid': 30, 'Lock:tuple': 10 },
    statements: many(10, 4),
    cause: '40 sessions wait for a lock',
  },
  {
    title: 'a lock beside the idle connections of a pool',
    about: 'connections',
    connections: 140,
    waits: { 'Lock:transactionid': 39.6 },
    statements: { [update]: 39.6 },
    counters: { idle: 99, idleInTransaction: 1 },
    cause: `40 sessions wait for a lock: ${update} – 99 of 140 connections are idle: an application keeps connections open that it does not use`,
  },
  {
    title: 'a lock that was released in the newest minute',
    about: 'connections',
    connections: 60,
    waits: { 'Lock:transactionid': [0, 40, 40, 40, 0], CPU: 1 },
    statements: { [update]: [0, 40, 40, 40, 0.5] },
    counters: { idle: 10 },
    cause: undefined,
  },
  {
    title: 'connections that leak, of which two wait for a lock',
    about: 'connections',
    connections: 140,
    waits: { 'Lock:transactionid': 2 },
    statements: { [update]: 2 },
    counters: { idle: 137.6 },
    cause:
      '138 of 140 connections are idle: an application keeps connections open that it does not use',
  },
  {
    title: 'connections that leak, many of them within a transaction',
    about: 'connections',
    connections: 140,
    counters: {
      idle: 100,
      idleInTransaction: 38,
      idleInTransactionSeconds: 205,
    },
    cause:
      '38 of 140 connections are idle in a transaction, one of them for 3 min – 100 of 140 connections are idle: an application keeps connections open that it does not use',
  },
  {
    title: 'connections that all stay in a transaction',
    about: 'connections',
    connections: 140,
    counters: { idle: 2, idleInTransaction: 138, idleInTransactionSeconds: 40 },
    cause: '138 of 140 connections are idle in a transaction',
  },
  {
    title: 'idle connections, by a number that CloudWatch does not have yet',
    about: 'connections',
    connections: 130,
    counters: { idle: 135 },
    cause:
      '135 of 135 connections are idle: an application keeps connections open that it does not use',
  },
  {
    title: 'a slow statement of most sessions',
    about: 'connections',
    connections: 140,
    waits: { CPU: 90, 'IO:DataFileRead': 40 },
    statements: { [scan]: 125 },
    counters: { idle: 8 },
    cause: `96% of the load: ${scan}`,
  },
  {
    title: 'contention of most sessions',
    about: 'connections',
    connections: 140,
    waits: { 'LWLock:WALInsert': 90, CPU: 40 },
    statements: { 'INSERT INTO events VALUES (?)': 129 },
    counters: { idle: 8 },
    cause:
      '69% of the load waits for LWLock:WALInsert, most of it in: INSERT INTO events VALUES (?)',
  },
  {
    title: 'sessions that wait for their clients',
    about: 'connections',
    connections: 140,
    waits: { 'Client:ClientRead': 120 },
    statements: { 'COPY orders FROM STDIN': 119 },
    counters: { idle: 8 },
    cause:
      '100% of the load waits for Client:ClientRead, most of it in: COPY orders FROM STDIN',
  },
  {
    title: 'commits of many sessions',
    about: 'connections',
    connections: 140,
    waits: { 'IO:XactSync': 110, CPU: 10 },
    statements: { COMMIT: 100, [update]: 15 },
    cause: '92% of the load waits for IO:XactSync, most of it in: COMMIT',
  },
  {
    title: 'connections of which the counters tell nothing',
    about: 'connections',
    connections: 140,
    waits: { CPU: 2 },
    statements: { [scan]: 2 },
    cause: undefined,
  },
];

const aboutLatency: Row[] = [
  {
    title: 'reads of a scan',
    about: 'readLatency',
    waits: { 'IO:DataFileRead': 6.2, CPU: 3.8 },
    statements: { [scan]: 9.5 },
    cause: `62% of the load waits for IO:DataFileRead, most of it in: ${scan}`,
  },
  {
    title: 'reads beside a statement that only computes',
    about: 'readLatency',
    waits: { 'IO:DataFileRead': 3, CPU: 7 },
    statements: { [update]: 7, [scan]: 3 },
    partitions: { [update]: { CPU: 7 }, [scan]: { 'IO:DataFileRead': 3 } },
    cause: `30% of the load waits for IO:DataFileRead, most of it in: ${scan}`,
  },
  {
    title: 'reads of many statements',
    about: 'readLatency',
    waits: { 'IO:DataFileRead': 6, CPU: 4 },
    statements: many(10, 1),
    cause: '60% of the load waits for IO:DataFileRead',
  },
  {
    title: 'reads while a statement uses the CPU',
    about: 'readLatency',
    waits: { CPU: 9.5, 'IO:DataFileRead': 0.5 },
    statements: { [scan]: 9.8 },
    cause: undefined,
  },
  {
    title: 'reads while commits wait',
    about: 'readLatency',
    waits: { 'IO:XactSync': 8, 'IO:DataFileRead': 0.2 },
    statements: { COMMIT: 8 },
    cause: undefined,
  },
  {
    title: 'writes while commits wait',
    about: 'writeLatency',
    waits: { 'IO:XactSync': 8, 'LWLock:WALWrite': 1, CPU: 1 },
    statements: { COMMIT: 8.5, [update]: 1.5 },
    cause: '80% of the load waits for IO:XactSync, most of it in: COMMIT',
  },
  {
    title: 'writes while a scan reads',
    about: 'writeLatency',
    waits: { 'IO:DataFileRead': 8, CPU: 2 },
    statements: { [scan]: 10 },
    cause: undefined,
  },
];

describe.each<[string, Row[]]>([
  ['CPU and capacity', aboutCpu],
  ['connections', aboutConnections],
  ['latency', aboutLatency],
])('the cause of %s', (_, rows) => {
  it.each(rows)(
    'with $title: $cause',
    ({ about, connections, cause, ...load }) => {
      const found = findCause(
        { about, minutes, ...(connections && { connections }) },
        [instance(load)],
        writerOnly,
      );
      expect(found?.text).toBe(cause);
    },
  );
});

describe('the cause in a cluster with a reader', () => {
  const busy = { waits: { CPU: 4 }, statements: { [scan]: 4 } };
  const calm = { waits: { CPU: 1 }, statements: { [update]: 1 } };

  it('is that of the instance that uses more CPU', () => {
    expect(
      findCause(
        { about: 'cpu', minutes },
        [instance(calm), instance(busy, 'reader')],
        both,
      )?.text,
    ).toBe(`On reader: 100% of the load: ${scan}`);
  });

  it('is that of the instance that has more connections', () => {
    expect(
      findCause(
        { about: 'connections', minutes, connections: 140 },
        [
          instance({ ...busy, counters: { idle: 20 } }),
          instance({ counters: { idle: 138 } }, 'reader'),
        ],
        both,
      )?.text,
    ).toMatch('On reader: 138 of 140 connections are idle');
  });

  it('is that of the writer if latency is the problem', () => {
    const reads = {
      waits: { 'IO:DataFileRead': 9 },
      statements: { [scan]: 9 },
    };
    expect(
      findCause(
        { about: 'readLatency', minutes },
        [instance(calm), instance(reads, 'reader')],
        both,
      ),
    ).toBeUndefined();
    expect(
      findCause({ about: 'readLatency', minutes }, [instance(reads)], both)
        ?.text,
    ).toMatch('On writer: 100% of the load waits for IO:DataFileRead');
  });

  it('is unknown while the load of one instance is, which may be the one with the problem', () => {
    expect(
      findCause({ about: 'cpu', minutes }, [instance(busy)], both),
    ).toBeUndefined();
  });
});

describe('alarms of several instances', () => {
  it('have one cause, which the first of their reasons says', () => {
    const of = (alarm: string) =>
      createMessage('health.cpuAlarmNamed', {
        alarm,
        since: '2026-11-23T05:00:00Z',
        severity: 'warning',
        condition: createMessage('health.conditionAboveBand', {
          metric: 'CPUUtilization',
        }),
      });
    const explained = explainReasons(
      [of('reader-cpu'), of('writer-cpu')],
      new Map([['health.cpuAlarmNamed', { about: 'cpu', minutes }]]),
      [instance({ waits: { CPU: 4 }, statements: { [scan]: 4 } })],
      writerOnly,
    );
    expect(explained.map(({ cause }) => cause?.text)).toEqual([
      `100% of the load: ${scan}`,
      undefined,
    ]);
  });
});
