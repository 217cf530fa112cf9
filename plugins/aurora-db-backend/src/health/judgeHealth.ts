import {
  alarmDefinitions,
  type AlarmDefinition,
  alarmName,
  createMessage,
  type Health,
  type Message,
  type MessageCode,
  type Severity,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmReport } from '../ports/AlarmReader';
import type { ClusterSeries } from '../readings/ClusterSeries';
import type { HealthSeriesName } from '../readings/CoalescedMetrics';

/** What a database's health is judged by. */
export interface Evidence {
  /** {@link DatabaseNames.base} */
  base: string;
  /** In ACU. */
  capacity: { minCapacity: number; maxCapacity: number };
  /** Connections that the servers accept now. */
  maxConnections: number;
  /** Whether the server is expected to run and report. */
  isRunning: boolean;
  /** Datapoints a minute apart, when they were read; undefined where there are none. */
  recent?: { series: ClusterSeries<HealthSeriesName>; readAt: Date };
  /** Those that aren't OK, by name; undefined where they could not be read. */
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

/** Number of consecutive datapoints that an alarm evaluates. Source: docs/decisions.md, "Alarms". */
const datapointsToAlarm = 3;
/** Maximum age of a datapoint that counts as current, in ms: three periods and CloudWatch's delay. */
const currentMs = 5 * 60_000;

const metricOf: Readonly<
  Record<AlarmDefinition['metricName'], HealthSeriesName>
> = {
  CPUUtilization: 'cpu',
  DatabaseConnections: 'connections',
  ReadLatency: 'readLatency',
  WriteLatency: 'writeLatency',
  EngineUptime: 'uptime',
};

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
 * Judges a database by the alarm table: by its datapoints, which tell sooner than CloudWatch's alarms, and by the alarms
 * themselves, which also know what the datapoints don't show.
 */
export function judgeHealth(evidence: Evidence): Judgement {
  const { base, capacity, maxConnections, alarms: reports, recent } = evidence;
  const definitions = alarmDefinitions(capacity, maxConnections);
  const newest = recent && newestOf(recent.series, recent.readAt);
  const hasData = newest !== undefined && newest.size > 0;
  const isPaused =
    evidence.isRunning &&
    capacity.minCapacity === 0 &&
    newest?.get('acu')?.value === 0;
  const isExpected = evidence.isRunning && !isPaused;

  const reportOf = (definition: AlarmDefinition) =>
    reports?.get(alarmName(base, definition.id));
  // Missing data is breaching: the alarm of a new database is on until its first datapoint, and a minute longer.
  const uptime = newest?.get('uptime');
  const hasReportedSince = (since: Date | undefined) =>
    recent !== undefined &&
    uptime !== undefined &&
    since !== undefined &&
    endOf(uptime, recent.series) > since.getTime();
  const byDatapoints = worstByMetric(definitions, definition =>
    definition.id === 'unreachable'
      ? isExpected && isSilent(recent?.series, newest)
      : isBreached(
          definition,
          recent?.series,
          newest?.get(metricOf[definition.metricName]),
        ),
  );
  const byAlarms = worstByMetric(
    definitions,
    definition =>
      reportOf(definition)?.state === 'ALARM' &&
      (definition.id !== 'unreachable' ||
        (isExpected && !hasReportedSince(reportOf(definition)?.since))),
  );
  const findings = [...new Set([...byDatapoints.keys(), ...byAlarms.keys()])]
    .map(metric => {
      const breach = byDatapoints.get(metric);
      const alarm = byAlarms.get(metric);
      const current = newest?.get(metric)?.value ?? NaN;
      return breach && !(alarm && isWorse(alarm, breach))
        ? {
            severity: breach.severity,
            message: describeBreach(breach, current, maxConnections),
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

interface Datapoint {
  slot: number;
  value: number;
}

/** The newest datapoint of a metric; undefined where it has none in the window. */
export function newestDatapoint(
  values: Float64Array | undefined,
): Datapoint | undefined {
  for (let slot = (values?.length ?? 0) - 1; slot >= 0; slot -= 1) {
    const value = values?.[slot];
    if (value !== undefined && !Number.isNaN(value)) {
      return { slot, value };
    }
  }
  return undefined;
}

/** When a datapoint's period is over, in epoch milliseconds. */
function endOf(
  { slot }: Datapoint,
  { window }: ClusterSeries<HealthSeriesName>,
): number {
  return window.startMs + (slot + 1) * window.periodMs;
}

/** The newest datapoint of each metric that has a current one. */
function newestOf(
  { window, values }: ClusterSeries<HealthSeriesName>,
  readAt: Date,
): Map<HealthSeriesName, Datapoint> {
  const found = new Map<HealthSeriesName, Datapoint>();
  for (const [metric, own] of values) {
    const newest = newestDatapoint(own);
    if (
      newest &&
      window.startMs + newest.slot * window.periodMs >=
        readAt.getTime() - currentMs
    ) {
      found.set(metric, newest);
    }
  }
  return found;
}

function isBreached(
  { metricName, threshold }: AlarmDefinition,
  series: ClusterSeries<HealthSeriesName> | undefined,
  newest: Datapoint | undefined,
): boolean {
  const values = series?.values.get(metricOf[metricName]);
  if (!values || !newest) {
    return false;
  }
  const last = values.slice(
    Math.max(0, newest.slot + 1 - datapointsToAlarm),
    newest.slot + 1,
  );
  // A gap is NaN, which exceeds nothing: missing data isn't breaching.
  return (
    last.length === datapointsToAlarm && last.every(value => value > threshold)
  );
}

/** The writer reported within the window, and has stopped to. */
function isSilent(
  series: ClusterSeries<HealthSeriesName> | undefined,
  newest: Map<HealthSeriesName, Datapoint> | undefined,
): boolean {
  return (
    newestDatapoint(series?.values.get('uptime')) !== undefined &&
    !newest?.has('uptime')
  );
}

function worstByMetric(
  definitions: AlarmDefinition[],
  applies: (definition: AlarmDefinition) => boolean,
): Map<HealthSeriesName, AlarmDefinition> {
  const worst = new Map<HealthSeriesName, AlarmDefinition>();
  for (const definition of definitions.filter(applies)) {
    const metric = metricOf[definition.metricName];
    const known = worst.get(metric);
    if (!known || isWorse(definition, known)) {
      worst.set(metric, definition);
    }
  }
  return worst;
}

function isWorse(one: AlarmDefinition, other: AlarmDefinition): boolean {
  return one.severity === other.severity
    ? one.threshold > other.threshold
    : one.severity === 'critical';
}

const breachMessages: Partial<
  Record<AlarmDefinition['metricName'], MessageCode>
> = {
  CPUUtilization: 'health.cpu',
  ReadLatency: 'health.readLatency',
  WriteLatency: 'health.writeLatency',
};
const alarmMessages: Readonly<
  Record<AlarmDefinition['metricName'], MessageCode>
> = {
  CPUUtilization: 'health.cpuAlarm',
  DatabaseConnections: 'health.connectionsAlarm',
  ReadLatency: 'health.readLatencyAlarm',
  WriteLatency: 'health.writeLatencyAlarm',
  EngineUptime: 'health.unreachable',
};

function describeBreach(
  { metricName, severity, threshold }: AlarmDefinition,
  current: number,
  maxConnections: number,
): Message {
  if (metricName === 'DatabaseConnections') {
    return createMessage('health.connections', {
      current,
      max: maxConnections,
      percent: Math.floor((current * 100) / maxConnections),
      severity,
      threshold,
    });
  }
  const code = breachMessages[metricName];
  if (!code) {
    return createMessage('health.unreachable');
  }
  const isLatency = metricName !== 'CPUUtilization';
  return createMessage(code, {
    current: isLatency ? Math.round(current * 1000) : round(current, 1),
    severity,
    threshold: isLatency ? threshold * 1000 : threshold,
  });
}

/** Without the threshold: after a change of capacity CloudWatch may still go by the one before. */
function describeAlarm(
  { metricName, severity }: AlarmDefinition,
  since: Date | undefined,
): Message {
  return createMessage(
    alarmMessages[metricName],
    metricName === 'EngineUptime'
      ? undefined
      : { since: since?.toISOString() ?? '?', severity },
  );
}

/** Rounds to so many decimals. */
export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
