import { parseEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { z } from 'zod';

/** An entry of `app.extensions` that configures the path of a page. */
const pageSchema = z.record(
  z.string(),
  z.looseObject({ config: z.looseObject({ path: z.string() }) }),
);

/** The paths of a portal that configures none. Source: the pages of Backstage's plugins. */
const defaultPaths = {
  'page:catalog/entity': '/catalog/:namespace/:kind/:name',
  'page:scaffolder': '/create',
};

/**
 * Paths of the app's pages, for notifications. They are relative to the app: its pages and the
 * processors that send notifications elsewhere add `app.baseUrl`.
 *
 * A backend cannot ask the app for its routes. Paths that `app.extensions` configures are followed,
 * and paths in the code of an app are not.
 */
export class PortalLinks {
  readonly #entityPath: string;
  readonly #scaffolderPath: string;

  constructor(rootConfig: Config) {
    const extensions = rootConfig.getOptional('app.extensions');
    const pathOf = (page: keyof typeof defaultPaths) =>
      (Array.isArray(extensions) ? extensions : [])
        .map(entry => pageSchema.safeParse(entry).data?.[page]?.config.path)
        .findLast(path => path !== undefined) ?? defaultPaths[page];
    this.#entityPath = pathOf('page:catalog/entity');
    this.#scaffolderPath = pathOf('page:scaffolder').replace(/\/$/, '');
  }

  /** The page of an entity. */
  entity(entityRef: string): string {
    const { namespace, kind, name } = parseEntityRef(entityRef);
    return Object.entries({ namespace, kind, name }).reduce(
      (path, [part, value]) =>
        path.replace(`:${part}`, () => encodeURIComponent(value)),
      this.#entityPath,
    );
  }

  /** The page of a scaffolder task, with its log. */
  task(taskId: string): string {
    return `${this.#scaffolderPath}/tasks/${encodeURIComponent(taskId)}`;
  }
}
