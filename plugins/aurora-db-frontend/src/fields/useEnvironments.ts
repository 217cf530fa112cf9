import type { EnvironmentInfo } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';

/** The configured environments or the error. Loading if both are absent. */
export interface Environments {
  environments?: EnvironmentInfo[];
  error?: Error;
  retry: () => void;
}

/** Reads the configured environments. */
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
