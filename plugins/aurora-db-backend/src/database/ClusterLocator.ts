import {
  createMessage,
  auroraDbAnnotations,
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
import type { CachedLookup } from '../readings/CachedLookup';
import { type CatalogClaim, catalogClaimOf } from './catalogClaimOf';
import {
  databasesOfEntityRef,
  environmentOfExistingRef,
} from './databasesOfEntityRef';
import type { ExistingClusters } from './existing/ExistingClusters';
import { DatabasesInAws } from './DatabasesInAws';
import type { LocatedCluster, LocateOptions } from './LocatedCluster';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EntityReader } from '../ports/EntityReader';

/**
 * Maximum age of an entity that its stack confirmed, in ms. It saves a call to the catalog for each
 * view of a card.
 */
const claimAge = 5 * 60_000;
const maxClaims = 10_000;

/**
 * Finds the stack and cluster of an entity. Annotations are only a claim, because any user can
 * register an entity. They are trusted if the stack in the configured account and region has our
 * tags for this entity and names the same owner. Those of an existing database are trusted if the
 * environment includes this cluster now. Most permission policies decide by the owner.
 */
export class ClusterLocator {
  readonly #catalog: EntityReader;
  readonly #databases: DatabasesInAws;
  readonly #environments: readonly EnvironmentConfig[];
  readonly #invalid: readonly InvalidEnvironment[] | undefined;
  readonly #claims: LRUCache<string, Promise<CatalogClaim>>;

  constructor(options: {
    catalog: EntityReader;
    stacks: CachedLookup<DatabaseStack>;
    existing: Pick<ExistingClusters, 'find' | 'list'>;
    environments: readonly EnvironmentConfig[];
    invalid?: readonly InvalidEnvironment[];
  }) {
    this.#catalog = options.catalog;
    this.#databases = new DatabasesInAws(options);
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
    claim: CatalogClaim,
    options: LocateOptions | undefined,
  ): Promise<LocatedCluster> {
    const { environment, place, owner } = claim;
    const located =
      'stackName' in place
        ? await this.#databases.findByStack(
            environment,
            place.stackName,
            options,
          )
        : await this.#databases.findByArn(
            environment,
            place.clusterArn,
            options,
          );
    if (
      !located ||
      located.entityRef !== entityRef ||
      located.owner !== owner
    ) {
      // The message does not name the actual owner: the caller may have registered any entity.
      const params = { entityRef, environment: environment.name };
      throw new NotFoundError(
        'stackName' in place
          ? createMessage('error.databaseUnknown', {
              ...params,
              stackName: place.stackName,
            })
          : createMessage('error.existingUnknown', {
              ...params,
              clusterArn: place.clusterArn,
            }),
      );
    }
    return located;
  }

  /** Whether a database can have this entity reference. Reads nothing. */
  canBeDatabase(entityRef: string): boolean {
    return (
      databasesOfEntityRef(this.#environments, entityRef).length > 0 ||
      environmentOfExistingRef(this.#environments, entityRef) !== undefined
    );
  }

  /** Whether an entity belongs to a database. */
  isConfirmed(entity: Entity, located: LocatedCluster): boolean {
    const { environment, owner } = located;
    const claim = catalogClaimOf(this.#environments, entity);
    return (
      claim?.environment === environment &&
      claim.owner === owner &&
      ('stackName' in claim.place
        ? claim.place.stackName === located.stack?.stackName
        : located.origin === 'existing' &&
          claim.place.clusterArn === located.cluster.arn)
    );
  }

  /**
   * Finds the databases that have an entity reference, without the catalog. Throws an
   * AwsUnavailableError if AWS gives no answer.
   */
  locateByRef(
    entityRef: string,
    options?: LocateOptions,
  ): Promise<LocatedCluster[]> {
    return this.#databases.findByRef(entityRef, options);
  }

  /**
   * Returns every database of an environment, including those that the catalog does not have yet.
   * If AWS gives no answer, `failure` is set and the databases are those of an older reading.
   */
  locateAll(environment: EnvironmentConfig): Promise<LocatedCluster[]> {
    return this.#databases.list(environment);
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
          clusterArn: auroraDbAnnotations.clusterArn,
        }),
      );
    }
    return claim;
  }
}
