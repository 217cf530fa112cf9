import {
  auroraDbClusterReadPermission,
  type Cluster,
  type ClusterSummary,
  type Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  EnvironmentConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';
import type { AlarmReport } from '../ports/AlarmReader';
import type { AlarmStates } from '../readings/AlarmStates';
import { assessHealth } from './assessHealth';
import type { Authorizer } from '../access/DefaultAuthorizer';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { CachedLookup } from '../readings/CachedLookup';
import type { ClusterLocator } from '../database/ClusterLocator';
import type { LocatedCluster } from '../database/LocatedCluster';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import { clusterStatus } from '../database/clusterStatus';
import {
  type CoalescedMetrics,
  recentRange,
} from '../readings/CoalescedMetrics';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import { describeCluster } from './describeCluster';
import { isCurrent } from '../readings/isCurrent';
import type { NewestSnapshots } from '../readings/NewestSnapshots';
import type { Reading } from '../readings/Reading';

/** An environment that could not be read. */
type UnavailableEnvironment = {
  environment: string;
  /** English. */
  reason: string;
  messages: Message[];
};

/** All databases that the caller can see. */
export interface ClusterList {
  items: ClusterSummary[];
  /** The items have none of the databases of these environments. */
  unavailable: UnavailableEnvironment[];
}

interface ClusterServiceOptions {
  environments: readonly EnvironmentConfig[];
  invalid?: readonly InvalidEnvironment[];
  access: DatabaseAccess;
  locator: ClusterLocator;
  authorizer: Authorizer;
  clusters: CachedLookup<LiveCluster>;
  instances: CachedLookup<ClusterInstances>;
  metrics: CoalescedMetrics;
  alarms: AlarmStates;
  snapshots: NewestSnapshots;
  logger: LoggerService;
}

/** Describes databases by RDS and their stacks. */
export class AuroraClusterService {
  readonly #options: ClusterServiceOptions;
  readonly #now: () => number;

  constructor(options: ClusterServiceOptions & { now?: () => number }) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** Returns one database. Throws as {@link DatabaseAccess.find} does. */
  async get(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Cluster> {
    const located = await this.#options.access.find(
      entityRef,
      credentials,
      auroraDbClusterReadPermission,
    );
    const { environment, clusterIdentifier } = located;
    const live = orThrow(
      await this.#options.clusters.get(environment, clusterIdentifier),
    );
    const instances = live
      ? orThrow(
          await this.#options.instances.get(environment, clusterIdentifier),
        )
      : undefined;
    return this.#describe(located, live, instances);
  }

  /**
   * Returns every database that the caller can see. Throws an AwsUnavailableError only if no
   * environment can be read.
   */
  async list(credentials: BackstageCredentials): Promise<ClusterList> {
    const { environments, invalid = [] } = this.#options;
    const { authorizer, locator, logger } = this.#options;
    const unavailable: ClusterList['unavailable'] = [];
    const found = await Promise.all(
      environments.map(async environment => {
        try {
          const located = await locator.locateAll(environment);
          const visible = await locator.confirm(
            await authorizer.filter(
              credentials,
              auroraDbClusterReadPermission,
              located,
              ({ entityRef }) => entityRef,
            ),
            credentials,
          );
          for (const one of visible) {
            this.#orThrowStale({ ...one, value: one });
          }
          return { items: await this.#summarize(environment, visible) };
        } catch (error) {
          if (!(error instanceof AwsUnavailableError)) {
            throw error;
          }
          logger.warn(`${environment.name}: ${error.message}`);
          unavailable.push({
            environment: environment.name,
            reason: error.message,
            messages: [...error.messages],
          });
          return { items: [], error };
        }
      }),
    );
    const [first] = found;
    if (first?.error && unavailable.length === environments.length) {
      throw first.error;
    }
    return {
      items: found.flatMap(({ items }) => items),
      unavailable: [
        ...unavailable,
        ...invalid.map(({ name, message }) => ({
          environment: name,
          reason: message.text,
          messages: [message],
        })),
      ],
    };
  }

  async #summarize(
    environment: EnvironmentConfig,
    located: LocatedCluster[],
  ): Promise<ClusterSummary[]> {
    if (located.length === 0) {
      return [];
    }
    const clusters = this.#orThrowStale(
      await this.#options.clusters.list(environment),
    );
    const byIdentifier = new Map(
      clusters.map(cluster => [cluster.clusterIdentifier, cluster]),
    );
    const [alarms, newest] = await Promise.all([
      this.#attempt(environment, 'alarms', () =>
        this.#options.alarms.read(environment),
      ),
      this.#attempt(environment, 'snapshots', () =>
        this.#options.snapshots.read(environment),
      ),
      this.#attempt(environment, 'metrics', () =>
        this.#readMetrics(
          environment,
          located.filter(({ stack, clusterIdentifier }) => {
            const live = byIdentifier.get(clusterIdentifier);
            const status = clusterStatus(stack?.status, live?.status);
            return live && status !== 'creating';
          }),
        ),
      ),
    ]);
    return located.map(one =>
      this.#summaryOf(
        one,
        byIdentifier.get(one.clusterIdentifier),
        alarms && isCurrent(alarms.readAt, this.#now()) && alarms.value,
        newest?.value,
      ),
    );
  }

  /**
   * Reads the last hour of every cluster of the list. Shares its calls with the viewers of the
   * cards.
   */
  async #readMetrics(
    environment: EnvironmentConfig,
    located: LocatedCluster[],
  ): Promise<void> {
    const readings = await Promise.all(
      located.map(({ clusterIdentifier }) =>
        this.#options.metrics.read(environment, clusterIdentifier, recentRange),
      ),
    );
    const failure = readings.find(one => one.failure)?.failure;
    if (failure) {
      throw failure;
    }
  }

  #summaryOf(
    located: LocatedCluster,
    live: LiveCluster | undefined,
    alarms: ReadonlyMap<string, AlarmReport> | false | undefined,
    newestSnapshots: ReadonlyMap<string, Date> | undefined,
  ): ClusterSummary {
    const { environment, base, clusterIdentifier, origin } = located;
    const { stack, owner } = located;
    const { entityRef, status, engineVersion, capacity, ...described } =
      this.#describe(located, live);
    const { earliestRestorableTime, latestRestorableTime } = described.backup;
    const lastSnapshotAt = newestSnapshots?.get(live?.resourceId ?? '');
    const recent = this.#options.metrics.peek(environment, clusterIdentifier);
    const assessment = assessHealth({
      base,
      clusterIdentifier,
      ...(stack && { stack }),
      capacity: live?.capacity ?? environment.config,
      status,
      maxConnections: described.maxConnections,
      ...(alarms && { alarms }),
      ...(recent && { recent }),
    });
    return {
      entityRef,
      origin,
      environment: environment.name,
      ...(environment.title && { environmentTitle: environment.title }),
      accountId: environment.accountId,
      region: environment.region,
      status: assessment.status,
      ...(engineVersion && { engineVersion }),
      ...(capacity && { capacity }),
      ...(described.instanceClasses && {
        instanceClasses: described.instanceClasses,
      }),
      owner,
      ...(lastSnapshotAt && { lastSnapshotAt: lastSnapshotAt.toISOString() }),
      ...(earliestRestorableTime && { earliestRestorableTime }),
      ...(latestRestorableTime && { latestRestorableTime }),
      severity: assessment.severity,
    };
  }

  /**
   * Returns a reading that is still current while AWS gives no answer, and throws the failure if it
   * is older.
   */
  #orThrowStale<T>({ value, readAt, failure }: Reading<T>): T {
    if (failure && !isCurrent(readAt, this.#now())) {
      throw failure;
    }
    return value;
  }

  #describe(
    located: LocatedCluster,
    live: LiveCluster | undefined,
    described?: ClusterInstances,
  ): Cluster {
    const { environment, clusterIdentifier } = located;
    return describeCluster(located, {
      live,
      described,
      recent: this.#options.metrics.peek(environment, clusterIdentifier),
    });
  }

  /** Returns undefined and logs a warning if AWS gives no answer: the list then lacks a column. */
  async #attempt<T>(
    environment: EnvironmentConfig,
    what: string,
    read: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsUnavailableError)) {
        throw error;
      }
      this.#options.logger.warn(
        `${environment.name}: the list of databases is without fresh ${what}: ${error.message}`,
      );
      return undefined;
    }
  }
}

function orThrow<T>(reading: { value: T; failure?: AwsUnavailableError }): T {
  if (reading.failure) {
    throw reading.failure;
  }
  return reading.value;
}
