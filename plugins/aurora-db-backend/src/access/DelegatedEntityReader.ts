import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { EntityReader, OwnEntityReader } from '../ports/EntityReader';

/**
 * Asks the catalog in the caller's name, who sees there what the catalog's policy allows. A service whose token is restricted to some
 * plugins can't be passed on to the catalog: for it we ask in our own name, for policies don't apply to services, and what it may do
 * with a database its restrictions have decided already.
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
