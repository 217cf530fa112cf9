import { statementCounters } from '../../service/InsightsInstance';

/** The statistics of a statement over a time. */
interface StatementSum {
  seconds: number;
  /** In the order of `statementCounters`. */
  counters: readonly number[];
}

interface StatementMetric {
  description: string;
  unit: string;
  /** Undefined if there were no calls. */
  of(sum: StatementSum): number | undefined;
}

type Counter = (typeof statementCounters)[number];

/** The prefix of the metrics of tokenized statements. */
export const statementPrefix = 'db.sql_tokenized.stats.';

function perSecond(
  counter: Counter,
  description: string,
  unit: string,
  scale = 1,
): StatementMetric {
  return {
    description: `${description} per second`,
    unit,
    of: ({ seconds, counters }) =>
      seconds > 0 ? (valueOf(counters, counter) * scale) / seconds : undefined,
  };
}

function perCall(
  counter: Counter,
  description: string,
  unit: string,
): StatementMetric {
  return {
    description: `${description} per call`,
    unit,
    of({ counters }) {
      const calls = valueOf(counters, 'calls');
      return calls > 0 ? valueOf(counters, counter) / calls : undefined;
    },
  };
}

function valueOf(counters: readonly number[], counter: Counter): number {
  return counters[statementCounters.indexOf(counter)] ?? 0;
}

const blocks: ReadonlyArray<[Counter, string]> = [
  ['shared_blks_hit', 'Block hits'],
  ['shared_blks_read', 'Block reads'],
  ['shared_blks_dirtied', 'Blocks dirtied'],
  ['shared_blks_written', 'Block writes'],
  ['local_blks_hit', 'Local block hits'],
  ['local_blks_read', 'Local block reads'],
  ['local_blks_dirtied', 'Local blocks dirtied'],
  ['local_blks_written', 'Local block writes'],
  ['temp_blks_read', 'Temporary reads'],
  ['temp_blks_written', 'Temporary writes'],
];

/** Sessions that are busy with it on average: milliseconds per second / 1000. */
const sessionsPerMs = 0.001;

/**
 * The metrics of tokenized statements, without prefix and statistic. Source: RDS's documentation of
 * SQL statistics for Aurora PostgreSQL.
 */
export const statementMetrics: ReadonlyMap<string, StatementMetric> = new Map([
  ['calls_per_sec', perSecond('calls', 'Calls', 'Calls')],
  ['rows_per_sec', perSecond('rows', 'Rows', 'Rows')],
  [
    'total_time_per_sec',
    perSecond(
      'total_exec_time',
      'Average active executions',
      'Average Active Executions',
      sessionsPerMs,
    ),
  ],
  [
    'blk_read_time_per_sec',
    perSecond(
      'blk_read_time',
      'Average concurrent reads',
      'Average Concurrent Reads',
      sessionsPerMs,
    ),
  ],
  [
    'blk_write_time_per_sec',
    perSecond(
      'blk_write_time',
      'Average concurrent writes',
      'Average Concurrent Writes',
      sessionsPerMs,
    ),
  ],
  [
    'avg_latency_per_call',
    perCall('total_exec_time', 'Average latency', 'Milliseconds'),
  ],
  ['rows_per_call', perCall('rows', 'Rows', 'Rows')],
  [
    'blk_read_time_per_call',
    perCall('blk_read_time', 'Average read time', 'Milliseconds'),
  ],
  [
    'blk_write_time_per_call',
    perCall('blk_write_time', 'Average write time', 'Milliseconds'),
  ],
  ...blocks.flatMap(
    ([counter, description]): Array<[string, StatementMetric]> => [
      [`${counter}_per_sec`, perSecond(counter, description, 'Blocks')],
      [`${counter}_per_call`, perCall(counter, description, 'Blocks')],
    ],
  ),
]);
