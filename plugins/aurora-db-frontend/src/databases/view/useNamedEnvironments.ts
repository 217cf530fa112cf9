import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useMemo } from 'react';
import { useEnvironments } from '../../fields/useEnvironments';

/** An environment with its title, if it has one, and its place in AWS, if it is known. */
export interface NamedEnvironment {
  name: string;
  title?: string;
  accountId?: string;
  region?: string;
}

/**
 * The environments in the order of app-config. If they cannot be read, those of the databases in
 * alphabetical order.
 */
export function useNamedEnvironments(
  databases: readonly ClusterSummary[] | undefined,
): NamedEnvironment[] {
  const { environments } = useEnvironments();
  return useMemo(() => {
    if (environments) {
      return environments;
    }
    const named = new Map(
      databases?.map(({ environment, environmentTitle, accountId, region }) => [
        environment,
        { name: environment, title: environmentTitle, accountId, region },
      ]),
    );
    return [...named.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  }, [environments, databases]);
}
