import {
  type AlarmDefinition,
  createMessage,
  type Message,
  metricAlarms,
  type MetricLimits,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { round } from './round';

/** The reason of an alarm of the portal's table that datapoints breach. */
export function describeBreach(
  { metric, missingData, severity, threshold }: AlarmDefinition,
  current: number,
  limits: MetricLimits,
): Message {
  const { scale, ceiling } = metrics[metric];
  const { breached, digits } = metricAlarms(metric);
  if (missingData === 'breaching') {
    return createMessage(breached);
  }
  const max = typeof ceiling === 'string' ? limits[ceiling] : undefined;
  return createMessage(breached, {
    current: round(current * scale, digits),
    ...(max !== undefined && {
      max,
      percent: Math.floor((current * scale * 100) / max),
    }),
    severity,
    threshold: threshold * scale,
  });
}
