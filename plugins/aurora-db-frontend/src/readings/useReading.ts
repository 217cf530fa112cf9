import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useRef } from 'react';
import useSWR from 'swr';
import { auroraDbApiRef, type AuroraDbApi } from '../api/auroraDbApiRef';
import { isFinalRefusal } from '../api/isRefusal';

/** While something moves, it is read this often. */
const movingInMs = 4_000;
/** So long after a change it is read on, even if nothing moves yet: what AWS lists may lag behind what it has accepted. */
const followInMs = 30_000;

/** What was last read of a database, and how the last reading went. */
export interface Reading<T> {
  value?: T;
  /** When `value` was read, ISO 8601. */
  readAt?: string;
  /** Why the last reading failed; what was read before is kept, unless it is forbidden or gone. */
  error?: Error;
  isLoading: boolean;
  refresh: () => void;
  /** Reads at once and on for half a minute: for whoever has just changed something. */
  follow: () => void;
}

interface Read<T> {
  value: T;
  readAt: string;
  followUntil?: number;
}

/**
 * Reads something of a database; all who read the same share one reading. Again every few seconds while it moves, but not in hidden
 * tabs; and when the tab is looked at again.
 *
 * @param what - names the reading, e.g. `snapshots`
 */
export function useReading<T>(
  what: string,
  entityRef: string,
  read: (api: AuroraDbApi) => Promise<T>,
  isMoving: (value: T) => boolean,
): Reading<T> {
  const api = useApi(auroraDbApiRef);
  const followUntil = useRef<number>();
  const { data, error, isValidating, mutate } = useSWR<Read<T>, Error>(
    ['aurora-db', api, what, entityRef],
    async () => ({
      value: await read(api),
      readAt: new Date().toISOString(),
      followUntil: followUntil.current,
    }),
    {
      dedupingInterval: movingInMs - 1_000,
      refreshInterval: latest =>
        latest &&
        (isMoving(latest.value) || Date.now() < (latest.followUntil ?? 0))
          ? movingInMs
          : 0,
      shouldRetryOnError: reason => !isFinalRefusal(reason),
    },
  );
  followUntil.current = data?.followUntil;

  const refresh = useCallback(() => {
    mutate();
  }, [mutate]);
  const follow = useCallback(() => {
    const until = Date.now() + followInMs;
    followUntil.current = until;
    mutate(latest => latest && { ...latest, followUntil: until });
  }, [mutate]);

  const known = isFinalRefusal(error) ? undefined : data;
  return {
    value: known?.value,
    readAt: known?.readAt,
    error,
    isLoading: isValidating,
    refresh,
    follow,
  };
}
