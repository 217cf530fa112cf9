import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
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
}

/**
 * Reads something of a database; all who read the same share one reading. Again every few seconds while it moves, but not in hidden
 * tabs; and when the tab is looked at again.
 *
 * @param what - names the reading, e.g. `snapshots`
 * @param restInMs - it is read again so often while nothing moves; not at all where absent
 */
export function useReading<T>(
  what: string,
  entityRef: string,
  read: (api: AuroraDbApi) => Promise<T>,
  isMoving: (value: T) => boolean,
  restInMs = 0,
): Reading<T> {
  const api = useApi(auroraDbApiRef);
  const { data: followUntil = 0, mutate: setFollowUntil } = useSWR<number>(
    ['aurora-db', api, what, entityRef, 'follow until'],
    null,
  );
  const [isPolling, setPolling] = useState(false);
  const { data, error, isValidating, mutate } = useSWR<Read<T>, Error>(
    ['aurora-db', api, what, entityRef],
    async () => ({
      value: await read(api),
      readAt: new Date().toISOString(),
    }),
    {
      dedupingInterval: movingInMs - 1_000,
      // A number: a function that is new with each rendering would begin the wait anew each time.
      refreshInterval: isPolling ? movingInMs : restInMs,
      shouldRetryOnError: reason => !isFinalRefusal(reason),
    },
  );

  const isToBePolled =
    (data && isMoving(data.value)) || Date.now() < followUntil;
  useEffect(() => setPolling(isToBePolled), [isToBePolled]);

  const refresh = useCallback(() => {
    mutate();
  }, [mutate]);
  const follow = useCallback(() => {
    setFollowUntil(Date.now() + followInMs, { revalidate: false });
    mutate();
  }, [mutate, setFollowUntil]);

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
