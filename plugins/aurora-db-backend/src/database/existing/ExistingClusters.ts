import { databaseNameSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../../ports/ClusterReader';
import type {
  DatabaseStack,
  DatabaseStackReader,
} from '../../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { CachedLookup } from '../../readings/CachedLookup';
import type { Reading } from '../../readings/Reading';
import {
  existingDatabase,
  ownerOfExisting,
  systemOfExisting,
  taggedRefs,
} from './existingDatabase';
import type { IncludedClusters } from './IncludedClusters';
import type { ExistingCluster, LocateOptions } from '../LocatedCluster';
import type { OwnerDirectory } from './OwnerDirectory';

/** Finds the clusters of other tools that an environment includes, see {@link IncludedClusters}. */
export class ExistingClusters {
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #stacks: CachedLookup<DatabaseStack>;
  readonly #included: IncludedClusters;
  readonly #owners: OwnerDirectory;

  constructor(options: {
    clusters: CachedLookup<LiveCluster>;
    stacks: CachedLookup<DatabaseStack>;
    included: IncludedClusters;
    owners: OwnerDirectory;
  }) {
    this.#clusters = options.clusters;
    this.#stacks = options.stacks;
    this.#included = options.included;
    this.#owners = options.owners;
  }

  /**
   * Returns undefined if there is no such cluster or the environment does not include it. Throws an
   * AwsUnavailableError if AWS gives no answer.
   */
  async find(
    environment: EnvironmentConfig,
    clusterIdentifier: string,
    options: LocateOptions = {},
  ): Promise<ExistingCluster | undefined> {
    if (!environment.existing) {
      return undefined;
    }
    const reading = options.fresh
      ? await this.#clusters.refresh(environment, clusterIdentifier)
      : await this.#clusters.get(environment, clusterIdentifier);
    if (reading.failure && !options.allowStale) {
      throw reading.failure;
    }
    const [found] = await this.#locate(
      environment,
      { ...reading, value: reading.value ? [reading.value] : [] },
      options,
    );
    return found;
  }

  /**
   * Returns every one of an environment. If AWS gives no answer, `failure` is set and they are
   * those of an older reading.
   */
  async list(environment: EnvironmentConfig): Promise<ExistingCluster[]> {
    return environment.existing
      ? this.#locate(environment, await this.#clusters.list(environment), {
          allowStale: true,
        })
      : [];
  }

  async #locate(
    environment: EnvironmentConfig,
    { value, readAt, failure }: Reading<LiveCluster[]>,
    options: LocateOptions,
  ): Promise<ExistingCluster[]> {
    const { existing } = environment;
    if (!existing) {
      return [];
    }
    const included = await this.#included.select(
      environment,
      value,
      this.#stackReader(options),
    );
    const databases = included.map(({ cluster }) => ({
      cluster,
      database: existingDatabase(environment, existing, cluster),
    }));
    const known = await this.#owners.filterKnown(
      databases.flatMap(({ database }) => taggedRefs(database)),
    );
    return databases.map(({ cluster, database }) => {
      const { entityRef, entityName } = database;
      const system = systemOfExisting(database, known);
      const { clusterIdentifier } = cluster;
      return {
        origin: 'existing',
        entityRef,
        entityName,
        environment,
        cluster,
        clusterIdentifier,
        base: clusterIdentifier,
        formName: formNameOf(clusterIdentifier),
        owner: ownerOfExisting(database, known),
        ...(system && { system }),
        readAt,
        ...(failure && { failure }),
      };
    });
  }

  /** The stacks as {@link IncludedClusters} reads them. */
  #stackReader({
    allowStale,
    fresh,
  }: LocateOptions): Pick<DatabaseStackReader, 'describe' | 'list'> {
    const valueOf = <T>({ value, failure }: Reading<T>): T => {
      if (failure && !allowStale) {
        throw failure;
      }
      return value;
    };
    return {
      describe: async (environment, stackName) =>
        valueOf(
          fresh
            ? await this.#stacks.refresh(environment, stackName)
            : await this.#stacks.get(environment, stackName),
        ),
      list: async environment => valueOf(await this.#stacks.list(environment)),
    };
  }
}

/** Makes a database's form name of a cluster's identifier. */
function formNameOf(clusterIdentifier: string): string {
  const name = clusterIdentifier.replace(/-(aurora-)?cluster$/, '');
  return databaseNameSchema.safeParse(name).success
    ? name
    : `db-${name}`.replace(/-+/g, '-').slice(0, 40).replace(/-+$/, '');
}
