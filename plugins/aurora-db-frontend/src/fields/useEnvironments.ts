import type { EnvironmentInfo } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';

/** The configured environments: loading until there is one of the other two. */
export interface Environments {
  environments?: EnvironmentInfo[];
  error?: Error;
  retry: () => void;
}

/** Reads the environments that this portal has configured. */
export function useEnvironments(): Environments {
  const api = useApi(auroraDbApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Environments, 'retry'>>({});

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState({});
    api.getEnvironments({ signal }).then(
      environments => !signal.aborted && setState({ environments }),
      (error: unknown) =>
        !signal.aborted &&
        setState({
          error: error instanceof Error ? error : new Error(String(error)),
        }),
    );
    return () => controller.abort();
  }, [api, attempt]);

  return { ...state, retry: () => setAttempt(count => count + 1) };
}
