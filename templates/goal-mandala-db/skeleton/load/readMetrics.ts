import {
  GetMetricDataCommand,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import { pause } from './pause.ts';

/** CloudWatch keeps RDS's values by the minute, in milliseconds. */
const periodMs = 60_000;
/** Time between two looks for the last minute, in milliseconds. */
const lookEveryMs = 10_000;

/** The highest value of the instances, latencies of the writer alone. */
const queries = {
  capacity: ['ServerlessDatabaseCapacity', 'Maximum', []],
  connections: ['DatabaseConnections', 'Maximum', []],
  cpu: ['CPUUtilization', 'Maximum', []],
  readLatency: ['ReadLatency', 'Average', [{ Name: 'Role', Value: 'WRITER' }]],
  writeLatency: [
    'WriteLatency',
    'Average',
    [{ Name: 'Role', Value: 'WRITER' }],
  ],
} as const;

/** The value of the minute that begins at a time (ISO 8601). */
export interface MetricPoint {
  at: string;
  value: number;
}

/** ACU, connections, percent of the maximum capacity, seconds. A minute without a value is absent. */
export type Metrics = Record<keyof typeof queries, MetricPoint[]>;

/**
 * Reads CloudWatch's values of a cluster between two times.
 *
 * @param waitMs - longest wait for the last minute, which CloudWatch has a minute or two later
 */
export async function readMetrics(
  cloudwatch: CloudWatchClient,
  span: { cluster: string; from: Date; to: Date },
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
): Promise<Metrics> {
  const until = Date.now() + waitMs;
  const lastMinute = minuteOf(span.to.getTime()).toISOString();
  for (;;) {
    const metrics = await readOnce(cloudwatch, span);
    const isThere = (metrics.capacity.at(-1)?.at ?? '') >= lastMinute;
    const wait = Math.min(until - Date.now(), lookEveryMs);
    if (isThere || wait <= 0 || !(await pause(wait, signal))) {
      return metrics;
    }
  }
}

async function readOnce(
  cloudwatch: CloudWatchClient,
  { cluster, from, to }: { cluster: string; from: Date; to: Date },
): Promise<Metrics> {
  // One answer has 100,800 values: all minutes of two weeks.
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: minuteOf(from.getTime()),
      EndTime: minuteOf(to.getTime() + periodMs - 1),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: Object.entries(queries).map(
        ([Id, [MetricName, Stat, more]]) => ({
          Id,
          MetricStat: {
            Period: periodMs / 1000,
            Stat,
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName,
              Dimensions: [
                { Name: 'DBClusterIdentifier', Value: cluster },
                ...more,
              ],
            },
          },
        }),
      ),
    }),
  );
  const pointsOf = (name: keyof Metrics) => {
    const found = MetricDataResults.find(({ Id }) => Id === name);
    return (found?.Timestamps ?? []).flatMap((at, index) => {
      const value = found?.Values?.[index];
      return value === undefined ? [] : [{ at: at.toISOString(), value }];
    });
  };
  return {
    capacity: pointsOf('capacity'),
    connections: pointsOf('connections'),
    cpu: pointsOf('cpu'),
    readLatency: pointsOf('readLatency'),
    writeLatency: pointsOf('writeLatency'),
  };
}

function minuteOf(time: number): Date {
  return new Date(Math.floor(time / periodMs) * periodMs);
}
