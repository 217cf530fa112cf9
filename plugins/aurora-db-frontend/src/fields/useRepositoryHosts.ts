import type { RepositoryHost } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import useSWR from 'swr';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { toError } from '../api/toError';

/** Reads the hosts of the portal's integrations. */
export function useRepositoryHosts(): {
  hosts?: RepositoryHost[];
  error?: Error;
  retry: () => void;
} {
  const api = useApi(auroraDbApiRef);
  const { data, error, mutate } = useSWR<RepositoryHost[], Error>(
    ['aurora-db', api, 'repository hosts'],
    () =>
      api.getRepositoryHosts().catch((reason: unknown) => {
        throw toError(reason);
      }),
    { revalidateOnFocus: false, shouldRetryOnError: false },
  );
  return { hosts: data, error, retry: () => void mutate() };
}
