import {
  auroraDbClusterReadPermission,
  type Health,
  type HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { AlarmStates } from '../readings/AlarmStates';
import { AnswerCache } from '../readings/AnswerCache';
import { AwsUnavailableError } from '../ports/AwsUnavailableError';
import type { CachedLookup } from '../readings/CachedLookup';
import type { LocatedCluster } from '../database/ClusterLocator';
import type { LiveCluster } from '../ports/ClusterReader';
import { clusterStatus } from '../database/clusterStatus';
import {
  type CoalescedMetrics,
  recentRange,
} from '../readings/CoalescedMetrics';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import {
  type Attempt,
  describeHealth,
  describeUnreachable,
  type HealthEvidence,
} from './describeHealth';
import { isCurrent } from '../readings/isCurrent';
import type { Reading } from '../readings/Reading';

/**
 * Reads the health of databases. If AWS gives no answer, the result says so; that is not an error.
 */
export class AuroraHealthService {
  readonly #access: DatabaseAccess;
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #metrics: CoalescedMetrics;
  readonly #alarms: AlarmStates;
  readonly #now: () => number;
  readonly #answers = new AnswerCache();

  constructor(options: {
    access: DatabaseAccess;
    clusters: CachedLookup<LiveCluster>;
    metrics: CoalescedMetrics;
    alarms: AlarmStates;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#metrics = options.metrics;
    this.#alarms = options.alarms;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns the health of a database, with its metrics over a range. Checks the permission first.
   * Throws a NotAllowedError or a NotFoundError.
   */
  async get(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<Health> {
    const evidence = await this.#gather(entityRef, range, credentials);
    return evidence instanceof AwsUnavailableError
      ? this.#unreachable(entityRef, evidence)
      : describeHealth(evidence);
  }

  /**
   * Returns what {@link get} returns, as JSON. Many viewers read the same health, so the text is
   * cached until one of its inputs changes.
   */
  async getJson(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const evidence = await this.#gather(entityRef, range, credentials);
    return evidence instanceof AwsUnavailableError
      ? JSON.stringify(this.#unreachable(entityRef, evidence))
      : this.#answers.get(`${entityRef} ${range}`, inputsOf(evidence), () =>
          JSON.stringify(describeHealth(evidence)),
        );
  }

  /** Returns what is known about a database, or AWS's failure if nothing is known. */
  async #gather(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<HealthEvidence | AwsUnavailableError> {
    try {
      const located = await this.#access.find(
        entityRef,
        credentials,
        auroraDbClusterReadPermission,
        { allowStale: true },
      );
      const cluster = await this.#clusters.get(
        located.environment,
        located.clusterIdentifier,
      );
      return await this.#read(located, cluster, range);
    } catch (error) {
      if (error instanceof AwsUnavailableError) {
        return error;
      }
      throw error;
    }
  }

  #unreachable(entityRef: string, error: AwsUnavailableError): Health {
    return describeUnreachable(entityRef, error, new Date(this.#now()));
  }

  async #read(
    located: LocatedCluster,
    cluster: Reading<LiveCluster | undefined>,
    range: HealthRange,
  ): Promise<HealthEvidence> {
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
        : [{}, {}, {}],
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

  /** Whether a reading is current: it was read now, or a short time ago. */
  #tells({ readAt, failure }: Attempt<unknown>): boolean {
    return !failure || (readAt !== undefined && isCurrent(readAt, this.#now()));
  }
}

/** The inputs of an answer. */
function inputsOf(evidence: HealthEvidence): unknown[] {
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
