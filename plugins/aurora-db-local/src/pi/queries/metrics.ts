import type { CounterValues, SampledCounter } from '../LoadRecord';
import { sampledCounters } from '../LoadRecord';
import { invalidArgument } from '../piErrors';
import { type CpuStatistic, cpuStatistics } from './cpuUtilization';
import { statementMetrics, statementPrefix } from './statementMetrics';

const descriptions: Readonly<
  Record<SampledCounter, { description: string; unit: string }>
> = {
  'os.general.numVCPUs': {
    description: 'The number of virtual CPUs at the maximum capacity',
    unit: 'vCPUs',
  },
  'db.User.max_connections': {
    description: 'The maximum number of connections',
    unit: 'Connections',
  },
  'db.User.numbackends': {
    description: 'The number of connected clients',
    unit: 'Connections',
  },
  'db.state.active_count': {
    description: 'The number of sessions in the state active',
    unit: 'Sessions',
  },
  'db.state.idle_count': {
    description: 'The number of sessions in the state idle',
    unit: 'Sessions',
  },
  'db.state.idle_in_transaction_count': {
    description: 'The number of sessions in the state idle in transaction',
    unit: 'Sessions',
  },
  'db.state.idle_in_transaction_aborted_count': {
    description:
      'The number of sessions in the state idle in transaction (aborted)',
    unit: 'Sessions',
  },
  'db.state.idle_in_transaction_max_time': {
    description:
      'The duration of the longest transaction whose session is idle',
    unit: 'Seconds',
  },
  'db.Transactions.blocked_transactions': {
    description: 'The number of transactions that wait for a lock',
    unit: 'Transactions',
  },
};

/** CloudWatch has its values. */
const cpuUtilization = 'os.cpuUtilization.total';

/** All metrics that can be queried, without statistic. */
export const availableMetrics: ReadonlyArray<{
  type: 'os' | 'db' | 'db.sql.stats' | 'db.sql_tokenized.stats';
  metric: string;
  description: string;
  unit: string;
}> = [
  ...sampledCounters.map(metric => ({
    type: metric.startsWith('os.') ? ('os' as const) : ('db' as const),
    metric,
    ...descriptions[metric],
  })),
  {
    type: 'os',
    metric: cpuUtilization,
    description: 'The percentage of the maximum capacity in use',
    unit: 'Percent',
  },
  {
    type: 'db',
    metric: 'db.load',
    description: 'The number of active sessions for the DB engine',
    unit: 'Average Active Sessions',
  },
  {
    type: 'db',
    metric: 'db.sampledload',
    description: 'The raw number of active sessions for the DB engine',
    unit: 'Average Active Sessions',
  },
  ...Array.from(statementMetrics, ([name, { description, unit }]) => ({
    type: 'db.sql_tokenized.stats' as const,
    metric: `${statementPrefix}${name}`,
    description,
    unit,
  })),
];

/** A metric with its statistic. */
type Metric =
  | { kind: 'load' }
  | { kind: 'cpu'; statistic: CpuStatistic }
  | { kind: 'statement'; name: string }
  | {
      kind: 'counter';
      counter: SampledCounter;
      statistic(values: CounterValues, samples: number): number;
    };

const statistics: Readonly<
  Record<string, (values: CounterValues, samples: number) => number>
> = {
  avg: ({ sum }, samples) => sum / samples,
  min: ({ minimum }) => minimum,
  max: ({ maximum }) => maximum,
  sum: ({ sum }) => sum,
};

export function metricOf(name: string): Metric {
  const [, base = '', statistic = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  const counter = sampledCounters.find(one => one === base);
  const known = Object.hasOwn(statistics, statistic)
    ? statistics[statistic]
    : undefined;
  if (counter && known) {
    return { kind: 'counter', counter, statistic: known };
  }
  const ofCpu = Object.entries(cpuStatistics).find(
    ([one]) => one === statistic,
  );
  if (base === cpuUtilization && ofCpu) {
    return { kind: 'cpu', statistic: ofCpu[1] };
  }
  if (isLoad(name)) {
    return { kind: 'load' };
  }
  const ofStatement = base.startsWith(statementPrefix)
    ? base.slice(statementPrefix.length)
    : '';
  if (statistic === 'avg' && statementMetrics.has(ofStatement)) {
    return { kind: 'statement', name: ofStatement };
  }
  throw invalidArgument(
    `The metric ${name} is not valid. A metric ends with its statistic, as in db.load.avg; ListAvailableResourceMetrics lists those that aurora-db-local has.`,
  );
}

/** Both are the same here, because every active session is read. */
export function isLoad(name: string): boolean {
  return name === 'db.load.avg' || name === 'db.sampledload.avg';
}
