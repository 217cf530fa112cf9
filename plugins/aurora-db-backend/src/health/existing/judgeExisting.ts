import {
  alarmDefinitions,
  type AlarmDefinition,
  type AlarmedMetricName,
  type AlarmSeverity,
  createMessage,
  type HealthAlarm,
  type MessageCode,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import { describeBreach } from '../describeBreach';
import { isBeyond, isBreached } from '../isBreached';
import { type Evidence, type Judgement, worse } from '../judgeHealth';
import { newestDatapoint } from '../newestDatapoint';
import { isSilent, newestDatapoints } from '../newestDatapoints';
import { worstByMetric } from '../worstByMetric';
import type { ClusterAlarm } from './AlarmIndex';
import { conditionOf, describeCondition } from './describeCondition';
import { severityOf } from './severityOf';
import { tableMetricOf, watchesWriter } from './tableMetricOf';

/** What the health of a cluster of another tool is judged by. */
export interface ExistingEvidence extends Pick<
  Evidence,
  'maxConnections' | 'isRunning' | 'recent'
> {
  /** In ACU; undefined if no instance is serverless. */
  capacity: Evidence['capacity'] | undefined;
  /** Whether every instance is serverless. */
  isServerless: boolean;
  cluster: Pick<LiveCluster, 'members' | 'globalClusterIdentifier'>;
  /** Undefined if the states could not be read. */
  alarms: readonly ClusterAlarm[] | undefined;
}

/** A judgement, with the metrics that the portal judged by its own thresholds. */
export interface ExistingJudgement extends Judgement {
  judgedByPortal: MetricName[];
}

interface RatedAlarm extends ClusterAlarm {
  severity: AlarmSeverity;
  metric: AlarmedMetricName | undefined;
}

type Finding = Pick<Judgement, 'reasons'> & { severity: AlarmSeverity };

/**
 * Judges a cluster of another tool by the alarms that CloudWatch has about it. Metrics that no alarm
 * covers are judged by the thresholds of the portal's table. CloudWatch evaluates an alarm without
 * actions too, so it counts like any other.
 */
export function judgeExisting(evidence: ExistingEvidence): ExistingJudgement {
  const { capacity, maxConnections, recent, cluster, isRunning } = evidence;
  const definitions = alarmDefinitions(capacity, maxConnections ?? 'unknown');
  const newest = recent && newestDatapoints(recent.series, recent.readAt);
  const isPaused =
    isRunning &&
    evidence.isServerless &&
    capacity?.minCapacity === 0 &&
    newest?.get('acu')?.value === 0;
  const isExpected = isRunning && !isPaused;
  const alarms = evidence.alarms?.map((alarm): RatedAlarm => ({
    ...alarm,
    severity: severityOf(alarm.details, definitions),
    metric: tableMetricOf(alarm.details),
  }));
  const watching = (alarms ?? []).filter(({ details }) =>
    watchesWriter(details, cluster),
  );
  const watched = new Set(watching.map(({ metric }) => metric));
  const own = definitions.filter(
    ({ metric }) => !watching.some(alarm => covers(alarm, metric)),
  );
  const findings = [
    ...findAlarms(alarms ?? [], isExpected),
    ...findBreaches(own, evidence, isExpected, newest),
  ];
  return {
    severity: findings.reduce<Judgement['severity']>(
      (worst, { severity }) => worse(worst, severity),
      'ok',
    ),
    reasons: [
      ...findings.filter(({ severity }) => severity === 'critical'),
      ...findings.filter(({ severity }) => severity === 'warning'),
    ].flatMap(({ reasons }) => reasons),
    alarms: (alarms ?? []).map(toHealthAlarm),
    isPaused,
    hasData: newest !== undefined && newest.size > 0,
    judgedByPortal: [...new Set(own.map(({ metric }) => metric))].filter(
      metric =>
        isExpected &&
        !watched.has(metric) &&
        newestDatapoint(recent?.series.values.get(metric)),
    ),
  };
}

/** A writer that is down has no uptime. Only an alarm that missing data sets off notices that. */
function covers(
  { details, metric }: RatedAlarm,
  wanted: AlarmedMetricName,
): boolean {
  return (
    metric === wanted &&
    (metric !== 'uptime' || details.missingData === 'breaching')
  );
}

/** One finding for each subject with an alarm in ALARM: the worst of its alarms. */
function findAlarms(
  alarms: readonly RatedAlarm[],
  isExpected: boolean,
): Finding[] {
  const worst = new Map<string, RatedAlarm>();
  for (const alarm of alarms) {
    const key = subjectOf(alarm);
    const known = worst.get(key);
    if (isReason(alarm, isExpected) && !(known && !isWorse(alarm, known))) {
      worst.set(key, alarm);
    }
  }
  return [...worst.values()].map(alarm => ({
    severity: alarm.severity,
    reasons: [describeAlarm(alarm)],
  }));
}

/**
 * Whether an alarm in ALARM says something about the cluster. Without a running server there is no
 * data: CloudWatch then keeps the state of some alarms, and others go off because of it.
 */
function isReason(
  { details, state, isExplained, metric }: RatedAlarm,
  isExpected: boolean,
): boolean {
  return (
    state === 'ALARM' &&
    !isExplained &&
    (isExpected ||
      (metric !== 'uptime' &&
        !/^(breaching|ignore)$/.test(details.missingData ?? '')))
  );
}

/**
 * Alarms about the same metric of the same servers share one reason: the worst threshold implies the
 * others. What another instance does is another fact.
 */
function subjectOf({ details, metric }: RatedAlarm): string {
  const { name, expression, metrics } = details;
  const [only] = metrics;
  const what =
    metric ??
    (only && expression === undefined
      ? `${only.metricName} ${details.comparison}`
      : `alarm ${name}`);
  const servers = metrics.map(({ dimensions }) => [
    dimensions.DBInstanceIdentifier,
    dimensions.Role,
  ]);
  return JSON.stringify([what, servers]);
}

function isWorse(one: RatedAlarm, other: RatedAlarm): boolean {
  if (one.severity !== other.severity) {
    return one.severity === 'critical';
  }
  const [threshold, than] = [one.details.threshold, other.details.threshold];
  if (threshold === undefined || than === undefined || threshold === than) {
    return (one.since?.getTime() ?? 0) < (other.since?.getTime() ?? 0);
  }
  return isBeyond(
    one.details.comparison?.startsWith('Less')
      ? 'LessThanThreshold'
      : 'GreaterThanThreshold',
    threshold,
    than,
  );
}

/** The load can explain alarms of these metrics, so each has a code of its own. */
const codes: Partial<Record<AlarmedMetricName, MessageCode>> = {
  cpu: 'health.cpuAlarmNamed',
  connections: 'health.connectionsAlarmNamed',
  readLatency: 'health.readLatencyAlarmNamed',
  writeLatency: 'health.writeLatencyAlarmNamed',
};

function describeAlarm({ details, metric, severity, since }: RatedAlarm) {
  const params = {
    alarm: details.name,
    since: since?.toISOString() ?? '?',
    severity,
  };
  return details.type === 'composite'
    ? createMessage('health.compositeAlarm', params)
    : createMessage((metric && codes[metric]) ?? 'health.alarmNamed', {
        ...params,
        condition: describeCondition(details),
      });
}

function findBreaches(
  definitions: AlarmDefinition[],
  { capacity, maxConnections, recent, cluster }: ExistingEvidence,
  isExpected: boolean,
  newest: ReturnType<typeof newestDatapoints> | undefined,
): Finding[] {
  // Without a running server, the newest datapoints are from before.
  if (!isExpected) {
    return [];
  }
  const isUnreachable = (metric: MetricName) =>
    isSilent(metric, recent?.series, newest) &&
    // After a switchover of a global database, the writer is in another region.
    (!cluster.globalClusterIdentifier ||
      isSilent('cpu', recent?.series, newest));
  const breaches = worstByMetric(definitions, definition =>
    definition.missingData === 'breaching'
      ? isUnreachable(definition.metric)
      : isBreached(
          definition,
          recent?.series.values.get(definition.metric),
          newest?.get(definition.metric),
        ),
  );
  return [...breaches.values()].map(breach => ({
    severity: breach.severity,
    reasons: [
      describeBreach(breach, newest?.get(breach.metric)?.value ?? NaN, {
        ...capacity,
        ...(maxConnections !== undefined && { maxConnections }),
      }),
    ],
  }));
}

function toHealthAlarm(alarm: RatedAlarm): HealthAlarm {
  const { details, severity, state, since } = alarm;
  const { name, type } = details;
  return {
    id: name,
    name,
    severity,
    state,
    ...(since && { since: since.toISOString() }),
    type,
    ...(type === 'metric' && { condition: conditionOf(details) }),
  };
}
