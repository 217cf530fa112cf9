import {
  type AlarmDefinition,
  type AlarmSeverity,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmDetails } from '../../ports/AlarmReader';
import { tableMetricOf } from './tableMetricOf';

/**
 * The severity of an alarm that another tool defined. It is `critical` if its threshold is at or
 * beyond the critical one of the portal's table, or if it watches the uptime.
 *
 * @param definitions - the portal's table for the cluster
 */
export function severityOf(
  details: AlarmDetails,
  definitions: readonly AlarmDefinition[],
): AlarmSeverity {
  const metric = tableMetricOf(details);
  if (
    details.metrics.some(one => one.metricName === metrics.uptime.metricName)
  ) {
    return 'critical';
  }
  const { threshold, expression } = details;
  const isCritical = definitions.some(
    definition =>
      definition.severity === 'critical' &&
      definition.metric === metric &&
      expression === undefined &&
      threshold !== undefined &&
      (definition.comparison === 'GreaterThanThreshold'
        ? threshold >= definition.threshold
        : threshold <= definition.threshold),
  );
  return isCritical ? 'critical' : 'warning';
}
