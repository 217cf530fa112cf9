import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useSWR from 'swr';

/** The scaffolder action that creates and changes databases. */
export const deployAction = 'aurora:database:deploy';

/** The tag of a template in Japanese. Backstage does not translate templates. */
const japaneseTag = 'ja';

/** Leaves out the templates in another language, if some are in the reader's. */
function inLanguage(templates: Entity[], language: string): Entity[] {
  const isJapanese = language.startsWith(japaneseTag);
  const fitting = templates.filter(
    ({ metadata }) =>
      Boolean(metadata.tags?.includes(japaneseTag)) === isJapanese,
  );
  return fitting.length > 0 ? fitting : templates;
}

/**
 * The templates of the catalog that create databases, in the reader's language if there are any.
 * Undefined while they are not known.
 */
export function useDeployTemplates(language: string): Entity[] | undefined {
  const api = useApi(catalogApiRef);
  const { data } = useSWR<Entity[], Error>(
    ['aurora-db', api, 'templates'],
    async () => {
      const { items } = await api.getEntities({
        filter: { kind: 'Template', 'spec.steps.action': deployAction },
        fields: ['kind', 'metadata'],
      });
      return items;
    },
  );
  return data && inLanguage(data, language);
}
