import type {
  Load,
  LoadStatement,
} from '@aurora-db/backstage-plugin-aurora-db-common';

const minuteInMs = 60_000;

/** A statement that waits for locks most of the time. */
export function testStatement(
  overrides: Partial<LoadStatement> = {},
): LoadStatement {
  return {
    id: 'A1',
    text: 'UPDATE accounts SET balance = balance - ? WHERE id = ?',
    load: 4,
    share: 0.71,
    waits: [
      { name: 'Lock:transactionid', kind: 'lock', load: 3 },
      { name: 'CPU', kind: 'cpu', load: 1 },
    ],
    callsPerSecond: 1_234.5,
    averageLatencyMs: 3.456,
    rowsPerCall: 1,
    points: [
      [0, 1],
      [minuteInMs, 3],
      [3 * minuteInMs, 6],
    ],
    ...overrides,
  };
}

/** The load of a database that waits for locks. One minute has no data. */
export function testLoad(overrides: Partial<Load> = {}): Load {
  return {
    asOf: new Date().toISOString(),
    capacity: 4,
    waits: [
      {
        name: 'Lock:transactionid',
        kind: 'lock',
        points: [
          [0, 0],
          [minuteInMs, 3],
          [3 * minuteInMs, 5],
        ],
      },
      {
        name: 'CPU',
        kind: 'cpu',
        points: [
          [0, 1],
          [minuteInMs, 0.5],
          [3 * minuteInMs, 1],
        ],
      },
      { name: 'IO:DataFileRead', kind: 'io', points: [[minuteInMs, 0.5]] },
    ],
    statements: [
      testStatement(),
      testStatement({
        id: 'B2',
        text: 'SELECT * FROM orders WHERE note LIKE ?',
        load: 1.5,
        share: 0.25,
        waits: [{ name: 'CPU', kind: 'cpu', load: 1.5 }],
        callsPerSecond: 0.5,
        averageLatencyMs: 2_500,
        rowsPerCall: undefined,
      }),
    ],
    ...overrides,
  };
}
