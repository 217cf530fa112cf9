import { setTimeout as delay } from 'node:timers/promises';
import {
  paginateGetMetricData,
  type CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';

/** CloudWatch keeps RDS's values by the minute, in milliseconds. */
const periodMs = 60_000;
/** How often is looked whether the last minute is there, in milliseconds. */
const lookEveryMs = 10_000;

/** What is read, of whichever instance has most; latencies of the writer alone. */
const read = {
  capacity: { name: 'ServerlessDatabaseCapacity', statistic: 'Maximum' },
  connections: { name: 'DatabaseConnections', statistic: 'Maximum' },
  cpu: { name: 'CPUUtilization', statistic: 'Maximum' },
  readLatency: { name: 'ReadLatency', statistic: 'Average', role: 'WRITER' },
  writeLatency: { name: 'WriteLatency', statistic: 'Average', role: 'WRITER' },
} as const;

export type MetricName = keyof typeof read;

/** A value of the minute that begins then (ISO 8601). */
export interface MetricPoint {
  at: string;
  value: number;
}

/** In time's order: ACU, connections, percent of the maximum capacity, seconds. A minute of which CloudWatch knows nothing is absent. */
export type Metrics = Record<MetricName, MetricPoint[]>;

/**
 * Reads back what CloudWatch kept of a cluster, from one time to another.
 *
 * @param waitMs - how long the last minute is waited for at most: CloudWatch has it a minute or two later
 */
export async function readMetrics(
  cloudwatch: CloudWatchClient,
  {
    cluster,
    from,
    to,
    waitMs,
    signal,
  }: {
    cluster: string;
    from: Date;
    to: Date;
    waitMs: number;
    signal: AbortSignal;
  },
): Promise<Metrics> {
  const until = Date.now() + waitMs;
  const lastMinute = new Date(
    Math.floor(to.getTime() / periodMs) * periodMs,
  ).toISOString();
  for (;;) {
    const metrics = await readOnce(cloudwatch, cluster, from, to);
    const isThere = (metrics.capacity.at(-1)?.at ?? '') >= lastMinute;
    const left = until - Date.now();
    if (isThere || left <= 0 || signal.aborted) {
      return metrics;
    }
    await delay(Math.min(left, lookEveryMs), undefined, { signal }).catch(
      (error: unknown) => {
        if (!signal.aborted) {
          throw error;
        }
      },
    );
  }
}

async function readOnce(
  cloudwatch: CloudWatchClient,
  cluster: string,
  from: Date,
  to: Date,
): Promise<Metrics> {
  const points = new Map<string, MetricPoint[]>();
  for await (const { MetricDataResults = [] } of paginateGetMetricData(
    { client: cloudwatch },
    {
      StartTime: new Date(Math.floor(from.getTime() / periodMs) * periodMs),
      EndTime: new Date(Math.ceil(to.getTime() / periodMs) * periodMs),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: Object.entries(read).map(([id, metric]) => ({
        Id: id,
        MetricStat: {
          Period: periodMs / 1000,
          Stat: metric.statistic,
          Metric: {
            Namespace: 'AWS/RDS',
            MetricName: metric.name,
            Dimensions: [
              { Name: 'DBClusterIdentifier', Value: cluster },
              ...('role' in metric
                ? [{ Name: 'Role', Value: metric.role }]
                : []),
            ],
          },
        },
      })),
    },
  )) {
    for (const { Id = '', Timestamps = [], Values = [] } of MetricDataResults) {
      const known = points.get(Id) ?? [];
      points.set(Id, known);
      Timestamps.forEach((at, index) => {
        const value = Values[index];
        if (value !== undefined) {
          known.push({ at: at.toISOString(), value });
        }
      });
    }
  }
  const of = (name: MetricName) => points.get(name) ?? [];
  return {
    capacity: of('capacity'),
    connections: of('connections'),
    cpu: of('cpu'),
    readLatency: of('readLatency'),
    writeLatency: of('writeLatency'),
  };
}
