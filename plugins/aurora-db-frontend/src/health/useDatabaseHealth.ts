import type {
  Cluster,
  Health,
  HealthRange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { isFinalRefusal } from '../api/isRefusal';
import { toError } from '../api/toError';
import { pollDelay } from './pollDelay';

/** A database as it was last read, and how the last reading went. */
export interface DatabaseHealth {
  cluster?: Cluster;
  health?: Health;
  /** Why the last reading failed; what was read before is kept, unless it is forbidden or gone. */
  error?: Error;
  isLoading: boolean;
}

/**
 * Reads a database and its health, and again in step with CloudWatch's minute; not while the tab is hidden, and at once when it is shown.
 */
export function useDatabaseHealth(
  entityRef: string,
  range: HealthRange = '1h',
): DatabaseHealth & { refresh: () => void } {
  const api = useApi(auroraDbApiRef);
  const [state, setState] = useState<DatabaseHealth>({ isLoading: true });
  const shownRef = useRef(entityRef);
  const loadRef = useRef<() => void>();
  const [jitter] = useState(() => Math.random());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: AbortController | undefined;

    const load = async () => {
      clearTimeout(timer);
      current?.abort();
      const { signal } = (current = new AbortController());
      setState(previous => ({ ...previous, isLoading: true }));

      const [cluster, health] = await Promise.allSettled([
        api.getCluster(entityRef, { signal }),
        api.getHealth(entityRef, range, { signal }),
      ]);
      if (signal.aborted) {
        return;
      }
      const errors = [cluster, health].flatMap(result =>
        result.status === 'rejected' ? [toError(result.reason)] : [],
      );
      const error = errors.find(isFinalRefusal) ?? errors[0];
      const read = {
        cluster: cluster.status === 'fulfilled' ? cluster.value : undefined,
        health: health.status === 'fulfilled' ? health.value : undefined,
      };
      setState(previous =>
        isFinalRefusal(error)
          ? { error, isLoading: false }
          : {
              cluster: read.cluster ?? previous.cluster,
              health: read.health ?? previous.health,
              error,
              isLoading: false,
            },
      );
      if (!document.hidden) {
        const statuses = [read.cluster?.status, read.health?.status];
        timer = setTimeout(load, pollDelay(Date.now(), statuses, jitter));
      }
    };
    const followVisibility = () => {
      clearTimeout(timer);
      if (!document.hidden) {
        load();
      }
    };

    // Of the same database what was read stays until the new range is there.
    if (shownRef.current !== entityRef) {
      shownRef.current = entityRef;
      setState({ isLoading: true });
    }
    loadRef.current = load;
    followVisibility();
    document.addEventListener('visibilitychange', followVisibility);
    return () => {
      document.removeEventListener('visibilitychange', followVisibility);
      clearTimeout(timer);
      current?.abort();
    };
  }, [api, entityRef, range, jitter]);

  const refresh = useCallback(() => {
    loadRef.current?.();
  }, []);
  return { ...state, refresh };
}
