import {
  alarmDefinitions,
  type AlarmDefinition,
  alarmName,
  createMessage,
  type Health,
  type Message,
  metricAlarms,
  type Severity,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmReport } from '../ports/AlarmReader';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { describeBreach } from './describeBreach';
import { isBreached } from './isBreached';
import type { Datapoint } from './newestDatapoint';
import { isSilent, newestDatapoints } from './newestDatapoints';
import { isWorse, worstByMetric } from './worstByMetric';

/** What a database's health is judged by. */
export interface Evidence {
  /** {@link DatabaseNames.base} */
  base: string;
  /** In ACU; undefined if no instance is serverless. */
  capacity: { minCapacity: number; maxCapacity: number } | undefined;
  /** Connections that the servers accept now; undefined if the limit is unknown. */
  maxConnections: number | undefined;
  /** Whether the server is expected to run and report. */
  isRunning: boolean;
  /** Datapoints a minute apart, when they were read; undefined if there are none. */
  recent?: { series: ClusterSeries<MetricName>; readAt: Date };
  /** Those that aren't OK, by name; undefined if they could not be read. */
  alarms?: ReadonlyMap<string, AlarmReport>;
}

/** What follows from the evidence. */
export interface Judgement {
  severity: Severity;
  reasons: Message[];
  alarms: Health['alarms'];
  /** A database whose minimum capacity is 0 ACU is paused while it is at 0. */
  isPaused: boolean;
  /** There is a datapoint of the last minutes. */
  hasData: boolean;
}

const severityOrder: readonly Severity[] = [
  'ok',
  'unknown',
  'warning',
  'critical',
];

/** The worse of two severities; not knowing is worse than `ok` and better than a warning. */
export function worse(one: Severity, other: Severity): Severity {
  return severityOrder.indexOf(one) >= severityOrder.indexOf(other)
    ? one
    : other;
}

/**
 * Judges a database by its datapoints and by its alarms. Datapoints show a problem sooner than
 * CloudWatch's alarms. Alarms also know what the datapoints do not show.
 */
export function judgeHealth(evidence: Evidence): Judgement {
  const { base, capacity, maxConnections, alarms: reports, recent } = evidence;
  const definitions = alarmDefinitions(capacity, maxConnections ?? 'unknown');
  const newest = recent && newestDatapoints(recent.series, recent.readAt);
  const hasData = newest !== undefined && newest.size > 0;
  const isPaused =
    evidence.isRunning &&
    capacity?.minCapacity === 0 &&
    newest?.get('acu')?.value === 0;
  const isExpected = evidence.isRunning && !isPaused;

  const reportOf = (definition: AlarmDefinition) =>
    reports?.get(alarmName(base, definition.id));
  // Missing data is breaching: the alarm of a new database is on until a minute after its first
  // datapoint.
  const hasReportedSince = (metric: MetricName, since: Date | undefined) => {
    const datapoint = newest?.get(metric);
    return (
      recent !== undefined &&
      datapoint !== undefined &&
      since !== undefined &&
      endOf(datapoint, recent.series) > since.getTime()
    );
  };
  // Without a running server, the newest datapoints are from before.
  const byDatapoints = worstByMetric(
    definitions,
    definition =>
      isExpected &&
      (definition.missingData === 'breaching'
        ? isSilent(definition.metric, recent?.series, newest)
        : isBreached(
            definition,
            recent?.series.values.get(definition.metric),
            newest?.get(definition.metric),
          )),
  );
  const byAlarms = worstByMetric(
    definitions,
    definition =>
      reportOf(definition)?.state === 'ALARM' &&
      (definition.missingData === 'notBreaching' ||
        (isExpected &&
          !hasReportedSince(definition.metric, reportOf(definition)?.since))),
  );
  const findings = [...new Set([...byDatapoints.keys(), ...byAlarms.keys()])]
    .map(metric => {
      const breach = byDatapoints.get(metric);
      const alarm = byAlarms.get(metric);
      const current = newest?.get(metric)?.value ?? NaN;
      return breach && !(alarm && isWorse(alarm, breach))
        ? {
            severity: breach.severity,
            message: describeBreach(breach, current, {
              ...capacity,
              maxConnections,
            }),
          }
        : alarm && {
            severity: alarm.severity,
            message: describeAlarm(alarm, reportOf(alarm)?.since),
          };
    })
    .filter(finding => finding !== undefined);

  return {
    severity: findings.reduce<Severity>(
      (worst, { severity }) => worse(worst, severity),
      'ok',
    ),
    reasons: findings.map(({ message }) => message),
    alarms: reports
      ? definitions.map(definition => {
          const report = reportOf(definition);
          return {
            id: definition.id,
            name: alarmName(base, definition.id),
            severity: definition.severity,
            state: report?.state ?? 'OK',
            ...(report?.since && { since: report.since.toISOString() }),
          };
        })
      : [],
    isPaused,
    hasData,
  };
}

/** When a datapoint's period is over, in epoch milliseconds. */
function endOf(
  { slot }: Datapoint,
  { window }: ClusterSeries<MetricName>,
): number {
  return window.startMs + (slot + 1) * window.periodMs;
}

/** Names no threshold: after a change of capacity CloudWatch may still use the previous one. */
function describeAlarm(
  { metric, missingData, severity }: AlarmDefinition,
  since: Date | undefined,
): Message {
  return createMessage(
    metricAlarms(metric).reported,
    missingData === 'breaching'
      ? undefined
      : { since: since?.toISOString() ?? '?', severity },
  );
}
