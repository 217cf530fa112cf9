import type { Readiness } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { toError } from '../api/toError';

/** The checks of an environment, or why they could not be read. */
export interface ReadinessReading {
  readiness?: Readiness;
  error?: Error;
  isLoading: boolean;
  /** Checks again. The last result remains visible until then. */
  checkAgain: () => void;
}

/** Checks an environment when the page is opened, and when the user asks. */
export function useReadiness(environment: string): ReadinessReading {
  const api = useApi(auroraDbApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<ReadinessReading, 'checkAgain'>>({
    isLoading: true,
  });

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setState(last => ({ ...last, isLoading: true }));
    api.getReadiness(environment, { signal }).then(
      readiness => !signal.aborted && setState({ readiness, isLoading: false }),
      (reason: unknown) =>
        !signal.aborted &&
        setState({ error: toError(reason), isLoading: false }),
    );
    return () => controller.abort();
  }, [api, environment, attempt]);

  const checkAgain = useCallback(() => setAttempt(count => count + 1), []);
  return { ...state, checkAgain };
}
