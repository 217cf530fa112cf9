import type {
  Plan,
  RestorePlanRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { toError } from '../api/toError';

/** The plan of a restore: being made until there is one of the other two. */
export interface RestorePlanning {
  plan?: Plan;
  error?: Error;
  retry: () => void;
}

/**
 * Has the backend plan a restore.
 *
 * @param request - the same object for as long as the same plan is wanted; nothing while none is
 */
export function useRestorePlan(
  entityRef: string,
  request: RestorePlanRequest | undefined,
): RestorePlanning {
  const api = useApi(auroraDbApiRef);
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<RestorePlanning, 'retry'>>({});

  useEffect(() => {
    setState({});
    if (!request) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    api.planRestore(entityRef, request, { signal }).then(
      plan => !signal.aborted && setState({ plan }),
      (reason: unknown) =>
        !signal.aborted && setState({ error: toError(reason) }),
    );
    return () => controller.abort();
  }, [api, entityRef, request, attempt]);

  return { ...state, retry: () => setAttempt(count => count + 1) };
}
