import { useApi } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import useSWR from 'swr';

/** A database that is being restored appears in the catalog within seconds. */
const awaitedInMs = 4_000;

interface Lookup {
  refs: Set<string>;
  found: Promise<Set<string>>;
}

/** The lookups that have not been sent yet. */
const lookups = new WeakMap<CatalogApi, Lookup>();

/** Looks up an entity, in one request with all others that the page looks up at the same time. */
async function lookUp(api: CatalogApi, entityRef: string): Promise<boolean> {
  const send = async (refs: Set<string>) => {
    await new Promise(resolve => setTimeout(resolve));
    lookups.delete(api);
    const entityRefs = [...refs];
    const { items } = await api.getEntitiesByRefs({
      entityRefs,
      fields: ['kind', 'metadata.name'],
    });
    return new Set(entityRefs.filter((_, index) => items[index]));
  };
  let lookup = lookups.get(api);
  if (!lookup) {
    const refs = new Set<string>();
    lookup = { refs, found: send(refs) };
    lookups.set(api, lookup);
  }
  lookup.refs.add(entityRef);
  return (await lookup.found).has(entityRef);
}

/**
 * Whether the catalog has an entity that the user can see. Undefined while that is not known.
 *
 * @param isAwaited - whether to look again until the entity is there
 */
export function useIsInCatalog(
  entityRef: string,
  isAwaited = false,
): boolean | undefined {
  const api = useApi(catalogApiRef);
  const { data } = useSWR<boolean, Error>(
    // Looks once more when the entity is no longer awaited, because it may have appeared since.
    ['aurora-db', api, 'in the catalog', entityRef, isAwaited],
    () => lookUp(api, entityRef),
    {
      revalidateIfStale: false,
      revalidateOnFocus: false,
      shouldRetryOnError: false,
      refreshInterval: known => (isAwaited && !known ? awaitedInMs : 0),
    },
  );
  return data;
}
