import {
  createMessage,
  auroraDbAnnotations,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError as BackstageNotFoundError } from '@backstage/errors';
import { NotFoundError } from '../ports/errors/userErrors';
import { LRUCache } from 'lru-cache';
import { assertNotInvalid } from '../config/environmentConfig';
import type {
  EnvironmentConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';
import type { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { CachedLookup } from '../readings/CachedLookup';
import { type CatalogClaim, catalogClaimOf } from './catalogClaimOf';
import type { NamedDatabase } from './databasesOfEntityRef';
import { databaseOfStack } from './databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EntityReader } from '../ports/EntityReader';

/** The AWS resources of a database, found by its entity. */
export interface LocatedCluster {
  entityRef: string;
  environment: EnvironmentConfig;
  stack: DatabaseStack;
  names: DatabaseNames;
  clusterIdentifier: string;
  /** Full entity reference, from the stack. */
  owner: string;
  /** Full entity reference, from the stack. */
  restoredFrom?: string;
  /** When the stack was read. */
  readAt: Date;
  /** Set if AWS gave no answer: the stack is then an older reading. */
  failure?: AwsUnavailableError;
}

/** See {@link ClusterLocator.locate}. */
export interface LocateOptions {
  allowStale?: boolean;
  fresh?: boolean;
}

/**
 * Maximum age of an entity that its stack confirmed, in ms. It saves a call to the catalog for each
 * view of a card.
 */
const claimAge = 5 * 60_000;
const maxClaims = 10_000;

/**
 * Finds the stack and cluster of an entity. Annotations are only a claim, because any user can
 * register an entity. They are trusted if the stack in the configured account and region has our
 * tags for this entity and names the same owner. Most permission policies decide by the owner.
 */
export class ClusterLocator {
  readonly #catalog: EntityReader;
  readonly #stacks: CachedLookup<DatabaseStack>;
  readonly #environments: readonly EnvironmentConfig[];
  readonly #invalid: readonly InvalidEnvironment[] | undefined;
  readonly #claims: LRUCache<string, Promise<CatalogClaim>>;

  constructor(options: {
    catalog: EntityReader;
    stacks: CachedLookup<DatabaseStack>;
    environments: readonly EnvironmentConfig[];
    invalid?: readonly InvalidEnvironment[];
  }) {
    this.#catalog = options.catalog;
    this.#stacks = options.stacks;
    this.#environments = options.environments;
    this.#invalid = options.invalid;
    this.#claims = new LRUCache({ max: maxClaims, ttl: claimAge });
  }

  /**
   * Throws a NotFoundError if the caller's catalog has no such entity or the stack does not confirm
   * it. Throws an AwsUnavailableError if AWS gives no answer, and a ServiceUnavailableError if the
   * configuration of its environment is invalid.
   *
   * @param entityRef - full reference, e.g. `resource:default/goal-mandala-prd`
   * @param options - `allowStale` accepts an older reading of the stack if AWS gives no answer;
   *   `fresh` reads the catalog and the stack now
   */
  async locate(
    entityRef: string,
    credentials: BackstageCredentials,
    options?: LocateOptions,
  ): Promise<LocatedCluster> {
    // By caller, because the catalog may show an entity to one caller and hide it from another.
    const key = JSON.stringify([credentials.principal, entityRef]);
    if (options?.fresh) {
      this.#claims.delete(key);
    }
    const known = this.#claims.get(key);
    if (known) {
      try {
        return await this.#confirmed(entityRef, await known, options);
      } catch (error) {
        if (!(error instanceof BackstageNotFoundError)) {
          throw error;
        }
        // The catalog may have updated the entity since.
        this.#claims.delete(key);
      }
    }
    const shared = options?.fresh ? undefined : this.#claims.get(key);
    const claim = shared ?? this.#claim(entityRef, credentials);
    this.#claims.set(key, claim);
    try {
      return await this.#confirmed(entityRef, await claim, options);
    } catch (error) {
      this.#claims.delete(key);
      throw error;
    }
  }

  async #confirmed(
    entityRef: string,
    { environment, stackName, owner }: CatalogClaim,
    options: LocateOptions | undefined,
  ): Promise<LocatedCluster> {
    const located = await this.#read(environment, stackName, options);
    if (
      !located ||
      located.entityRef !== entityRef ||
      located.owner !== owner
    ) {
      // The message does not name the stack's owner: the caller may have registered any entity.
      throw new NotFoundError(
        createMessage('error.databaseUnknown', {
          entityRef,
          environment: environment.name,
          stackName,
        }),
      );
    }
    return located;
  }

  /**
   * Finds a database by name, without the catalog. Throws an AwsUnavailableError if AWS gives no
   * answer.
   */
  async locateNamed(
    { environment, names }: Pick<NamedDatabase, 'environment' | 'names'>,
    options?: LocateOptions,
  ): Promise<LocatedCluster | undefined> {
    const located = await this.#read(environment, names.stackName, options);
    return located?.entityRef === names.entityRef ? located : undefined;
  }

  /** Whether an entity belongs to a database. */
  isConfirmed(entity: Entity, located: LocatedCluster): boolean {
    const { environment, stack, owner } = located;
    const claim = catalogClaimOf(this.#environments, entity);
    return (
      claim?.environment === environment &&
      claim.stackName === stack.stackName &&
      claim.owner === owner
    );
  }

  async #read(
    environment: EnvironmentConfig,
    stackName: string,
    options: LocateOptions | undefined,
  ): Promise<LocatedCluster | undefined> {
    const reading = options?.fresh
      ? await this.#stacks.refresh(environment, stackName)
      : await this.#stacks.get(environment, stackName);
    if (reading.failure && !options?.allowStale) {
      throw reading.failure;
    }
    const located = reading.value && locatedCluster(environment, reading.value);
    return (
      located && {
        ...located,
        readAt: reading.readAt,
        ...(reading.failure && { failure: reading.failure }),
      }
    );
  }

  /**
   * Returns every database of an environment, including those that the catalog does not have yet.
   * If AWS gives no answer, `failure` is set and the databases are those of an older reading.
   */
  async locateAll(environment: EnvironmentConfig): Promise<LocatedCluster[]> {
    const { value, readAt, failure } = await this.#stacks.list(environment);
    return value.flatMap(stack => {
      const located = locatedCluster(environment, stack);
      return located
        ? [{ ...located, readAt, ...(failure && { failure }) }]
        : [];
    });
  }

  /** Returns the databases whose entity, in the caller's catalog, is confirmed by their stack. */
  async confirm(
    located: readonly LocatedCluster[],
    credentials: BackstageCredentials,
  ): Promise<LocatedCluster[]> {
    if (located.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: located.map(({ entityRef }) => entityRef),
        fields: ['kind', 'metadata', 'spec.owner'],
      },
      { credentials },
    );
    return located.filter((one, index) => {
      const entity = items[index];
      return entity !== undefined && this.isConfirmed(entity, one);
    });
  }

  async #claim(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<CatalogClaim> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        createMessage('error.entityUnknown', { entityRef }),
      );
    }
    const claim = catalogClaimOf(this.#environments, entity);
    if (!claim) {
      assertNotInvalid(
        { invalid: this.#invalid },
        entity.metadata.annotations?.[auroraDbAnnotations.environment],
      );
      throw new NotFoundError(
        createMessage('error.entityNoDatabase', {
          entityRef: stringifyEntityRef(entity),
          environment: auroraDbAnnotations.environment,
          stackName: auroraDbAnnotations.stackName,
        }),
      );
    }
    return claim;
  }
}

function locatedCluster(
  environment: EnvironmentConfig,
  stack: DatabaseStack,
): Omit<LocatedCluster, 'readAt'> | undefined {
  const identity = databaseOfStack(environment, stack);
  if (identity.outcome === 'not-ours') {
    return undefined;
  }
  const { names, owner, restoredFrom } = identity.database;
  return {
    entityRef: names.entityRef,
    environment,
    stack,
    names,
    clusterIdentifier: names.clusterIdentifier,
    owner,
    ...(restoredFrom && { restoredFrom }),
  };
}
