import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import useSWR from 'swr';

/** The references of the user and of the groups of the user. Undefined while they are not known. */
export function useOwnership(): string[] | undefined {
  const identityApi = useApi(identityApiRef);
  const { data } = useSWR<string[], Error>(
    ['aurora-db', identityApi, 'ownership'],
    async () => (await identityApi.getBackstageIdentity()).ownershipEntityRefs,
  );
  return data;
}
