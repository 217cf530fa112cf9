import {
  auroraDbClusterReadPermission,
  createMessage,
  type Health,
  type HealthMetric,
  type HealthRange,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { AlarmReport } from './AlarmReader';
import type { AlarmStates } from './AlarmStates';
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
import { newestDatapoint, round } from './judgeHealth';
import type { Reading } from './Reading';

type Series = ClusterSeries<HealthSeriesName>;
/** Something that was tried to be read; without a value where nothing ever was. */
type Attempt<T> = Partial<Reading<T>>;
type Alarms = Map<string, AlarmReport>;

/** Datapoints that are older than this say nothing about now, in milliseconds. */
const telling = 5 * 60_000;

/** Watches databases. AWS that gives no answer is part of the answer, never an error. */
export class AuroraHealthService {
  readonly #authorizer: Authorizer;
  readonly #locator: ClusterLocator;
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #metrics: CoalescedMetrics;
  readonly #alarms: AlarmStates;
  readonly #acuHour: number;
  readonly #now: () => number;

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
   * How a database is, with its metrics over a range. Permission is checked first. Throws a NotAllowedError or
   * a NotFoundError.
   */
  async get(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<Health> {
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
      return await this.#assess(located, cluster, range);
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      return this.#unreachable(entityRef, error);
    }
  }

  async #assess(
    located: LocatedCluster,
    cluster: Reading<LiveCluster | undefined>,
    range: HealthRange,
  ): Promise<Health> {
    const { environment, stack, names, clusterIdentifier } = located;
    const live = cluster.value;
    const capacity = live?.capacity ?? environment.config;
    const maxConnections = connectionLimits(stack, live, capacity);
    const status = clusterStatus(stack.status, live?.status);
    const hasMetrics = live !== undefined && status !== 'creating';
    const read = (wanted: HealthRange) =>
      attempt(
        this.#metrics.read(
          environment,
          clusterIdentifier,
          wanted,
          status === 'available' && capacity.minCapacity > 0,
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
    const assessment = assessHealth({
      names,
      stackStatus: stack.status,
      status,
      capacity,
      maxConnections,
      ...(recent.value &&
        recent.readAt && {
          recent: { series: recent.value, readAt: recent.readAt },
        }),
      ...(alarms.value && { alarms: alarms.value }),
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
    const isTelling =
      this.#now() - readAt.getTime() <= telling &&
      (recent.value !== undefined || !recent.failure);
    return {
      entityRef: located.entityRef,
      ...assessment,
      severity: failure && !isTelling ? 'unknown' : assessment.severity,
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
      metrics: describeMetrics(recent.value, history.value, {
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
      metrics: describeMetrics(undefined, undefined),
      alarms: [],
    };
  }
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
    case 'access-denied':
      return createMessage('health.credentials', {
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

function describeMetrics(
  recent: Series | undefined,
  history: Series | undefined,
  limits?: {
    minCapacity: number;
    maxCapacity: number;
    maxConnections: number;
  },
): Health['metrics'] {
  const describe = (
    name: HealthSeriesName,
    unit: HealthMetric['unit'],
    bounds: { min?: number | undefined; max?: number | undefined } = {},
  ): HealthMetric => {
    const scale = (value: number) =>
      round(unit === 'ms' ? value * 1000 : value, 3);
    const current =
      newestDatapoint(recent?.values.get(name)) ??
      newestDatapoint(history?.values.get(name));
    const { startMs, periodMs } = history?.window ?? {
      startMs: 0,
      periodMs: 0,
    };
    return {
      unit,
      ...(current && { current: scale(current.value) }),
      ...(bounds.max !== undefined && { max: bounds.max }),
      ...(bounds.min !== undefined && { min: bounds.min }),
      points: Array.from(history?.values.get(name) ?? [], (value, slot) => [
        startMs + slot * periodMs,
        Number.isNaN(value) ? null : scale(value),
      ]),
    };
  };
  return {
    acu: describe('acu', 'ACU', {
      min: limits?.minCapacity,
      max: limits?.maxCapacity,
    }),
    connections: describe('connections', 'count', {
      max: limits?.maxConnections,
    }),
    cpu: describe('cpu', '%', { min: 0, max: 100 }),
    readLatency: describe('readLatency', 'ms'),
    writeLatency: describe('writeLatency', 'ms'),
  };
}
