import {
  auroraDbClusterReadPermission,
  auroraDbInsightsReadPermission,
  type Health,
  type HealthRange,
  healthSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { AlarmStates } from '../readings/AlarmStates';
import { AnswerCache } from '../readings/AnswerCache';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { CachedLookup } from '../readings/CachedLookup';
import { causeSubjects } from './causeSubjects';
import type { CauseSubject } from '../insight/causes/CauseSubject';
import { healthInputs } from './healthInputs';
import type { ExistingAlarms } from './existing/ExistingAlarms';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import { clusterStatus } from '../database/clusterStatus';
import {
  type CoalescedMetrics,
  recentRange,
} from '../readings/CoalescedMetrics';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { DatabaseConnectionLimits } from '../database/connections/DatabaseConnectionLimits';
import {
  type Attempt,
  describeHealth,
  describeUnreachable,
  type HealthEvidence,
} from './describeHealth';
import { isCurrent } from '../readings/isCurrent';
import { explainReasons } from '../insight/causes/explainReasons';
import { needsStatements } from '../insight/causes/needsStatements';
import type { LoadCauses } from '../insight/LoadCauses';
import type { Reading } from '../readings/Reading';

/** A health as JSON, and what its reasons are about. */
interface Answer {
  text: string;
  subjects: ReadonlyMap<string, CauseSubject>;
}

/**
 * Reads the health of databases. If AWS gives no answer, the result says so; that is not an error.
 */
export class AuroraHealthService {
  readonly #access: DatabaseAccess;
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #metrics: CoalescedMetrics;
  readonly #instances: CachedLookup<ClusterInstances>;
  readonly #connectionLimits: DatabaseConnectionLimits;
  readonly #alarms: AlarmStates;
  readonly #existingAlarms: ExistingAlarms;
  readonly #causes: LoadCauses;
  readonly #now: () => number;
  readonly #answers = new AnswerCache<Answer>();

  constructor(options: {
    access: DatabaseAccess;
    clusters: CachedLookup<LiveCluster>;
    metrics: CoalescedMetrics;
    instances: CachedLookup<ClusterInstances>;
    connectionLimits: DatabaseConnectionLimits;
    alarms: AlarmStates;
    existingAlarms: ExistingAlarms;
    causes: LoadCauses;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#metrics = options.metrics;
    this.#instances = options.instances;
    this.#connectionLimits = options.connectionLimits;
    this.#alarms = options.alarms;
    this.#existingAlarms = options.existingAlarms;
    this.#causes = options.causes;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns the health of a database, with its metrics over a range. Checks the permission first.
   * Reasons have a cause if the caller may read insights. Throws a NotAllowedError or a
   * NotFoundError.
   */
  async get(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<Health> {
    const text = await this.getJson(entityRef, range, credentials);
    return healthSchema.parse(JSON.parse(text));
  }

  /**
   * Returns what {@link get} returns, as JSON. Many viewers read the same health, so the text is
   * cached until one of its inputs changes. Callers who may read insights have a text of their own
   * if the load names a cause.
   */
  async getJson(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const evidence = await this.#gather(entityRef, range, credentials);
    if (evidence instanceof AwsUnavailableError) {
      const now = new Date(this.#now());
      return JSON.stringify(describeUnreachable(entityRef, evidence, now));
    }
    const inputs = healthInputs(evidence);
    const key = `${entityRef} ${range}`;
    const { text, subjects } = this.#answers.get(key, inputs, () => {
      const health = describeHealth(evidence);
      return {
        text: JSON.stringify(health),
        subjects: causeSubjects(health, evidence),
      };
    });
    const members = evidence.cluster.value?.members;
    const load =
      subjects.size > 0
        ? await this.#causes.read(evidence.located, instances =>
            needsStatements(subjects.values(), instances, members),
          )
        : undefined;
    if (!load) {
      return text;
    }
    const explained = this.#answers.get(
      `${key} explained`,
      [...inputs, load.version],
      () => {
        const health = describeHealth(evidence);
        const reasons = explainReasons(
          health.reasons,
          subjects,
          load.instances,
          members,
        );
        return { text: JSON.stringify({ ...health, reasons }), subjects };
      },
    );
    return explained.text === text ||
      (await this.#mayReadInsights(entityRef, credentials))
      ? explained.text
      : text;
  }

  async #mayReadInsights(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    try {
      await this.#access.find(
        entityRef,
        credentials,
        auroraDbInsightsReadPermission,
        { allowStale: true },
      );
      return true;
    } catch (error) {
      if (
        error instanceof NotAllowedError ||
        error instanceof NotFoundError ||
        error instanceof AwsUnavailableError
      ) {
        return false;
      }
      throw error;
    }
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

  async #read(
    located: LocatedCluster,
    cluster: Reading<LiveCluster | undefined>,
    range: HealthRange,
  ): Promise<HealthEvidence> {
    const { environment, stack, clusterIdentifier } = located;
    const live = cluster.value;
    const isExisting = located.origin === 'existing';
    const minCapacity =
      live?.capacity?.minCapacity ??
      (isExisting ? undefined : environment.config.minCapacity);
    const status = clusterStatus(stack?.status, live?.status);
    // A cluster of another tool can have no instances for years.
    const hasInstances = !isExisting || (live?.members ?? []).length > 0;
    const hasMetrics = live !== undefined && status !== 'creating';
    const read = (wanted: HealthRange) =>
      attempt(
        this.#metrics.read(
          environment,
          clusterIdentifier,
          wanted,
          status === 'available' && minCapacity !== 0 && hasInstances,
        ),
      );
    const readAlarms = () =>
      attempt<HealthEvidence['alarms']['value']>(
        isExisting
          ? this.#existingAlarms.read(environment)
          : this.#alarms.read(environment),
      );
    const readInstances = async () => {
      const { value: instances } =
        hasMetrics && isExisting && hasInstances
          ? await attempt(this.#instances.get(environment, clusterIdentifier))
          : {};
      return {
        ...(instances && { instances }),
        maxConnections: await this.#connectionLimits.read(located, {
          live,
          instances,
        }),
      };
    };
    const none: Attempt<never> = {};
    const [recent, history, alarms, described] = await Promise.all([
      hasMetrics ? read(recentRange) : none,
      hasMetrics ? read(range) : none,
      hasMetrics ? readAlarms() : none,
      readInstances(),
    ]);
    return {
      located,
      cluster,
      status,
      recent,
      history,
      alarms,
      ...described,
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
