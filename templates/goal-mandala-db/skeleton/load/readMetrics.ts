import {
  GetMetricDataCommand,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import { pause } from './pause.ts';

/** CloudWatch keeps RDS's values by the minute, in milliseconds. */
const periodMs = 60_000;
/** Time between two looks for the last minute, in milliseconds. */
const lookEveryMs = 10_000;

/** The highest value of the cluster's instances: ACU, connections, percent of the maximum capacity. */
const queries = {
  capacity: 'ServerlessDatabaseCapacity',
  connections: 'DatabaseConnections',
  cpu: 'CPUUtilization',
} as const;

export const metricNames = ['capacity', 'connections', 'cpu'] as const;

/** The values of the minutes that begin at a time (ISO 8601). A minute without a value is absent. */
export type Metrics = Record<
  keyof typeof queries,
  { at: string; value: number }[]
>;

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
      MetricDataQueries: metricNames.map(Id => ({
        Id,
        MetricStat: {
          Period: periodMs / 1000,
          Stat: 'Maximum',
          Metric: {
            Namespace: 'AWS/RDS',
            MetricName: queries[Id],
            Dimensions: [{ Name: 'DBClusterIdentifier', Value: cluster }],
          },
        },
      })),
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
  };
}

function minuteOf(time: number): Date {
  return new Date(Math.floor(time / periodMs) * periodMs);
}
