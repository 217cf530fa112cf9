import { grouped, inMs } from './figures.ts';
import type { StepResult } from './StepMeasures.ts';

/** A column of the table of steps. */
export interface StepColumn {
  title: string;
  meaning: string;
  /** Left out of the short table of the terminal. */
  detail?: boolean;
  of: (step: StepResult) => string;
}

export const stepColumns: readonly StepColumn[] = [
  {
    title: 'clients',
    meaning: 'connections that were asked for',
    of: ({ clients }) => grouped(clients),
  },
  {
    title: 'held',
    meaning: 'most connections held at a time',
    of: ({ connections }) => grouped(connections.held),
  },
  {
    title: 'refused',
    meaning: 'times that the server had no connection free (53300)',
    of: ({ connections }) => grouped(connections.refused),
  },
  {
    title: 'gave up',
    meaning:
      'times that a client got no connection for as long as the application tries, also while clients were let in',
    of: ({ connections }) => grouped(connections.gaveUp),
  },
  {
    title: 'outside',
    meaning: 'clients still waiting for a connection when the step ended',
    detail: true,
    of: ({ connections }) => grouped(connections.outside),
  },
  {
    title: 'planned/s',
    meaning: 'requests that users made, a second',
    of: ({ requests, seconds }) => (requests.planned / seconds).toFixed(1),
  },
  {
    title: 'answered/s',
    meaning: 'requests that were answered within the step, a second',
    of: ({ requests }) => requests.perSecond.toFixed(1),
  },
  {
    title: 'failed',
    meaning: 'requests that ended with an error',
    of: ({ requests }) => grouped(requests.failed),
  },
  {
    title: 'unanswered',
    meaning: 'requests without an answer when the step ended',
    detail: true,
    of: ({ requests }) => grouped(requests.unanswered),
  },
  ...(['p50', 'p90', 'p95', 'p99', 'max'] as const).map(name => ({
    title: `${name} ms`,
    meaning: `response time from the planned moment on, waiting included (${name})`,
    of: ({ responseMs }: StepResult) => inMs(responseMs?.[name]),
  })),
  ...(['p50', 'p95', 'p99'] as const).map(name => ({
    title: `db ${name} ms`,
    meaning: `from the first statement sent to the last one answered (${name})`,
    detail: name !== 'p95',
    of: ({ databaseMs }: StepResult) => inMs(databaseMs?.[name]),
  })),
  {
    title: 'connected',
    meaning: 'connections that were made',
    detail: true,
    of: ({ connections }) => grouped(connections.made),
  },
  ...(['p50', 'p99', 'max'] as const).map(name => ({
    title: `connect ${name} ms`,
    meaning: `time to connect and log in, of those let in at once (${name})`,
    detail: name !== 'p99',
    of: ({ connections }: StepResult) => inMs(connections.connectMs?.[name]),
  })),
  ...(['p50', 'max'] as const).map(name => ({
    title: `wait ${name} ms`,
    meaning: `time until those got in that were refused first (${name})`,
    detail: name !== 'max',
    of: ({ connections }: StepResult) => inMs(connections.waitMs?.[name]),
  })),
  {
    title: 'busy',
    meaning:
      'share of the time that the load test itself was at work or waited for a processor',
    of: ({ busy }) => `${Math.round(100 * busy)}%`,
  },
  {
    title: 'processors',
    meaning: 'how many processors the load test itself took',
    detail: true,
    of: ({ processors }) => processors.toFixed(2),
  },
];
