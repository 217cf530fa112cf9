import type { InstanceProbe, ServerStatistics } from '../../service/AwsService';
import {
  cpuUtilization,
  type CapacityLimits,
  freeableMemory,
} from './CapacityModel';

/** Bytes of a PostgreSQL page. */
const blockBytes = 8192;

/** One value of a metric in AWS/RDS. */
export interface InstanceMetric {
  metricName: string;
  /** A unit of CloudWatch. */
  unit: string;
  value: number;
  /** AWS publishes a few metrics for the cluster alone. */
  level?: 'cluster';
}

/** What a server did between two samples. */
export interface ServerActivity {
  seconds: number;
  cores: number;
  before: ServerStatistics;
  now: ServerStatistics;
}

const cumulative = [
  'cpuSeconds',
  'blocksHit',
  'blocksRead',
  'blockReadTimeMs',
  'blocksWritten',
  'blockWriteTimeMs',
  'commits',
  'walTimeMs',
  'deadlocks',
] as const;

/** Samples further apart tell nothing of the minute of the later one: a server that didn't answer, a laptop that slept. */
const longestGapSeconds = 60;

/** Undefined where the samples don't belong together: too far apart, or the server or its counters began anew. */
export function activityBetween(
  before: ServerStatistics,
  now: ServerStatistics,
): ServerActivity | undefined {
  const seconds = (now.at.getTime() - before.at.getTime()) / 1000;
  const restarted = now.uptimeSeconds < before.uptimeSeconds;
  if (
    seconds <= 0 ||
    seconds > longestGapSeconds ||
    restarted ||
    cumulative.some(counter => now[counter] < before[counter])
  ) {
    return undefined;
  }
  return {
    seconds,
    cores: (now.cpuSeconds - before.cpuSeconds) / seconds,
    before,
    now,
  };
}

/** What AWS publishes of capacity. A paused instance has nothing else: its engine doesn't run. */
export function capacityMetrics(
  capacity: number,
  { maxCapacity }: CapacityLimits,
): InstanceMetric[] {
  return [
    {
      metricName: 'ServerlessDatabaseCapacity',
      unit: 'Count',
      value: capacity,
    },
    {
      metricName: 'ACUUtilization',
      unit: 'Percent',
      value: (100 * capacity) / maxCapacity,
    },
  ];
}

/** Metrics of the moment, which need one sample only. */
export function gaugeMetrics(
  probe: InstanceProbe,
  now: ServerStatistics,
  limits: CapacityLimits,
): InstanceMetric[] {
  const metrics: InstanceMetric[] = [
    {
      metricName: 'DatabaseConnections',
      unit: 'Count',
      value: now.connections,
    },
    {
      metricName: 'FreeableMemory',
      unit: 'Bytes',
      value: freeableMemory(now.memoryBytes, limits),
    },
    {
      metricName: 'EngineUptime',
      unit: 'Seconds',
      value: Math.floor(now.uptimeSeconds),
    },
  ];
  if (probe.role === 'WRITER') {
    metrics.push({
      metricName: 'VolumeBytesUsed',
      unit: 'Bytes',
      value: now.databaseBytes,
      level: 'cluster',
    });
  } else {
    metrics.push({
      metricName: 'AuroraReplicaLag',
      unit: 'Milliseconds',
      value: 1000 * now.replicaLagSeconds,
    });
  }
  return metrics;
}

/** Metrics of what happened between two samples. Without I/O its latency is 0, as AWS reports it. */
export function activityMetrics(
  activity: ServerActivity,
  limits: CapacityLimits,
): InstanceMetric[] {
  const { seconds, before, now } = activity;
  const reads = now.blocksRead - before.blocksRead;
  const hits = now.blocksHit - before.blocksHit;
  const writes = now.blocksWritten - before.blocksWritten;
  const commits = now.commits - before.commits;
  return [
    {
      metricName: 'CPUUtilization',
      unit: 'Percent',
      value: cpuUtilization(activity.cores, limits),
    },
    { metricName: 'ReadIOPS', unit: 'Count/Second', value: reads / seconds },
    { metricName: 'WriteIOPS', unit: 'Count/Second', value: writes / seconds },
    {
      metricName: 'ReadThroughput',
      unit: 'Bytes/Second',
      value: (reads * blockBytes) / seconds,
    },
    {
      metricName: 'WriteThroughput',
      unit: 'Bytes/Second',
      value: (writes * blockBytes) / seconds,
    },
    {
      metricName: 'ReadLatency',
      unit: 'Seconds',
      value: secondsPerOperation(
        now.blockReadTimeMs - before.blockReadTimeMs,
        reads,
      ),
    },
    {
      metricName: 'WriteLatency',
      unit: 'Seconds',
      value: secondsPerOperation(
        now.blockWriteTimeMs - before.blockWriteTimeMs,
        writes,
      ),
    },
    {
      metricName: 'CommitThroughput',
      unit: 'Count/Second',
      value: commits / seconds,
    },
    {
      metricName: 'CommitLatency',
      unit: 'Milliseconds',
      value:
        1000 * secondsPerOperation(now.walTimeMs - before.walTimeMs, commits),
    },
    {
      metricName: 'BufferCacheHitRatio',
      unit: 'Percent',
      // Nothing was looked for, so nothing was missed.
      value: hits + reads > 0 ? (100 * hits) / (hits + reads) : 100,
    },
    {
      metricName: 'Deadlocks',
      unit: 'Count/Second',
      value: (now.deadlocks - before.deadlocks) / seconds,
    },
  ];
}

function secondsPerOperation(milliseconds: number, operations: number): number {
  return operations > 0 ? milliseconds / 1000 / operations : 0;
}
