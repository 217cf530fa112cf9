import type { AuthService } from '@backstage/backend-plugin-api';
import { LRUCache } from 'lru-cache';
import type { OwnerDirectory } from '../database/OwnerDirectory';
import type { EntityReader } from '../ports/EntityReader';

/** How long an answer of the catalog is used, in ms. Owners that are missing may appear soon. */
const knownForMs = 10 * 60_000;
const missingForMs = 60_000;
const maxOwners = 10_000;

/** {@link OwnerDirectory} that asks the catalog in the backend's name. */
export class CatalogOwners implements OwnerDirectory {
  readonly #catalog: Pick<EntityReader, 'getEntitiesByRefs'>;
  readonly #auth: AuthService;
  readonly #known = new LRUCache<string, boolean>({
    max: maxOwners,
    ttl: knownForMs,
  });

  constructor(
    catalog: Pick<EntityReader, 'getEntitiesByRefs'>,
    auth: AuthService,
  ) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  async filterKnown(refs: readonly string[]): Promise<ReadonlySet<string>> {
    const wanted = [...new Set(refs)];
    const unread = wanted.filter(ref => !this.#known.has(ref));
    if (unread.length > 0) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: unread, fields: ['kind', 'metadata.name'] },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      for (const [index, ref] of unread.entries()) {
        const isKnown = items[index] !== undefined;
        this.#known.set(ref, isKnown, {
          ttl: isKnown ? knownForMs : missingForMs,
        });
      }
    }
    return new Set(wanted.filter(ref => this.#known.get(ref)));
  }
}
