import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { CachedLookup } from '../readings/CachedLookup';
import {
  databasesOfEntityRef,
  environmentOfExistingRef,
} from './databasesOfEntityRef';
import type { ExistingClusters } from './existing/ExistingClusters';
import type {
  LocatedCluster,
  LocateOptions,
  PortalCluster,
} from './LocatedCluster';
import { toPortalCluster } from './toPortalCluster';

/**
 * Finds databases in AWS, without the catalog. Throws an AwsUnavailableError if AWS gives no
 * answer, unless the options allow older readings.
 */
export class DatabasesInAws {
  readonly #stacks: CachedLookup<DatabaseStack>;
  readonly #existing: Pick<ExistingClusters, 'find' | 'list'>;
  readonly #environments: readonly EnvironmentConfig[];

  constructor(options: {
    stacks: CachedLookup<DatabaseStack>;
    existing: Pick<ExistingClusters, 'find' | 'list'>;
    environments: readonly EnvironmentConfig[];
  }) {
    this.#stacks = options.stacks;
    this.#existing = options.existing;
    this.#environments = options.environments;
  }

  /** Finds the database of a stack. */
  async findByStack(
    environment: EnvironmentConfig,
    stackName: string,
    options: LocateOptions | undefined,
  ): Promise<PortalCluster | undefined> {
    const reading = options?.fresh
      ? await this.#stacks.refresh(environment, stackName)
      : await this.#stacks.get(environment, stackName);
    if (reading.failure && !options?.allowStale) {
      throw reading.failure;
    }
    const located =
      reading.value && toPortalCluster(environment, reading.value);
    return (
      located && {
        ...located,
        readAt: reading.readAt,
        ...(reading.failure && { failure: reading.failure }),
      }
    );
  }

  /** Finds the database of a cluster that another tool created. */
  async findByArn(
    environment: EnvironmentConfig,
    clusterArn: string,
    options: LocateOptions | undefined,
  ): Promise<LocatedCluster | undefined> {
    const identifier = identifierOfArn(environment, clusterArn);
    const located =
      identifier === undefined
        ? undefined
        : await this.#existing.find(environment, identifier, options);
    return located?.cluster.arn === clusterArn ? located : undefined;
  }

  /**
   * Returns every database of an environment, including those that the catalog does not have yet.
   * If AWS gives no answer, `failure` is set and the databases are those of an older reading.
   */
  async list(environment: EnvironmentConfig): Promise<LocatedCluster[]> {
    const [{ value, readAt, failure }, existing] = await Promise.all([
      this.#stacks.list(environment),
      this.#existing.list(environment),
    ]);
    const ours = value.flatMap(stack => {
      const located = toPortalCluster(environment, stack);
      return located
        ? [{ ...located, readAt, ...(failure && { failure }) }]
        : [];
    });
    return [...ours, ...existing];
  }

  /** Finds the databases that have an entity reference. */
  async findByRef(
    entityRef: string,
    options?: LocateOptions,
  ): Promise<LocatedCluster[]> {
    const found: Array<LocatedCluster | undefined> = await Promise.all([
      ...databasesOfEntityRef(this.#environments, entityRef).map(
        ({ environment, names }) =>
          this.findByStack(environment, names.stackName, options),
      ),
      this.#existingByRef(entityRef, options),
    ]);
    return found.filter(
      (located): located is LocatedCluster => located?.entityRef === entityRef,
    );
  }

  async #existingByRef(
    entityRef: string,
    options?: LocateOptions,
  ): Promise<LocatedCluster | undefined> {
    const environment = environmentOfExistingRef(this.#environments, entityRef);
    if (!environment) {
      return undefined;
    }
    const all = await this.#existing.list(environment);
    const known = all.find(one => one.entityRef === entityRef);
    if (known?.failure && !options?.allowStale) {
      throw known.failure;
    }
    return known && options?.fresh
      ? this.#existing.find(environment, known.clusterIdentifier, options)
      : known;
  }
}

const clusterIdentifier = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * Returns the identifier in a cluster's ARN; undefined for another account or region. Only what can
 * be an identifier reaches AWS.
 */
function identifierOfArn(
  { accountId, region }: EnvironmentConfig,
  arn: string,
): string | undefined {
  const [, , service, ownRegion, owner, type, identifier] = arn.split(':');
  return service === 'rds' &&
    ownRegion === region &&
    owner === accountId &&
    type === 'cluster' &&
    identifier !== undefined &&
    clusterIdentifier.test(identifier)
    ? identifier
    : undefined;
}
