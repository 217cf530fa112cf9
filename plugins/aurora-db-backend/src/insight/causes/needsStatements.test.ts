import type { InstanceReading } from '../LoadReading';
import { needsStatements } from './needsStatements';

const minuteMs = 60_000;
const start = Date.parse('2026-11-23T05:00:00Z');
const minutes = [0, 1, 2].map(minute => start + minute * minuteMs);
const members = [
  { id: 'writer', role: 'writer' as const, pendingReboot: false },
];

/** The load of three minutes, in average active sessions. */
function instance(
  waits: Record<string, number>,
  statements: Record<string, number>,
): InstanceReading {
  const series = (sessions: number) => minutes.map(() => sessions);
  return {
    instanceId: 'writer',
    readAt: new Date(start + 3 * minuteMs),
    load: {
      times: minutes,
      waits: Object.entries(waits).map(([name, sessions]) => ({
        name,
        type: name.replace(/:.*/, ''),
        sessions: series(sessions),
      })),
      statements: Object.entries(statements).map(([text, sessions]) => ({
        id: text,
        text,
        sessions: series(sessions),
      })),
      counters: {},
    },
  };
}

const scan = { 'SELECT count(*) FROM orders': 9.5 };
const two = { 'SELECT ? FROM a': 5, 'SELECT ? FROM b': 5 };

describe('the waits of each statement', () => {
  it.each<
    [
      string,
      'cpu' | 'connections' | 'readLatency',
      Record<string, number>,
      Record<string, number>,
      boolean,
    ]
  >([
    ['a statement has most of the load', 'cpu', { CPU: 9.8 }, scan, false],
    [
      'a statement has most of the reads',
      'readLatency',
      { 'IO:DataFileRead': 8, CPU: 2 },
      scan,
      false,
    ],
    [
      'either of two statements may use the CPU',
      'cpu',
      { CPU: 5, 'Lock:tuple': 5 },
      two,
      true,
    ],
    [
      'either of two statements may read',
      'readLatency',
      { 'IO:DataFileRead': 5, CPU: 5 },
      two,
      true,
    ],
    [
      'either of two statements may wait for locks',
      'connections',
      { 'Lock:tuple': 40, CPU: 40 },
      { 'SELECT ? FROM a': 40, 'SELECT ? FROM b': 40 },
      true,
    ],
  ])('if %s', (_, about, waits, statements, isNeeded) => {
    const load = instance(waits, statements);
    expect(needsStatements([{ about, minutes }], [load], members)).toBe(
      isNeeded,
    );
    // What was read before does not change it. Otherwise it would be read every other time.
    const read = Object.keys(statements).map((text, at) => ({
      id: text,
      text,
      sessions: 5,
      waits: [
        { name: Object.keys(waits)[at] ?? 'CPU', type: 'CPU', sessions: 5 },
      ],
    }));
    expect(
      needsStatements(
        [{ about, minutes }],
        [{ ...load, statements: read }],
        members,
      ),
    ).toBe(isNeeded);
  });

  it('tell nothing of minutes that the load lacks', () => {
    const later = minutes.map(at => at + 3 * minuteMs);
    expect(
      needsStatements(
        [{ about: 'cpu', minutes: later }],
        [instance({ CPU: 5 }, two)],
        members,
      ),
    ).toBe(false);
  });
});
