import type { Entity } from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import {
  existingDatabase,
  ownerOfExisting,
  systemOfExisting,
  taggedRefs,
} from '../database/existing/existingDatabase';
import type { IncludedClusters } from '../database/existing/IncludedClusters';
import type { OwnerDirectory } from '../database/existing/OwnerDirectory';
import { toExistingEntity } from '../database/existing/toExistingEntity';
import type { ClusterReader, LiveCluster } from '../ports/ClusterReader';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { ExistingClusters } from '../ports/EnvironmentConfig';
import { describeTagProblems } from './describeTagProblems';
import {
  EnvironmentEntityProvider,
  type EnvironmentProviderOptions,
} from './EnvironmentEntityProvider';
import type { KeptDatabases } from './KeptDatabases';
import { LastingWarnings } from './LastingWarnings';

/** The name by which the catalog remembers the entities of an environment's existing databases. */
export function existingProviderNameOf(environment: string): string {
  return `aurora-db:${environment}:existing`;
}

/**
 * Delays before owners are looked up again, in ms. At the start of a portal, the catalog may have
 * no groups for a few seconds.
 */
const firstDelayMs = 2_000;
const longestDelayMs = 60_000;
/** Age of clusters up to which owners are looked up for them again: a refresh reads new ones. */
const maxAgeMs = 5 * 60_000;

/** The clusters of a refresh. */
interface FoundClusters {
  clusters: LiveCluster[];
  readAt: number;
}

/**
 * Keeps in the catalog the databases that the portal did not create and an environment includes. An
 * entity exists as long as its cluster. Keeps the existing entities if AWS or the catalog gives no
 * answer. While the catalog lacks owners, the provider looks for them again, without AWS.
 */
export class ExistingDatabaseEntityProvider extends EnvironmentEntityProvider {
  readonly #clusters: Pick<ClusterReader, 'list' | 'describe'>;
  readonly #stacks: Pick<DatabaseStackReader, 'list' | 'describe'>;
  readonly #included: IncludedClusters;
  readonly #owners: OwnerDirectory;
  readonly #kept: Pick<KeptDatabases, 'arnsOf'>;
  readonly #tagProblems: LastingWarnings;
  readonly #catalogProblems: LastingWarnings;
  #found: FoundClusters | undefined;
  readonly #firstDelayMs: number;
  #delayMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    options: EnvironmentProviderOptions & {
      clusters: Pick<ClusterReader, 'list' | 'describe'>;
      stacks: Pick<DatabaseStackReader, 'list' | 'describe'>;
      included: IncludedClusters;
      owners: OwnerDirectory;
      kept: Pick<KeptDatabases, 'arnsOf'>;
      lookAgainAfterMs?: number;
    },
  ) {
    super(existingProviderNameOf(options.environment.name), options);
    this.#clusters = options.clusters;
    this.#stacks = options.stacks;
    this.#included = options.included;
    this.#owners = options.owners;
    this.#kept = options.kept;
    this.#firstDelayMs = options.lookAgainAfterMs ?? firstDelayMs;
    this.#delayMs = this.#firstDelayMs;
    this.#tagProblems = new LastingWarnings(options.logger);
    this.#catalogProblems = new LastingWarnings(options.logger);
  }

  /** An environment that includes no clusters has no entities, and nothing to read. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    if (this.environment.existing) {
      await super.connect(connection);
    } else {
      await connection.applyMutation({ type: 'full', entities: [] });
    }
  }

  protected async read(): Promise<Entity[] | undefined> {
    const { existing } = this.environment;
    if (!existing) {
      return [];
    }
    const clusters = await this.fromAws(() => this.#findClusters());
    if (!clusters) {
      return undefined;
    }
    this.#found = { clusters, readAt: Date.now() };
    return this.#entitiesOf(existing, clusters);
  }

  async #findClusters(): Promise<LiveCluster[]> {
    const { environment } = this;
    const all = await this.#clusters.list(environment);
    const included = await this.#included.select(
      environment,
      all,
      this.#stacks,
    );
    const clusters: LiveCluster[] = [];
    for (const { cluster, isLeftBehind } of included) {
      // The deletion of its stack may have ended between the reads of clusters and stacks.
      const now = isLeftBehind
        ? await this.#clusters.describe(environment, cluster.clusterIdentifier)
        : cluster;
      if (now) {
        clusters.push(now);
      }
    }
    return clusters;
  }

  /** Returns undefined if the catalog gives no answer. */
  async #entitiesOf(
    existing: ExistingClusters,
    clusters: LiveCluster[],
  ): Promise<Entity[] | undefined> {
    const { environment } = this;
    const answer = await this.#fromCatalog(async () => {
      const keptElsewhere = await this.#kept.arnsOf(clusters);
      const databases = clusters
        .filter(({ arn }) => !keptElsewhere.has(arn))
        .map(cluster => ({
          cluster,
          database: existingDatabase(environment, existing, cluster),
        }));
      const known = await this.#owners.filterKnown([
        ...new Set(databases.flatMap(({ database }) => taggedRefs(database))),
      ]);
      return { databases, known };
    });
    if (!answer) {
      this.#lookAgainLater();
      return undefined;
    }
    const { databases, known } = answer;
    const { texts, isMissing } = describeTagProblems(
      databases.map(({ database }) => database),
      known,
    );
    this.#tagProblems.replace(
      texts.map(text => `${this.getProviderName()}: ${text}`),
    );
    if (isMissing) {
      this.#lookAgainLater();
    } else {
      this.#delayMs = this.#firstDelayMs;
    }
    return databases.map(({ cluster, database }) =>
      toExistingEntity({
        environment,
        cluster,
        clusterIdentifier: cluster.clusterIdentifier,
        entityName: database.entityName,
        owner: ownerOfExisting(database, known),
        system: systemOfExisting(database, known),
      }),
    );
  }

  async #fromCatalog<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await read();
      this.#catalogProblems.replace([]);
      return answer;
    } catch (error) {
      this.#catalogProblems.replace([
        `${this.getProviderName()} keeps its entities as they are, because the catalog does not say which entities it has: ${error}`,
      ]);
      return undefined;
    }
  }

  #lookAgainLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#lookAgain().catch(error =>
        this.logger.warn(
          `${this.getProviderName()} could not look for owners: ${error}`,
        ),
      );
    }, this.#delayMs).unref();
    this.#delayMs = Math.min(2 * this.#delayMs, longestDelayMs);
  }

  async #lookAgain(): Promise<void> {
    const { existing } = this.environment;
    const found = this.#found;
    if (existing && found && Date.now() - found.readAt < maxAgeMs) {
      await this.replace(() => this.#entitiesOf(existing, found.clusters));
    }
  }
}
