import {
  type AlarmCondition,
  createMessage,
  type Message,
  type MessageCode,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmDetails } from '../../ports/AlarmReader';
import { round } from '../round';

const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

const anomalies: Readonly<Record<string, MessageCode>> = {
  LessThanLowerThreshold: 'health.conditionBelowBand',
  GreaterThanUpperThreshold: 'health.conditionAboveBand',
};

/** The condition of an alarm, for the REST API. */
export function conditionOf(details: AlarmDetails): AlarmCondition {
  const { comparison = '', threshold, expression, metrics } = details;
  const [only] = metrics;
  const instance = instanceOf(details);
  const metric = expression === undefined ? only : undefined;
  return {
    ...(metric && { metricName: metric.metricName }),
    comparison,
    ...(threshold !== undefined && { threshold }),
    ...(metric?.statistic && { statistic: metric.statistic }),
    ...(metric?.periodSeconds !== undefined && {
      periodSeconds: metric.periodSeconds,
    }),
    ...(instance && { instance }),
  };
}

/** The instance, if all metrics of the alarm are about the same one. */
function instanceOf({ metrics }: AlarmDetails): string | undefined {
  const [first, ...others] = new Set(
    metrics.map(({ dimensions }) => dimensions.DBInstanceIdentifier),
  );
  return others.length === 0 ? first : undefined;
}

/** The condition in words: metric, instance, comparison, and the threshold with its unit. */
export function describeCondition(details: AlarmDetails): Message {
  const { expression, comparison = '', threshold, metrics } = details;
  const instance = instanceOf(details);
  const watched = expression ?? metrics[0]?.metricName ?? '?';
  const metric = instance ? `${watched} (${instance})` : watched;
  if (threshold === undefined) {
    return createMessage(
      anomalies[comparison] ?? 'health.conditionOutsideBand',
      { metric },
    );
  }
  return createMessage('health.conditionThreshold', {
    metric,
    comparison: signs[comparison] ?? comparison,
    threshold:
      expression === undefined
        ? withUnit(metrics[0]?.metricName ?? '', threshold)
        : String(threshold),
  });
}

/**
 * Units of CloudWatch's values. Source: Aurora user guide, "Amazon CloudWatch metrics for Amazon
 * Aurora". A metric that is not here has a number without a unit.
 */
const units: Readonly<
  Record<string, '%' | 's' | 'ms' | 'bytes' | 'bytes/s' | 'ACU'>
> = {
  ACUUtilization: '%',
  AuroraGlobalDBDataTransferBytes: 'bytes',
  AuroraGlobalDBReplicationLag: 'ms',
  AuroraGlobalDBRPOLag: 'ms',
  AuroraReplicaLag: 'ms',
  AuroraReplicaLagMaximum: 'ms',
  AuroraReplicaLagMinimum: 'ms',
  BackupRetentionPeriodStorageUsed: 'bytes',
  BufferCacheHitRatio: '%',
  CommitLatency: 'ms',
  CPUUtilization: '%',
  EngineUptime: 's',
  FreeableMemory: 'bytes',
  FreeEphemeralStorage: 'bytes',
  FreeLocalStorage: 'bytes',
  NetworkReceiveThroughput: 'bytes/s',
  NetworkThroughput: 'bytes/s',
  NetworkTransmitThroughput: 'bytes/s',
  OldestReplicationSlotLag: 'bytes',
  RDSToAuroraPostgreSQLReplicaLag: 's',
  ReadLatency: 's',
  ReadThroughput: 'bytes/s',
  ReplicationSlotDiskUsage: 'bytes',
  ServerlessDatabaseCapacity: 'ACU',
  SnapshotStorageUsed: 'bytes',
  StorageNetworkReceiveThroughput: 'bytes/s',
  StorageNetworkThroughput: 'bytes/s',
  StorageNetworkTransmitThroughput: 'bytes/s',
  SwapUsage: 'bytes',
  TotalBackupStorageBilled: 'bytes',
  TransactionLogsDiskUsage: 'bytes',
  VolumeBytesUsed: 'bytes',
  WriteLatency: 's',
  WriteThroughput: 'bytes/s',
};

const kiB = 1_024;
const byteUnits = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

function withUnit(metricName: string, value: number): string {
  const unit = Object.hasOwn(units, metricName) ? units[metricName] : undefined;
  switch (unit) {
    case undefined:
      return String(value);
    case '%':
      return `${value}%`;
    case 's':
      // Latencies are in seconds. People compare them in milliseconds.
      return /Latency$/.test(metricName)
        ? `${round(value * 1_000, 3)} ms`
        : `${value} s`;
    case 'bytes':
      return ofBytes(value);
    case 'bytes/s':
      return `${ofBytes(value)}/s`;
    default:
      return `${value} ${unit}`;
  }
}

function ofBytes(value: number): string {
  const exponent =
    Math.abs(value) < kiB
      ? 0
      : Math.min(
          byteUnits.length - 1,
          Math.floor(Math.log(Math.abs(value)) / Math.log(kiB)),
        );
  return `${round(value / kiB ** exponent, 1)} ${byteUnits[exponent]}`;
}
