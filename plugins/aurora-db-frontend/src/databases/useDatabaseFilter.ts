import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { DatabaseFilter } from './databaseFilter';

/**
 * Delay before the address changes, in ms. Each change renders the whole portal again, so it must
 * not follow every key.
 */
const writeInMs = 300;

const names = ['text', 'environment', 'severity'] as const;

/**
 * The filter of the list of databases, and a function that changes it. The address stores the
 * filter.
 */
export function useDatabaseFilter(): [
  DatabaseFilter,
  (change: DatabaseFilter) => void,
] {
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState<DatabaseFilter>(() =>
    Object.fromEntries(
      names.map(name => [name, params.get(name) ?? undefined]),
    ),
  );
  const isWritten = names.every(
    name => (params.get(name) ?? undefined) === filter[name],
  );

  useEffect(() => {
    if (isWritten) {
      return undefined;
    }
    const timer = setTimeout(
      () =>
        setParams(
          previous => {
            const next = new URLSearchParams(previous);
            for (const name of names) {
              const value = filter[name];
              if (value) {
                next.set(name, value);
              } else {
                next.delete(name);
              }
            }
            return next;
          },
          { replace: true },
        ),
      writeInMs,
    );
    return () => clearTimeout(timer);
  }, [filter, isWritten, setParams]);

  return [
    filter,
    change => setFilter(previous => ({ ...previous, ...change })),
  ];
}
