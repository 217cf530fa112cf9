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
import type { AlarmStates } from '../readings/AlarmStates';
import type { ExistingAlarms } from './existing/ExistingAlarms';
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
import type { DatabaseConnectionLimits } from '../database/connections/DatabaseConnectionLimits';
import { describeCluster } from './describeCluster';
import { isCurrent } from '../readings/isCurrent';
import type { NewestSnapshots } from '../readings/NewestSnapshots';
import type { Reading } from '../readings/Reading';
import { toClusterSummary } from './toClusterSummary';

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
  connectionLimits: DatabaseConnectionLimits;
  metrics: CoalescedMetrics;
  alarms: AlarmStates;
  existingAlarms: ExistingAlarms;
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
    const hasInstances =
      live && (located.origin === 'portal' || live.members.length > 0);
    const instances = hasInstances
      ? orThrow(
          await this.#options.instances.get(environment, clusterIdentifier),
        )
      : undefined;
    return describeCluster(located, {
      live,
      described: instances,
      recent: this.#options.metrics.peek(environment, clusterIdentifier),
      maxConnections: await this.#options.connectionLimits.read(located, {
        live,
        instances,
      }),
    });
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
    const hasExisting = located.some(({ origin }) => origin === 'existing');
    const hasPortals = located.some(({ origin }) => origin === 'portal');
    const { alarms, existingAlarms, instances, snapshots } = this.#options;
    const { connectionLimits, metrics } = this.#options;
    const [states, index, described, newest] = await Promise.all([
      hasPortals
        ? this.#attempt(environment, 'alarms', () => alarms.read(environment))
        : undefined,
      hasExisting
        ? this.#attempt(environment, 'alarms', () =>
            existingAlarms.read(environment),
          )
        : undefined,
      hasExisting
        ? this.#attempt(environment, 'instances', () =>
            instances.list(environment),
          )
        : undefined,
      this.#attempt(environment, 'snapshots', () =>
        snapshots.read(environment),
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
    const current = <T>(reading: Reading<T> | undefined): T | undefined =>
      reading && isCurrent(reading.readAt, this.#now())
        ? reading.value
        : undefined;
    const instancesOf = new Map(
      (described?.value ?? []).map(one => [one.clusterIdentifier, one]),
    );
    return located.map(one => {
      const { origin, clusterIdentifier } = one;
      const isExisting = origin === 'existing';
      const rds = {
        live: byIdentifier.get(clusterIdentifier),
        instances: isExisting ? instancesOf.get(clusterIdentifier) : undefined,
      };
      return toClusterSummary(one, {
        ...rds,
        maxConnections: connectionLimits.peek(one, rds),
        alarms: isExisting ? current(index) : current(states),
        recent: metrics.peek(environment, clusterIdentifier),
        newestSnapshots: newest?.value,
      });
    });
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
