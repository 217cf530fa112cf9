import {
  type Cluster,
  createMessage,
  type Health,
  type Message,
  type MetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AlarmReport } from '../ports/AlarmReader';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import { assessHealth } from './assessHealth';
import type { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { capacityUse } from './capacityUse';
import { currentValues } from './currentValues';
import { isRunningStatus } from '../database/clusterStatus';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterSeries } from '../readings/ClusterSeries';
import { judgedLimit } from '../database/connectionLimits';
import { describeMetrics } from './describeMetrics';
import { AlarmIndex } from './existing/AlarmIndex';
import { existingSituation } from './existing/existingSituation';
import { serverlessCapacity } from './existing/serverlessCapacity';
import type { Reading } from '../readings/Reading';

type Series = ClusterSeries<MetricName>;
/** The result of an attempt to read. It has no value if no attempt ever succeeded. */
export type Attempt<T> = Partial<Reading<T>>;
type Alarms = ReadonlyMap<string, AlarmReport>;

/** Everything that was read of a database, including failed attempts. */
export interface HealthEvidence {
  located: LocatedCluster;
  cluster: Reading<LiveCluster | undefined>;
  /** The result of {@link clusterStatus}. */
  status: string;
  recent: Attempt<Series>;
  /** Over the range that the card shows. */
  history: Attempt<Series>;
  /** An index if the portal did not create the database. */
  alarms: Attempt<Alarms | AlarmIndex>;
  /** Only of a database that the portal did not create, and if they could be read. */
  instances?: ClusterInstances;
  maxConnections: Cluster['maxConnections'];
  /** Which readings are current. */
  telling: { status: boolean; recent: boolean; alarms: boolean };
}

/** Converts a database's health to the type of the REST API. */
export function describeHealth(evidence: HealthEvidence): Health {
  const { located, cluster, status, recent, history, alarms } = evidence;
  const { telling, maxConnections } = evidence;
  const { environment, stack, base, clusterIdentifier } = located;
  const live = cluster.value;
  const { capacity, isServerless, serverlessInstances } =
    located.origin === 'existing'
      ? serverlessCapacity(live, evidence.instances?.instances)
      : {
          capacity: live?.capacity ?? environment.config,
          isServerless: true,
          serverlessInstances: undefined,
        };
  const known = telling.alarms ? alarms.value : undefined;
  const assessment = assessHealth({
    base,
    clusterIdentifier,
    ...(stack && { stack }),
    status,
    ...(capacity && { capacity }),
    maxConnections,
    ...(telling.recent &&
      recent.value &&
      recent.readAt && {
        recent: { series: recent.value, readAt: recent.readAt },
      }),
    ...(known && !(known instanceof AlarmIndex) && { alarms: known }),
    ...(located.origin === 'existing' && {
      existing: existingSituation(
        live ?? located.cluster,
        isServerless,
        known instanceof AlarmIndex ? known : undefined,
      ),
    }),
  });
  const use =
    history.value &&
    capacity &&
    capacityUse(history.value.values.get('acu') ?? [], {
      periodMs: history.value.window.periodMs,
      instances: Math.max(1, serverlessInstances ?? live?.members.length ?? 1),
      maxCapacity: capacity.maxCapacity,
      acuHour: environment.acuHour,
    });
  const shown = recent.value ? recent : history;
  const current = currentValues(
    shown.value &&
      shown.readAt && { series: shown.value, readAt: shown.readAt },
    {
      isRunning:
        isRunningStatus(status) &&
        (located.origin === 'portal' || (live?.members.length ?? 0) > 0),
      isPaused: assessment.status === 'paused',
    },
  );
  const failure =
    recent.failure ?? history.failure ?? cluster.failure ?? located.failure;
  const newest = recent.readAt ?? cluster.readAt;
  const readAt = failure && cluster.readAt < newest ? cluster.readAt : newest;
  const asOf = readAt.toISOString();
  return {
    entityRef: located.entityRef,
    ...assessment,
    severity: telling.status ? assessment.severity : 'unknown',
    reasons: [
      ...(failure
        ? [describeFailure(failure, recent.value ? asOf : undefined)]
        : []),
      ...assessment.reasons,
      ...(alarms.failure && !failure
        ? [
            createMessage('health.alarmsUnavailable', {
              reason: alarms.failure.messages,
            }),
          ]
        : []),
    ],
    asOf,
    ...(failure && { stale: true }),
    metrics: describeMetrics(current, history.value, {
      ...capacity,
      maxConnections: judgedLimit(maxConnections, stack !== undefined),
    }),
    ...(use && { capacityUse: use }),
  };
}

/** The health of a database if nothing could be read. */
export function describeUnreachable(
  entityRef: string,
  error: AwsUnavailableError,
  now: Date,
): Health {
  return {
    entityRef,
    status: 'unknown',
    severity: 'unknown',
    reasons: [describeFailure(error, undefined)],
    asOf: now.toISOString(),
    metrics: describeMetrics(new Map(), undefined),
    alarms: [],
  };
}
/**
 * @param asOf - when the older data was read; undefined if there is none
 */
function describeFailure(
  error: AwsUnavailableError,
  asOf: string | undefined,
): Message {
  const { reason, accountId, messages } = error;
  switch (reason) {
    case 'credentials':
      return createMessage('health.credentials', {
        accountId,
        reason: messages,
      });
    case 'access-denied':
      return createMessage('health.accessDenied', {
        accountId,
        reason: messages,
      });
    case 'throttled':
      return asOf
        ? createMessage('health.throttled', { asOf })
        : createMessage('health.throttledNoData');
    default:
      return asOf
        ? createMessage('health.unavailable', { asOf })
        : createMessage('health.unavailableNoData', { reason: messages });
  }
}
