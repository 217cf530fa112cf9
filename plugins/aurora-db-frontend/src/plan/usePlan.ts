import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useEffect, useState } from 'react';
import { toError } from '../api/toError';
import type { AuroraDbRequestOptions } from '../api/auroraDbApiRef';

/** A plan that is being made, until it has `plan` or `error`. */
export interface Planning {
  plan?: Plan;
  error?: Error;
  retry: () => void;
}

/**
 * Requests a plan from the backend.
 *
 * @param makePlan - a function that stays the same for the same plan; undefined if no plan is
 *   needed
 */
export function usePlan(
  makePlan: ((options: AuroraDbRequestOptions) => Promise<Plan>) | undefined,
): Planning {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Planning, 'retry'>>({});

  useEffect(() => {
    setState({});
    if (!makePlan) {
      return undefined;
    }
    const controller = new AbortController();
    const { signal } = controller;
    makePlan({ signal }).then(
      plan => !signal.aborted && setState({ plan }),
      (reason: unknown) =>
        !signal.aborted && setState({ error: toError(reason) }),
    );
    return () => controller.abort();
  }, [makePlan, attempt]);

  return { ...state, retry: () => setAttempt(count => count + 1) };
}
