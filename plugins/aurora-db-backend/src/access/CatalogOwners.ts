import type { AuthService } from '@backstage/backend-plugin-api';
import type { OwnerDirectory } from '../database/existing/OwnerDirectory';
import type { EntityReader } from '../ports/EntityReader';

/**
 * {@link OwnerDirectory} that asks the catalog in the backend's name. The catalog's client splits
 * long lists into several requests.
 */
export class CatalogOwners implements OwnerDirectory {
  readonly #catalog: Pick<EntityReader, 'getEntitiesByRefs'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  constructor(
    catalog: Pick<EntityReader, 'getEntitiesByRefs'>,
    auth: Pick<AuthService, 'getOwnServiceCredentials'>,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async filterKnown(refs: readonly string[]): Promise<ReadonlySet<string>> {
    const entityRefs = [...new Set(refs)];
    if (entityRefs.length === 0) {
      return new Set();
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata.name'] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Set(entityRefs.filter((_, index) => items[index] !== undefined));
  }
}
