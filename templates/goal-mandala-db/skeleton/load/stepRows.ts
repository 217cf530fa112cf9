import { grouped, inMs } from './figures.ts';
import type { Percentiles, StepResult } from './StepMeasures.ts';

/** A row of the table of steps, with a cell for each step. */
export interface StepRow {
  title: string;
  meaning: string;
  cells: string[];
}

type Row = [title: string, of: (step: StepResult) => string, meaning: string];

const times = (
  names: (keyof Percentiles)[],
  title: string,
  of: (step: StepResult) => Percentiles | undefined,
  meaning: string,
): Row[] =>
  names.map(name => [
    `${title}${name} ms`,
    step => inMs(of(step)?.[name]),
    `${meaning} (${name})`,
  ]);

const rows: Row[] = [
  ['clients', s => grouped(s.clients), 'connections that were asked for'],
  ['held', s => grouped(s.connections.held), 'most of them at a time'],
  [
    'refused',
    s => grouped(s.connections.refused),
    'times that the server had no free connection (53300)',
  ],
  [
    'gave up',
    s => grouped(s.connections.gaveUp),
    'times that a client got no connection for as long as the application tries',
  ],
  [
    'outside',
    s => grouped(s.connections.outside),
    'clients without a connection when the step ended',
  ],
  [
    'planned/s',
    s => (s.requests.planned / s.seconds).toFixed(1),
    'requests that users made, a second',
  ],
  [
    'answered/s',
    s => s.requests.perSecond.toFixed(1),
    'requests that were answered within the step, a second',
  ],
  ['failed', s => grouped(s.requests.failed), 'requests with an error'],
  [
    'unanswered',
    s => grouped(s.requests.unanswered),
    'requests without an answer when the step ended',
  ],
  ...times(
    ['p50', 'p90', 'p95', 'p99', 'max'],
    '',
    s => s.responseMs,
    'response time from the planned moment on, with all the waiting',
  ),
  ...times(
    ['p50', 'p95', 'p99'],
    'db ',
    s => s.databaseMs,
    'from the first statement sent to the last one answered',
  ),
  ['connected', s => grouped(s.connections.made), 'connections made'],
  ...times(
    ['p50', 'p99', 'max'],
    'connect ',
    s => s.connections.connectMs,
    'connection and login of clients that were not refused',
  ),
  ...times(
    ['p50', 'max'],
    'wait ',
    s => s.connections.waitMs,
    'until clients that were refused got a connection',
  ),
  [
    'busy',
    s => `${Math.round(100 * s.busy)}%`,
    'share of the time that the load test itself worked or waited for a processor',
  ],
  ['processors', s => s.processors.toFixed(2), 'that the load test itself got'],
];

/** All figures of the steps, for the page and for the terminal. */
export function stepRows(steps: readonly StepResult[]): StepRow[] {
  const names = steps.flatMap(({ operations }) => Object.keys(operations));
  const ofOperations = [...new Set(names)].flatMap(name =>
    times(
      ['p50', 'p95', 'p99'],
      `${name} `,
      step => step.operations[name],
      'time in the database of these requests',
    ),
  );
  return [...rows, ...ofOperations].map(([title, of, meaning]) => ({
    title,
    meaning,
    cells: steps.map(of),
  }));
}
