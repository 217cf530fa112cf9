import { databaseNameSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../ports/ClusterReader';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { CachedLookup } from '../readings/CachedLookup';
import type { Reading } from '../readings/Reading';
import { databaseOfStack, stackNameOfCluster } from './databaseOfStack';
import { existingDatabase, ownerOfExisting } from './existingDatabase';
import type { ExistingCluster, LocateOptions } from './LocatedCluster';
import { matchesExisting } from './matchesExisting';
import type { OwnerDirectory } from './OwnerDirectory';

/**
 * Finds the clusters of other tools that an environment includes. A cluster that several
 * environments of one account and region include belongs to the first of them. A cluster of a
 * portal's stack is none of these.
 */
export class ExistingClusters {
  readonly #clusters: CachedLookup<LiveCluster>;
  readonly #stacks: CachedLookup<DatabaseStack>;
  readonly #environments: readonly EnvironmentConfig[];
  readonly #owners: OwnerDirectory;

  constructor(options: {
    clusters: CachedLookup<LiveCluster>;
    stacks: CachedLookup<DatabaseStack>;
    environments: readonly EnvironmentConfig[];
    owners: OwnerDirectory;
  }) {
    this.#clusters = options.clusters;
    this.#stacks = options.stacks;
    this.#environments = options.environments;
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
    const included: LiveCluster[] = [];
    for (const cluster of value) {
      if (
        this.#environmentOf(environment, cluster) === environment &&
        !(await this.#isPortals(environment, cluster, options))
      ) {
        included.push(cluster);
      }
    }
    const databases = included.map(cluster => ({
      cluster,
      database: existingDatabase(environment, existing, cluster),
    }));
    const known = await this.#owners.filterKnown(
      databases.flatMap(({ database }) => database.taggedOwner ?? []),
    );
    return databases.map(({ cluster, database }) => {
      const { entityRef, entityName, system } = database;
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

  /** The first environment of the cluster's account and region that includes the cluster. */
  #environmentOf(
    { accountId, region, endpoint }: EnvironmentConfig,
    cluster: LiveCluster,
  ): EnvironmentConfig | undefined {
    return this.#environments.find(
      one =>
        one.accountId === accountId &&
        one.region === region &&
        one.endpoint === endpoint &&
        one.existing &&
        matchesExisting(one.existing, cluster),
    );
  }

  async #isPortals(
    { accountId, region, endpoint }: EnvironmentConfig,
    { clusterIdentifier }: LiveCluster,
    { allowStale }: LocateOptions,
  ): Promise<boolean> {
    const stackName = stackNameOfCluster(clusterIdentifier);
    if (!stackName) {
      return false;
    }
    const [environment] = this.#environments.filter(
      one =>
        one.accountId === accountId &&
        one.region === region &&
        one.endpoint === endpoint,
    );
    if (!environment) {
      return false;
    }
    const { value: stack, failure } = await this.#stacks.get(
      environment,
      stackName,
    );
    if (failure && !allowStale) {
      throw failure;
    }
    return (
      stack !== undefined &&
      this.#environments.some(
        one =>
          one.accountId === accountId &&
          one.region === region &&
          databaseOfStack(one, stack).outcome === 'ours',
      )
    );
  }
}

/** Makes a database's form name of a cluster's identifier. */
function formNameOf(clusterIdentifier: string): string {
  const name = clusterIdentifier.replace(/-(aurora-)?cluster$/, '');
  return databaseNameSchema.safeParse(name).success
    ? name
    : `db-${name}`.replace(/-+/g, '-').slice(0, 40).replace(/-+$/, '');
}
