import {
  alarmDefinitions,
  type AlarmedMetricName,
  metricAlarms,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { type AlarmDetails, databaseNamespace } from '../../ports/AlarmReader';
import type { LiveCluster } from '../../ports/ClusterReader';

/** The metrics of the portal's table of alarms, by CloudWatch's name. */
const byMetricName: ReadonlyMap<string, AlarmedMetricName> = new Map(
  alarmDefinitions(undefined, 1).map(({ metric, metricName }) => [
    metricName,
    metric,
  ]),
);

/** The sides on which a comparison of CloudWatch goes off. */
function sidesOf(comparison: string = ''): Array<'above' | 'below'> {
  return [
    ...(comparison.includes('Greater') ? (['above'] as const) : []),
    ...(comparison.includes('Less') ? (['below'] as const) : []),
  ];
}

/**
 * Returns the metric of the portal's table that an alarm is about: it goes off on the same side. An
 * expression is about a metric if it reads no other one.
 */
export function tableMetricOf({
  metrics: read,
  comparison,
}: AlarmDetails): AlarmedMetricName | undefined {
  const [metricName = '', ...others] = new Set(
    read.map(one =>
      one.namespace === databaseNamespace ? one.metricName : '',
    ),
  );
  const metric = others.length === 0 ? byMetricName.get(metricName) : undefined;
  return metric && sidesOf(comparison).includes(metricAlarms(metric).direction)
    ? metric
    : undefined;
}

/**
 * Whether an alarm watches the writer, alone or among the other instances. If a cluster has no
 * writer, as in a secondary region, every alarm watches what there is.
 */
export function watchesWriter(
  { metrics: read }: AlarmDetails,
  { members }: Pick<LiveCluster, 'members'>,
): boolean {
  const writer = members.find(({ role }) => role === 'writer');
  return (
    !writer ||
    read.some(({ dimensions }) => {
      const instance = dimensions.DBInstanceIdentifier;
      return instance === undefined
        ? dimensions.Role !== 'READER'
        : instance === writer.id;
    })
  );
}
