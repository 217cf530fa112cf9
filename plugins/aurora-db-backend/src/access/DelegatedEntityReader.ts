import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { EntityReader, OwnEntityReader } from '../ports/EntityReader';

/**
 * Reads the catalog on behalf of the caller, so that the catalog's policy applies. A service token
 * that is restricted to some plugins cannot be passed to the catalog. For such a caller, the
 * backend reads in its own name: policies do not apply to services, and the token's restrictions
 * have already been checked.
 */
export class DelegatedEntityReader implements EntityReader, OwnEntityReader {
  readonly #catalog: EntityReader;
  readonly #auth: AuthService;

  constructor(catalog: EntityReader, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  getEntityByRef: EntityReader['getEntityByRef'] = async (
    entityRef,
    { credentials },
  ) =>
    this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#delegable(credentials),
    });

  getEntitiesByRefs: EntityReader['getEntitiesByRefs'] = async (
    request,
    { credentials },
  ) =>
    this.#catalog.getEntitiesByRefs(request, {
      credentials: await this.#delegable(credentials),
    });

  async findOwn(entityRef: string): Promise<Entity | undefined> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    return this.#catalog.getEntityByRef(entityRef, { credentials });
  }

  async #delegable(
    credentials: BackstageCredentials,
  ): Promise<BackstageCredentials> {
    return this.#auth.isPrincipal(credentials, 'service') &&
      credentials.principal.accessRestrictions
      ? this.#auth.getOwnServiceCredentials()
      : credentials;
  }
}
