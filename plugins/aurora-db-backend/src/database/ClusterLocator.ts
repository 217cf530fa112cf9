import {
  auroraDbAnnotations,
  type DatabaseNames,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { LRUCache } from 'lru-cache';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AwsUnavailableError } from '../ports/AwsUnavailableError';
import type { CachedLookup } from '../readings/CachedLookup';
import { type Claim, claimOf } from './claimOf';
import type { NamedDatabase } from './databaseOfEntityRef';
import { databaseOfStack } from './databaseOfStack';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EntityReader } from '../ports/EntityReader';

/** Where a database's entity leads to in AWS. */
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
  /** AWS gave no answer: the stack is as it was read before. */
  failure?: AwsUnavailableError;
}

/** See {@link ClusterLocator.locate}. */
export interface LocateOptions {
  allowStale?: boolean;
  fresh?: boolean;
}

/** A claim that its stack confirms is read from the catalog anew after so long, in milliseconds: not at each look at a card. */
const claimAge = 5 * 60_000;
const maxClaims = 10_000;

/**
 * Leads from an entity to its stack and cluster. An entity's annotations are only a claim, since anybody may register an entity: they
 * are trusted if the stack in the configured account and region carries our tags for this very entity and names the same owner
 * (the owner is what most permission policies decide by).
 */
export class ClusterLocator {
  readonly #catalog: EntityReader;
  readonly #stacks: CachedLookup<DatabaseStack>;
  readonly #environments: readonly EnvironmentConfig[];
  readonly #claims: LRUCache<string, Promise<Claim>>;

  constructor(options: {
    catalog: EntityReader;
    stacks: CachedLookup<DatabaseStack>;
    environments: readonly EnvironmentConfig[];
  }) {
    this.#catalog = options.catalog;
    this.#stacks = options.stacks;
    this.#environments = options.environments;
    this.#claims = new LRUCache({ max: maxClaims, ttl: claimAge });
  }

  /**
   * Throws a NotFoundError where the caller's catalog has no such entity or the stack doesn't confirm it,
   * and an AwsUnavailableError where AWS gives no answer.
   *
   * @param entityRef - full reference, e.g. `resource:default/goal-mandala-prd`
   * @param options - `allowStale` accepts the stack as it was read before when AWS gives no answer; `fresh` reads the catalog and the
   * stack at this moment
   */
  async locate(
    entityRef: string,
    credentials: BackstageCredentials,
    options?: LocateOptions,
  ): Promise<LocatedCluster> {
    // By caller, as the catalog may show an entity to one and not to another.
    const key = JSON.stringify([credentials.principal, entityRef]);
    if (options?.fresh) {
      this.#claims.delete(key);
    }
    const known = this.#claims.get(key);
    if (known) {
      try {
        return await this.#confirmed(entityRef, await known, options);
      } catch (error) {
        if (!(error instanceof NotFoundError)) {
          throw error;
        }
        // The entity may have followed its stack meanwhile.
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
    { environment, stackName, owner }: Claim,
    options: LocateOptions | undefined,
  ): Promise<LocatedCluster> {
    const located = await this.#read(environment, stackName, options);
    if (
      !located ||
      located.entityRef !== entityRef ||
      located.owner !== owner
    ) {
      // Whose the stack is, is nothing for a caller who only registered an entity that points to it.
      throw new NotFoundError(
        `${entityRef} is unknown: ${environment.name} has no database of it in a stack ${stackName}`,
      );
    }
    return located;
  }

  /** The database of a name, whatever the catalog says. Throws an AwsUnavailableError if AWS gives no answer. */
  async locateNamed(
    { environment, names }: Pick<NamedDatabase, 'environment' | 'names'>,
    options?: LocateOptions,
  ): Promise<LocatedCluster | undefined> {
    const located = await this.#read(environment, names.stackName, options);
    return located?.entityRef === names.entityRef ? located : undefined;
  }

  /** Whether an entity is the one of a database. */
  isConfirmed(entity: Entity, located: LocatedCluster): boolean {
    const { environment, stack, owner } = located;
    const claim = claimOf(this.#environments, entity);
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
   * Every database of an environment, whether or not the catalog knows it yet.
   * `failure` where AWS gives no answer; the databases are then those read before, if any.
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

  /** Those whose entity, as the caller's catalog has it, is confirmed by their stack. */
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
  ): Promise<Claim> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`The catalog has no ${entityRef}`);
    }
    const claim = claimOf(this.#environments, entity);
    if (!claim) {
      throw new NotFoundError(
        `${stringifyEntityRef(entity)} is no Aurora database of a configured environment: its annotations ${auroraDbAnnotations.environment} and ${auroraDbAnnotations.stackName} say so`,
      );
    }
    return claim;
  }
}

function locatedCluster(
  environment: EnvironmentConfig & { name: EnvironmentName },
  stack: DatabaseStack,
): Omit<LocatedCluster, 'readAt'> | undefined {
  const identity = databaseOfStack(environment.name, stack);
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
