import {
  auroraDbInsightsReadPermission,
  auroraDbLogReadPermission,
  type HealthRange,
  type Load,
  type StatementTexts,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { LocatedCluster } from '../database/LocatedCluster';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { LiveCluster } from '../ports/ClusterReader';
import type { CachedLookup } from '../readings/CachedLookup';
import { describeLoad } from './describeLoad';
import { describeFailure } from './describeProblems';
import type { LoadReadings } from './LoadReadings';
import { StatementTextReads } from './StatementTextReads';

/** Reads what loads databases. If AWS gives no answer, the result says so. */
export class AuroraLoadService {
  readonly #access: Pick<DatabaseAccess, 'find'>;
  readonly #clusters: Pick<CachedLookup<LiveCluster>, 'get'>;
  readonly #readings: LoadReadings;
  readonly #texts: StatementTextReads;
  readonly #now: () => number;

  constructor(options: {
    access: Pick<DatabaseAccess, 'find'>;
    clusters: Pick<CachedLookup<LiveCluster>, 'get'>;
    readings: LoadReadings;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#clusters = options.clusters;
    this.#readings = options.readings;
    this.#texts = new StatementTextReads(options.readings);
    this.#now = options.now ?? Date.now;
  }

  /**
   * Returns the load of a database over a range, summed over its instances. Checks the permission
   * first. Throws a NotAllowedError or a NotFoundError.
   */
  async get(
    entityRef: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<Load> {
    const located = await this.#find(
      entityRef,
      credentials,
      auroraDbInsightsReadPermission,
    );
    if (located instanceof AwsUnavailableError) {
      return {
        asOf: new Date(this.#now()).toISOString(),
        unavailable: describeFailure(located),
        waits: [],
        statements: [],
      };
    }
    const [reading, maxCapacity] = await Promise.all([
      this.#readings.read(located, range),
      this.#maxCapacity(located),
    ]);
    return describeLoad(reading, maxCapacity);
  }

  /**
   * Returns the statements behind a tokenized one, with their values. Checks the permission first.
   * Throws a NotAllowedError, or a NotFoundError if there is no such statement.
   *
   * @param statementId - {@link LoadStatement.id}
   */
  async getStatementTexts(
    entityRef: string,
    statementId: string,
    range: HealthRange,
    credentials: BackstageCredentials,
  ): Promise<StatementTexts> {
    const located = await this.#find(
      entityRef,
      credentials,
      auroraDbLogReadPermission,
    );
    return located instanceof AwsUnavailableError
      ? { id: statementId, unavailable: describeFailure(located), items: [] }
      : this.#texts.read(located, statementId, range);
  }

  /** Returns AWS's failure if the database's stack is not known. */
  async #find(
    entityRef: string,
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<LocatedCluster | AwsUnavailableError> {
    try {
      return await this.#access.find(entityRef, credentials, permission, {
        allowStale: true,
      });
    } catch (error) {
      if (error instanceof AwsUnavailableError) {
        return error;
      }
      throw error;
    }
  }

  /** The maximum capacity in ACU; undefined if the cluster is not serverless. */
  async #maxCapacity({
    environment,
    clusterIdentifier,
    origin,
  }: LocatedCluster): Promise<number | undefined> {
    const planned =
      origin === 'portal' ? environment.config.maxCapacity : undefined;
    try {
      const { value } = await this.#clusters.get(
        environment,
        clusterIdentifier,
      );
      return value ? value.capacity?.maxCapacity : planned;
    } catch (error) {
      if (error instanceof AwsUnavailableError) {
        return planned;
      }
      throw error;
    }
  }
}
