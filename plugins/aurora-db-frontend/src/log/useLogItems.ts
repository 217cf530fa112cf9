import type {
  LogPage,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { toError } from '../api/toError';
import { boundsOf, type LogView } from './logAddress';
import { readLogItems } from './readLogItems';

/** What was read of a log. */
interface LogItemsReading<T> {
  items: T[];
  /** Whether anything was read. */
  isRead: boolean;
  isLoading: boolean;
  hasMore: boolean;
  unavailable?: Message;
  error?: Error;
  /** Reads on. */
  more: () => void;
  /** Does again what failed. */
  retry: () => void;
}

interface State<T> {
  items: T[];
  next?: string;
  unavailable?: Message;
}

/**
 * Reads errors or slow statements when it is mounted and when the user asks for more. Nothing else
 * reads, because the backend records each reading. To read again, mount it with another key.
 *
 * @param itemsOf - a function that stays the same between renderings
 */
export function useLogItems<T>(
  entityRef: string,
  view: LogView,
  itemsOf: (page: LogPage) => T[],
): LogItemsReading<T> {
  const api = useApi(auroraDbApiRef);
  const [query] = useState(() => ({
    kind: view.kind,
    search: view.search,
    ...boundsOf(view.time, Date.now()),
  }));
  const [state, setState] = useState<State<T>>();
  const [error, setError] = useState<Error>();
  const [isLoading, setLoading] = useState(true);
  const controller = useRef<AbortController>();

  const read = useCallback(
    async (from?: string) => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      setLoading(true);
      setError(undefined);
      try {
        const { items, ...rest } = await readLogItems(
          next => api.getLog(entityRef, { ...query, next }, { signal }),
          itemsOf,
          from,
        );
        if (!signal.aborted) {
          setState(known => ({
            items: [...(from ? (known?.items ?? []) : []), ...items],
            ...rest,
          }));
          setLoading(false);
        }
      } catch (reason) {
        if (!signal.aborted) {
          setError(toError(reason));
          setLoading(false);
        }
      }
    },
    [api, entityRef, query, itemsOf],
  );
  useEffect(() => {
    read();
    return () => controller.current?.abort();
  }, [read]);

  const continueReading = () => {
    read(state?.next);
  };
  return {
    items: state?.items ?? [],
    isRead: state !== undefined,
    isLoading,
    hasMore: state?.next !== undefined,
    unavailable: state?.unavailable,
    error,
    more: continueReading,
    retry: continueReading,
  };
}
