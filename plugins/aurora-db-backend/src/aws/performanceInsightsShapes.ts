import type {
  DataPoint,
  DescribeDimensionKeysResponse,
  DimensionKeyDescription,
  MetricKeyDataPoints,
} from '@aws-sdk/client-pi';
import type {
  InstanceLoad,
  LoadValues,
  LoadWindow,
  StatementLoad,
  TokenizedStatement,
  ValuedStatement,
  WaitEvent,
} from '../ports/LoadReader';

/** Names of ours, and of Performance Insights. */
type Metrics<K extends string> = ReadonlyArray<readonly [K, string]>;

/** Average active sessions. */
export const loadMetric = 'db.load.avg';

/** Groups of dimensions. */
export const groups = {
  waitEvent: 'db.wait_event',
  tokenized: 'db.sql_tokenized',
  /** Statements with their values. */
  valued: 'db.sql',
} as const;

/**
 * Counters of an instance. Source: Aurora user guide, "Detailed database metrics". The time is in
 * seconds.
 */
export const instanceCounters: Metrics<keyof InstanceLoad['counters']> = [
  ['vcpus', 'os.general.numVCPUs.avg'],
  ['idle', 'db.state.idle_count.avg'],
  ['idleInTransaction', 'db.state.idle_in_transaction_count.avg'],
  ['idleInTransactionSeconds', 'db.state.idle_in_transaction_max_time.avg'],
];

/**
 * Statistics of tokenized statements. Source: Aurora user guide, "SQL statistics for Aurora
 * PostgreSQL". The latency is in milliseconds.
 */
export const statementStatistics: Metrics<
  'callsPerSecond' | 'averageLatencyMs' | 'rowsPerCall'
> = [
  ['callsPerSecond', 'db.sql_tokenized.stats.calls_per_sec.avg'],
  ['averageLatencyMs', 'db.sql_tokenized.stats.avg_latency_per_call.avg'],
  ['rowsPerCall', 'db.sql_tokenized.stats.rows_per_call.avg'],
];

/** Performance Insights cuts texts at this number of bytes. */
const maxTextBytes = 500;
/** A cut text may end before a character that would exceed the limit. */
const longestCharacter = 4;

type Dimensions = Record<string, string>;

/** Converts the answer of GetResourceMetrics. */
export function toInstanceLoad(
  metrics: MetricKeyDataPoints[],
  { startMs, endMs, periodMs }: LoadWindow,
): InstanceLoad {
  const times = Array.from(
    { length: Math.ceil((endMs - startMs) / periodMs) },
    (_, slot) => startMs + slot * periodMs,
  );
  const grouped = (dimension: string) =>
    metrics.flatMap(({ Key, DataPoints }) =>
      Key?.Metric === loadMetric && Key.Dimensions?.[dimension] !== undefined
        ? [
            {
              dimensions: Key.Dimensions,
              sessions: alignedTo(times, DataPoints),
            },
          ]
        : [],
    );
  const seriesOf = (metric: string) => {
    const found = metrics.find(
      ({ Key }) => Key?.Metric === metric && !Key.Dimensions,
    );
    return found && alignedTo(times, found.DataPoints);
  };
  const total = seriesOf(loadMetric);
  return {
    times,
    ...(total && { total }),
    waits: grouped('db.wait_event.name').map(({ dimensions, sessions }) => ({
      ...toWaitEvent(dimensions),
      sessions,
    })),
    statements: grouped('db.sql_tokenized.id').map(
      ({ dimensions, sessions }) => ({ ...toStatement(dimensions), sessions }),
    ),
    valued: grouped('db.sql.id').map(({ dimensions, sessions }) =>
      toValuedStatement(
        dimensions,
        dimensions['db.sql.tokenized_id'] ?? '',
        averageOf(sessions),
      ),
    ),
    counters: withValues(instanceCounters, seriesOf),
  };
}

/** Converts the answer of DescribeDimensionKeys for tokenized statements. */
export function toStatementLoads({
  Keys = [],
  PartitionKeys = [],
}: DescribeDimensionKeysResponse): StatementLoad[] {
  const partitions = PartitionKeys.map(key =>
    toWaitEvent(key.Dimensions ?? {}),
  );
  return Keys.map(
    ({
      Dimensions = {},
      Total = 0,
      AdditionalMetrics = {},
      Partitions = [],
    }) => ({
      ...toStatement(Dimensions),
      sessions: Total,
      // The values of a key are in the order of the answer's partition keys.
      waits: partitions
        .map((wait, index) => ({ ...wait, sessions: Partitions[index] ?? 0 }))
        .filter(({ sessions }) => sessions > 0),
      ...withValues(statementStatistics, metric => {
        const value = AdditionalMetrics[metric];
        return Number.isFinite(value) ? value : undefined;
      }),
    }),
  );
}

/** Converts the answer of DescribeDimensionKeys for the statements behind a tokenized one. */
export function toValuedStatements(
  keys: DimensionKeyDescription[],
  statementId: string,
): ValuedStatement[] {
  return keys.map(({ Dimensions = {}, Total = 0 }) =>
    toValuedStatement(Dimensions, statementId, Total),
  );
}

function toWaitEvent(dimensions: Dimensions): WaitEvent {
  return {
    name: dimensions['db.wait_event.name'] ?? '',
    type: dimensions['db.wait_event.type'] ?? '',
  };
}

function toStatement(dimensions: Dimensions): TokenizedStatement {
  const text = dimensions['db.sql_tokenized.statement'] ?? '';
  return {
    id: dimensions['db.sql_tokenized.id'] ?? '',
    text,
    ...(isCut(text) && { isCut: true }),
  };
}

function toValuedStatement(
  dimensions: Dimensions,
  statementId: string,
  sessions: number,
): ValuedStatement {
  const text = dimensions['db.sql.statement'] ?? '';
  return {
    id: dimensions['db.sql.id'] ?? '',
    statementId,
    text,
    isCut: isCut(text),
    sessions,
  };
}

function isCut(text: string): boolean {
  return Buffer.byteLength(text) > maxTextBytes - longestCharacter;
}

/** The values of the metrics that have one. */
function withValues<K extends string, V>(
  metrics: Metrics<K>,
  valueOf: (metric: string) => V | undefined,
): Partial<Record<K, V>> {
  const found: Partial<Record<K, V>> = {};
  for (const [name, metric] of metrics) {
    const value = valueOf(metric);
    if (value !== undefined) {
      found[name] = value;
    }
  }
  return found;
}

function averageOf(values: LoadValues): number {
  const known = values.filter(value => value !== null);
  return known.length === 0
    ? 0
    : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** A datapoint without a number is a gap. */
function alignedTo(times: number[], points: DataPoint[] = []): LoadValues {
  const values = new Map(
    points.map(({ Timestamp, Value }) => [Timestamp?.getTime(), Value]),
  );
  return times.map(at => {
    const value = values.get(at);
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}
