import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { EntityReader } from '../ports/EntityReader';
import { untilVisible } from '../ports/untilVisible';

/** Waits until the catalog shows new databases, so that links of tasks lead to existing pages. */
export class EntityArrivals {
  readonly #catalog: EntityReader;
  readonly #withinMs: number;

  /**
   * @param withinMs - maximum wait in milliseconds. The catalog normally needs one to five seconds
   * to process an entity.
   */
  constructor(catalog: EntityReader, withinMs = 30_000) {
    this.#catalog = catalog;
    this.#withinMs = withinMs;
  }

  /**
   * Resolves when the user of the task can see the entity, or after the maximum wait. Never fails
   * because of the catalog: the database exists at this point.
   */
  async wait(
    ctx: Pick<
      ActionContext<JsonObject>,
      'getInitiatorCredentials' | 'logger' | 'signal'
    >,
    entityRef: string,
  ): Promise<void> {
    const { logger, signal } = ctx;
    const credentials = await ctx.getInitiatorCredentials();
    const entity = await untilVisible(
      () => this.#catalog.getEntityByRef(entityRef, { credentials }),
      { withinMs: this.#withinMs, signal },
    ).catch(error => {
      signal?.throwIfAborted();
      logger.warn(`The catalog could not be read: ${error.message}`);
    });
    if (!entity) {
      logger.warn(
        `The catalog does not show ${entityRef} yet. The database is deployed, and its page appears within a few minutes if you may read it`,
      );
    }
  }
}
