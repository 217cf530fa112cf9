import {
  auroraDbAnnotations,
  environmentNameSchema,
  existingDatabaseName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuthService } from '@backstage/backend-plugin-api';
import type { LiveCluster } from '../ports/ClusterReader';
import type { EntityReader } from '../ports/EntityReader';
import type { InvalidEnvironment } from '../ports/EnvironmentConfig';

/** Knows the entities of environments that cannot be used now. They stay in the catalog. */
export class KeptDatabases {
  readonly #catalog: Pick<EntityReader, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  readonly #invalid: readonly InvalidEnvironment[];

  constructor(options: {
    catalog: Pick<EntityReader, 'getEntitiesByRefs'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    invalid: readonly InvalidEnvironment[];
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    // An environment with a wrong name never had entities, and no reference can name one.
    this.#invalid = options.invalid.filter(
      ({ name }) => environmentNameSchema.safeParse(name).success,
    );
  }

  /**
   * Returns the ARNs of those clusters that have such an entity. Throws if the catalog gives no
   * answer, and asks it nothing if every environment can be used.
   */
  async arnsOf(
    clusters: ReadonlyArray<
      Pick<LiveCluster, 'arn' | 'clusterIdentifier' | 'resourceId'>
    >,
  ): Promise<ReadonlySet<string>> {
    const named = this.#invalid.flatMap(({ name }) =>
      clusters.map(cluster => ({
        arn: cluster.arn,
        entityRef: `resource:default/${existingDatabaseName(name, cluster)}`,
      })),
    );
    if (named.length === 0) {
      return new Set();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: named.map(({ entityRef }) => entityRef),
        fields: ['metadata.annotations'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Set(
      named.flatMap(({ arn }, index) => {
        const annotations = items[index]?.metadata.annotations;
        // A cluster of another account or region can have the same identifier.
        return annotations?.[auroraDbAnnotations.clusterArn] === arn
          ? [arn]
          : [];
      }),
    );
  }
}
