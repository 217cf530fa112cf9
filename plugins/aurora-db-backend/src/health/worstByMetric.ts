import type {
  AlarmDefinition,
  MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { isBeyond } from './isBreached';

/** The worst of the definitions that apply, by metric. */
export function worstByMetric(
  definitions: AlarmDefinition[],
  applies: (definition: AlarmDefinition) => boolean,
): Map<MetricName, AlarmDefinition> {
  const worst = new Map<MetricName, AlarmDefinition>();
  for (const definition of definitions.filter(applies)) {
    const known = worst.get(definition.metric);
    if (!known || isWorse(definition, known)) {
      worst.set(definition.metric, definition);
    }
  }
  return worst;
}

/** Whether an alarm is more severe than another, or as severe with a threshold beyond. */
export function isWorse(one: AlarmDefinition, other: AlarmDefinition): boolean {
  return one.severity === other.severity
    ? isBeyond(one.comparison, one.threshold, other.threshold)
    : one.severity === 'critical';
}
