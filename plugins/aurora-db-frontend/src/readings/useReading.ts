import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import {
  auroraDbApiRef,
  type AuroraDbApi,
  type AuroraDbRequestOptions,
} from '../api/auroraDbApiRef';
import { isFinalRefusal, isRefusal } from '../api/isRefusal';
import { toError } from '../api/toError';
import { useSharedRequest } from './useSharedRequest';

/** After a change, RDS may list the new state up to this much later, so polling goes on. */
const followInMs = 30_000;

/** What was last read of a database, and how the last reading went. */
export interface Reading<T> {
  value?: T;
  /** When `value` was read, ISO 8601. */
  readAt?: string;
  /** Why the last reading failed. `value` is kept, unless it is forbidden or gone. */
  error?: Error;
  isLoading: boolean;
  refresh: () => void;
  /** Reads at once and polls for 30 s. Call it after a change. */
  follow: () => void;
}

/** What to read, and how often. */
export interface ReadingOptions<T> {
  /** Names the reading, for example `snapshots`. */
  what: string;
  entityRef: string;
  read: (api: AuroraDbApi, options: AuroraDbRequestOptions) => Promise<T>;
  isMoving: (value: T) => boolean;
  /** The interval while the value moves, in milliseconds. */
  movingInMs?: number;
  /**
   * The interval while nothing moves, and after a failure: a function that stays the same between
   * renderings. Without it, a value at rest is not read again.
   */
  restInMs?: () => number;
  /** Whether to poll as if the value moved. */
  isPolled?: boolean;
  /** Whether a reading that the user may not see is not read again. */
  endsIfForbidden?: boolean;
}

interface Read<T> {
  value: T;
  entityRef: string;
  readAt: string;
}

const isHidden = () => document.visibilityState === 'hidden';

/** A request that was aborted because nothing needed it any more has not failed. */
const isAbort = (error: Error | undefined) => error?.name === 'AbortError';

/**
 * Reads a value of a database. Components that read the same value share one request. The value is
 * polled while it moves, but not in a hidden browser tab. It is read again when the tab is shown.
 */
export function useReading<T>(options: ReadingOptions<T>): Reading<T> {
  const { what, entityRef, read, isMoving, isPolled = false } = options;
  const { movingInMs = 4_000, restInMs, endsIfForbidden } = options;
  const api = useApi(auroraDbApiRef);
  const { data: followUntil = 0, mutate: setFollowUntil } = useSWR<number>(
    ['aurora-db', api, what, entityRef, 'follow until'],
    null,
  );
  const [isPolling, setPolling] = useState(false);
  const { mutate: mutateKey } = useSWRConfig();
  // Without data, mutate ends the time in which SWR does not read again. Otherwise a page that is
  // opened again at once would show old data and, at rest, never read.
  const forget = useCallback(() => {
    mutateKey(['aurora-db', api, what, entityRef]);
  }, [mutateKey, api, what, entityRef]);
  const makeOptions = useSharedRequest(api, `${what} of ${entityRef}`, forget);
  const { data, error, isValidating, mutate } = useSWR<Read<T>, Error>(
    ['aurora-db', api, what, entityRef],
    async () => {
      try {
        const value = await read(api, makeOptions());
        return { value, entityRef, readAt: new Date().toISOString() };
      } catch (reason) {
        throw toError(reason);
      }
    },
    {
      dedupingInterval: movingInMs - 1_000,
      focusThrottleInterval: 0,
      isPaused: isHidden,
      keepPreviousData: true,
      // Without a network, the reading fails visibly instead of growing old.
      refreshWhenOffline: true,
      // A function that changes with each rendering would restart the interval each time.
      refreshInterval: isPolling ? movingInMs : (restInMs ?? 0),
      shouldRetryOnError: reason =>
        restInMs
          ? !(endsIfForbidden && isRefusal(reason, 403))
          : !isFinalRefusal(reason),
      // SWR's own retries come less and less often: after an outage, the page would stay stale.
      ...(restInMs && {
        onErrorRetry: (_reason, _key, config, revalidate, retry) => {
          setTimeout(
            () => {
              if (config.isVisible()) {
                revalidate(retry);
              }
            },
            isPolling ? movingInMs : restInMs(),
          );
        },
      }),
    },
  );

  // SWR keeps the previous data while the range changes, but also while the database changes.
  const known =
    isFinalRefusal(error) || data?.entityRef !== entityRef ? undefined : data;
  const isToBePolled =
    isPolled ||
    (known !== undefined && isMoving(known.value)) ||
    Date.now() < followUntil;
  useEffect(() => setPolling(isToBePolled), [isToBePolled]);

  const refresh = useCallback(() => {
    mutate();
  }, [mutate]);
  const follow = useCallback(() => {
    setFollowUntil(Date.now() + followInMs, { revalidate: false });
    mutate();
  }, [mutate, setFollowUntil]);

  return {
    value: known?.value,
    readAt: known?.readAt,
    error: isAbort(error) ? undefined : error,
    isLoading: isValidating,
    refresh,
    follow,
  };
}
