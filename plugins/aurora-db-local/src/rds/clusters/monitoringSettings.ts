import type { Scope } from '../../service/AwsService';
import type { ModifyClusterInput } from './clusterInputs';
import type { ClusterRecord } from './ClusterRecord';
import { kmsKeyArn } from './kmsKeyArn';
import { invalidCombination, invalidValue } from '../rdsFaults';

/** Retention that advanced Database Insights need, in days: 15 months. */
const advancedRetention = 465;

type InsightsInput = Pick<
  ModifyClusterInput,
  | 'EnablePerformanceInsights'
  | 'PerformanceInsightsKMSKeyId'
  | 'PerformanceInsightsRetentionPeriod'
>;
export type Insights = ClusterRecord['performanceInsights'];

/**
 * Performance Insights after a request.
 *
 * @param present - the settings before it; undefined for a new cluster or instance
 */
export function newInsights(
  scope: Scope,
  input: InsightsInput,
  present: Insights | undefined,
): Insights {
  const enabled = input.EnablePerformanceInsights ?? present?.enabled ?? false;
  const retentionPeriod =
    input.PerformanceInsightsRetentionPeriod ?? present?.retentionPeriod ?? 7;
  const months = retentionPeriod / 31;
  if (
    retentionPeriod !== 7 &&
    retentionPeriod !== 731 &&
    !(Number.isInteger(months) && months >= 1 && months <= 23)
  ) {
    throw invalidValue(
      `Invalid Performance Insights retention period. Valid values are: [7, 31 * n (n between 1 and 23), 731]`,
    );
  }
  const key =
    input.PerformanceInsightsKMSKeyId &&
    kmsKeyArn(scope, input.PerformanceInsightsKMSKeyId);
  if (
    !enabled &&
    (key !== undefined ||
      input.PerformanceInsightsRetentionPeriod !== undefined)
  ) {
    throw invalidCombination(
      'PerformanceInsightsKMSKeyId and PerformanceInsightsRetentionPeriod can be specified only if Performance Insights is enabled: set EnablePerformanceInsights.',
    );
  }
  if (
    present?.enabled &&
    key !== undefined &&
    present.kmsKeyId !== undefined &&
    present.kmsKeyId !== key
  ) {
    throw invalidCombination(
      `The KMS key of Performance Insights cannot be changed from ${present.kmsKeyId} to ${key}. Disable Performance Insights first.`,
    );
  }
  return {
    enabled,
    retentionPeriod,
    kmsKeyId: enabled
      ? (key ?? present?.kmsKeyId ?? kmsKeyArn(scope, undefined))
      : undefined,
  };
}

/** Throws RDS's error if advanced Database Insights lack the Performance Insights they need. */
export function checkInsightsMode(
  mode: ClusterRecord['databaseInsightsMode'],
  { enabled, retentionPeriod }: Insights,
): void {
  if (
    mode === 'advanced' &&
    (!enabled || retentionPeriod < advancedRetention)
  ) {
    throw invalidCombination(
      `To enable the Advanced mode of Database Insights, enable Performance Insights and set the Performance Insights retention period to at least ${advancedRetention} days.`,
    );
  }
}

export interface Monitoring {
  monitoringInterval: number;
  monitoringRoleArn?: string;
}

/** Enhanced Monitoring after a request. */
export function newMonitoring(
  input: Pick<ModifyClusterInput, 'MonitoringInterval' | 'MonitoringRoleArn'>,
  present: Monitoring | undefined,
): Monitoring {
  const monitoringInterval =
    input.MonitoringInterval ?? present?.monitoringInterval ?? 0;
  const monitoringRoleArn =
    input.MonitoringRoleArn ?? present?.monitoringRoleArn;
  if (monitoringInterval > 0 && monitoringRoleArn === undefined) {
    throw invalidCombination(
      'A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.',
    );
  }
  if (monitoringInterval === 0 && input.MonitoringRoleArn !== undefined) {
    throw invalidCombination(
      'You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleARN value.',
    );
  }
  return {
    monitoringInterval,
    monitoringRoleArn: monitoringInterval > 0 ? monitoringRoleArn : undefined,
  };
}
