import {
  auroraDbClusterReadPermission,
  createMessage,
  type Health,
  type HealthRange,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { AlarmReport } from './AlarmReader';
import type { AlarmStates } from './AlarmStates';
import { AnswerCache } from './AnswerCache';
import { assessHealth } from './assessHealth';
import type { Authorizer } from './AuthorizationService';
import { AwsUnavailableError } from './AwsUnavailableError';
import type { CachedLookup } from './CachedLookup';
import { capacityUse } from './capacityUse';
import type { ClusterLocator, LocatedCluster } from './ClusterLocator';
import type { LiveCluster } from './ClusterReader';
import type { ClusterSeries } from './ClusterSeries';
import { clusterStatus } from './clusterStatus';
import {
  type CoalescedMetrics,
  type HealthSeriesName,
  recentRange,
} from './CoalescedMetrics';
import { connectionLimits } from './connectionLimits';
import { healthMetrics } from './healthMetrics';
import { isTelling } from './isTelling';
import type { Reading } from './Reading';

type Series = ClusterSeries<HealthSeriesName>;
/** Something that was tried to be read; without a value where nothing ever was. */
type Attempt<T> = Partial<Reading<T>>;
type Alarms = ReadonlyMap<string, AlarmReport>;

/** All that was read of a database, or tried to be. */
interface Evidence {
  located: LocatedCluster;
  cluster: Reading<LiveCluster | undefined>;
  /** As {@link clusterStatus} gives it. */
  status: string;
  recent: Attempt<Series>;
  /** Over the range that is shown. */
  history: Attempt<Series>;
  alarms: Attempt<Alarms>;
  /** What of it says something about now. */
  telling: { status: boolean; recent: boolean; alarms: boolean };
}

/** Watches databases. AWS that gives no answer is part of the answer, never an error. */
export class AuroraHealthService {
  readonly #authorizer: Authorizer;
  readonly #locator: ClusterLocator;
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #metrics: CoalescedMetrics;
  readonly #alarms: AlarmStates;
  readonly #acuHour: number;
  readonly #now: () => number;
  readonly #answers = new AnswerCache();

  constructor(options: {
    authorizer: Authorizer;
    locator: ClusterLocator;
    clusters: CachedLookup<LiveCluster>;
    metrics: CoalescedMetrics;
    alarms: AlarmStates;
    /** US dollars an ACU-hour. */
    acuHour: number;
    now?: () => number;
  }) {
    this.#authorizer = options.authorizer;
    this.#locator = options.locator;
    this.#clusters = options.clusters;
    this.#metrics = options.metrics;
    this.#alarms = options.alarms;
    this.#acuHour = options.acuHour;
    this.#now = options.now ?? Date.now;
  }

  /**
   * How a database is, with its metrics over a range, as JSON of {@link Health}. Permission is checked first. Throws a NotAllowedError or
   * a NotFoundError.
   *
   * Many look at the same: the text is kept until what it was made of changes.
   */
  async getJson(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<string> {
    await this.#authorizer.require(
      credentials,
      auroraDbClusterReadPermission,
      entityRef,
    );
    try {
      const located = await this.#locator.locate(entityRef, credentials, {
        allowStale: true,
      });
      const cluster = await this.#clusters.get(
        located.environment,
        located.clusterIdentifier,
      );
      const evidence = await this.#read(located, cluster, range);
      return this.#answers.get(
        `${entityRef} ${range}`,
        inputsOf(evidence),
        () => JSON.stringify(this.#describe(evidence)),
      );
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      return JSON.stringify(this.#unreachable(entityRef, error));
    }
  }

  async #read(
    located: LocatedCluster,
    cluster: Reading<LiveCluster | undefined>,
    range: HealthRange,
  ): Promise<Evidence> {
    const { environment, stack, clusterIdentifier } = located;
    const live = cluster.value;
    const { minCapacity } = live?.capacity ?? environment.config;
    const status = clusterStatus(stack.status, live?.status);
    const hasMetrics = live !== undefined && status !== 'creating';
    const read = (wanted: HealthRange) =>
      attempt(
        this.#metrics.read(
          environment,
          clusterIdentifier,
          wanted,
          status === 'available' && minCapacity > 0,
        ),
      );
    const [recent, history, alarms] = await Promise.all(
      hasMetrics
        ? [
            read(recentRange),
            read(range),
            attempt(this.#alarms.read(environment)),
          ]
        : [unread<Series>(), unread<Series>(), unread<Alarms>()],
    );
    return {
      located,
      cluster,
      status,
      recent,
      history,
      alarms,
      telling: {
        status: this.#tells(located) && this.#tells(cluster),
        recent: this.#tells(recent),
        alarms: this.#tells(alarms),
      },
    };
  }

  /** What could be read anew is as new as it gets. */
  #tells({ readAt, failure }: Attempt<unknown>): boolean {
    return !failure || (readAt !== undefined && isTelling(readAt, this.#now()));
  }

  #describe(evidence: Evidence): Health {
    const { located, cluster, status, recent, history, alarms } = evidence;
    const { telling } = evidence;
    const { environment, stack, names } = located;
    const live = cluster.value;
    const capacity = live?.capacity ?? environment.config;
    const maxConnections = connectionLimits(stack, live, capacity);
    const assessment = assessHealth({
      names,
      stackStatus: stack.status,
      status,
      capacity,
      maxConnections,
      ...(telling.recent &&
        recent.value &&
        recent.readAt && {
          recent: { series: recent.value, readAt: recent.readAt },
        }),
      ...(telling.alarms && alarms.value && { alarms: alarms.value }),
    });
    const use =
      history.value &&
      capacityUse(history.value.values.get('acu') ?? [], {
        periodMs: history.value.window.periodMs,
        instances: Math.max(1, live?.members.length ?? 1),
        maxCapacity: capacity.maxCapacity,
        acuHour: this.#acuHour,
      });
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
                reason: alarms.failure.message,
              }),
            ]
          : []),
      ],
      asOf,
      ...(failure && { stale: true }),
      metrics: healthMetrics(recent.value, history.value, {
        ...capacity,
        maxConnections: maxConnections.live ?? maxConnections.configured,
      }),
      ...(use && { capacityUse: use }),
    };
  }

  #unreachable(entityRef: string, error: AwsUnavailableError): Health {
    return {
      entityRef,
      status: 'unknown',
      severity: 'unknown',
      reasons: [describeFailure(error, undefined)],
      asOf: new Date(this.#now()).toISOString(),
      metrics: healthMetrics(undefined, undefined),
      alarms: [],
    };
  }
}

/** All that an answer is made of. */
function inputsOf(evidence: Evidence): unknown[] {
  const { located, cluster, recent, history, alarms, telling } = evidence;
  return [
    located.stack,
    located.failure,
    cluster.value,
    cluster.readAt.getTime(),
    cluster.failure,
    ...[recent, history, alarms].flatMap(({ value, readAt, failure }) => [
      value,
      readAt?.getTime(),
      failure,
    ]),
    telling.status,
    telling.recent,
    telling.alarms,
  ];
}

async function unread<T>(): Promise<Attempt<T>> {
  return {};
}

async function attempt<T>(reading: Promise<Reading<T>>): Promise<Attempt<T>> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AwsUnavailableError) {
      return { failure: error };
    }
    throw error;
  }
}

/**
 * @param asOf - when the data that is shown instead was read; undefined where there is none
 */
function describeFailure(
  error: AwsUnavailableError,
  asOf: string | undefined,
): Message {
  const { reason, accountId, message } = error;
  switch (reason) {
    case 'credentials':
      return createMessage('health.credentials', {
        accountId,
        reason: message,
      });
    case 'access-denied':
      return createMessage('health.accessDenied', {
        accountId,
        reason: message,
      });
    case 'throttled':
      return asOf
        ? createMessage('health.throttled', { asOf })
        : createMessage('health.throttledNoData');
    default:
      return asOf
        ? createMessage('health.unavailable', { asOf })
        : createMessage('health.unavailableNoData', { reason: message });
  }
}
