import type { InstanceProbe, ServerStatistics } from '../../service/AwsService';
import {
  cpuUtilization,
  type CapacityLimits,
  freeableMemory,
  type InstanceSize,
} from './CapacityModel';

/** Bytes of a PostgreSQL page. */
const blockBytes = 8192;

/** One value of a metric in AWS/RDS. */
export interface InstanceMetric {
  metricName: string;
  /** A unit of CloudWatch. */
  unit: string;
  value: number;
  /** AWS publishes some metrics only for the cluster. */
  level?: 'cluster';
}

/** The work of a server between two samples. */
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

/**
 * Longest time between two samples that are compared. If they are further apart, the server did not
 * answer or the computer slept.
 */
const longestGapSeconds = 60;

/**
 * Undefined if the samples cannot be compared: they are too far apart, or the server or its
 * counters were restarted.
 */
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

/** AWS's metrics of capacity. A paused instance has only these. */
export function capacityMetrics(
  capacity: number,
  { maxCapacity }: Pick<CapacityLimits, 'maxCapacity'>,
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

/** Metrics of a moment, from one sample. */
export function gaugeMetrics(
  probe: InstanceProbe,
  now: ServerStatistics,
  size: InstanceSize,
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
      value: freeableMemory(now.memoryBytes, size),
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

/** Metrics of the time between two samples. Without I/O the latency is 0, as AWS reports it. */
export function activityMetrics(
  activity: ServerActivity,
  size: InstanceSize,
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
      value: cpuUtilization(activity.cores, size),
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
      // Without reads there were no misses.
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
