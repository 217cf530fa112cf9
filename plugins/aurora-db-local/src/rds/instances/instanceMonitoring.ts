import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import {
  newInsights,
  newMonitoring,
  type Insights,
  type Monitoring,
} from '../clusters/monitoringSettings';
import { invalidCombination } from '../rdsFaults';
import type { RdsStore } from '../RdsStore';
import type { ModifyInstanceInput } from './instanceInputs';
import type { InstanceRecord } from './InstanceRecord';

type Settings = Pick<InstanceRecord, 'monitoring' | 'performanceInsights'>;
type MonitoringInput = Pick<
  ModifyInstanceInput,
  | 'DatabaseInsightsMode'
  | 'EnablePerformanceInsights'
  | 'MonitoringInterval'
  | 'MonitoringRoleArn'
  | 'PerformanceInsightsKMSKeyId'
  | 'PerformanceInsightsRetentionPeriod'
>;

/**
 * Enhanced Monitoring and Performance Insights that an instance has for itself, after a request.
 * The cluster's settings, if it has them, hold for all its instances, and a different one is
 * refused.
 */
export function newInstanceMonitoring(
  scope: Scope,
  cluster: ClusterRecord,
  present: Settings | undefined,
  input: MonitoringInput,
): Settings {
  if (
    input.DatabaseInsightsMode !== undefined &&
    input.DatabaseInsightsMode !== cluster.databaseInsightsMode
  ) {
    throw differs('DatabaseInsightsMode', cluster.databaseInsightsMode);
  }
  return {
    monitoring: monitoringOf(cluster, present, input),
    performanceInsights: insightsOf(scope, cluster, present, input),
  };
}

/** A modification of the cluster's settings replaces those of its instances. */
export async function forgetInstanceMonitoring(
  store: RdsStore,
  scope: Scope,
  clusterIdentifier: string,
  input: MonitoringInput,
): Promise<void> {
  for (const { identifier } of store.membersOf(scope, clusterIdentifier)) {
    await store.changeInstance(scope, identifier, {
      ...(input.MonitoringInterval !== undefined && { monitoring: undefined }),
      ...(input.EnablePerformanceInsights !== undefined && {
        performanceInsights: undefined,
      }),
    });
  }
}

/** Enhanced Monitoring of an instance: the cluster's, or its own. */
export function effectiveMonitoring(
  cluster: ClusterRecord,
  { monitoring }: Settings,
): Monitoring {
  return cluster.monitoringInterval > 0 || !monitoring ? cluster : monitoring;
}

/** Performance Insights of an instance: the cluster's, or its own. */
export function effectiveInsights(
  { performanceInsights }: ClusterRecord,
  instance: Settings,
): Insights {
  return performanceInsights.enabled || !instance.performanceInsights
    ? performanceInsights
    : instance.performanceInsights;
}

function monitoringOf(
  cluster: ClusterRecord,
  present: Settings | undefined,
  input: MonitoringInput,
): Monitoring | undefined {
  if (cluster.monitoringInterval === 0) {
    return input.MonitoringInterval === undefined &&
      input.MonitoringRoleArn === undefined
      ? present?.monitoring
      : newMonitoring(input, present?.monitoring);
  }
  const { MonitoringInterval: interval, MonitoringRoleArn: role } = input;
  if (interval !== undefined && interval !== cluster.monitoringInterval) {
    throw differs('MonitoringInterval', String(cluster.monitoringInterval));
  }
  if (role !== undefined && role !== cluster.monitoringRoleArn) {
    throw differs('MonitoringRoleArn', cluster.monitoringRoleArn);
  }
  return undefined;
}

function insightsOf(
  scope: Scope,
  cluster: ClusterRecord,
  present: Settings | undefined,
  input: MonitoringInput,
): Insights | undefined {
  const ofCluster = cluster.performanceInsights;
  const isAsked =
    input.EnablePerformanceInsights !== undefined ||
    input.PerformanceInsightsKMSKeyId !== undefined ||
    input.PerformanceInsightsRetentionPeriod !== undefined;
  if (!ofCluster.enabled) {
    return isAsked
      ? newInsights(scope, input, present?.performanceInsights)
      : present?.performanceInsights;
  }
  const asked = newInsights(scope, input, ofCluster);
  if (!asked.enabled) {
    throw differs('EnablePerformanceInsights', 'true');
  }
  if (asked.retentionPeriod !== ofCluster.retentionPeriod) {
    throw differs(
      'PerformanceInsightsRetentionPeriod',
      String(ofCluster.retentionPeriod),
    );
  }
  return undefined;
}

function differs(member: string, value: string | undefined) {
  return invalidCombination(
    `${member} conflicts with cluster level parameter. That of the DB cluster is ${value}.`,
  );
}
