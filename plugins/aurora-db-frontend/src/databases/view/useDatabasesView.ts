import {
  startTransition,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  formatDatabasesAddress,
  parseDatabasesAddress,
  type DatabasesView,
} from './databasesView';

/**
 * Delay before the address changes, in ms. Each change renders the whole portal again, so it must
 * not follow every key.
 */
const writeInMs = 300;

/** Changes that add no step to the history: the user does not go back letter by letter. */
const withoutStep = (view: DatabasesView) =>
  formatDatabasesAddress({ ...view, text: undefined, open: [] }).toString();

/**
 * What the list of databases shows, and a function that changes it. The address stores it. A change
 * of filter, sort or group shows the first page, unless the change names another.
 */
export function useDatabasesView(): [
  DatabasesView,
  (change: Partial<DatabasesView>) => void,
] {
  const [params, setParams] = useSearchParams();
  const [view, setView] = useState(() => parseDatabasesAddress(params));
  const shown = parseDatabasesAddress(params);
  const address = formatDatabasesAddress(shown).toString();
  const wanted = formatDatabasesAddress(view).toString();
  /** The address that this page wrote or read last. */
  const known = useRef(address);

  useEffect(() => {
    if (known.current !== address) {
      // The user went back or forward, or followed a link to this page.
      known.current = address;
      setView(parseDatabasesAddress(new URLSearchParams(address)));
    }
  }, [address]);

  useEffect(() => {
    if (wanted === address) {
      return undefined;
    }
    const timer = setTimeout(() => {
      known.current = wanted;
      const next = parseDatabasesAddress(new URLSearchParams(wanted));
      const before = parseDatabasesAddress(new URLSearchParams(address));
      // The portal may render in parts, between frames.
      startTransition(() =>
        setParams(previous => formatDatabasesAddress(next, previous), {
          replace: withoutStep(next) === withoutStep(before),
        }),
      );
    }, writeInMs);
    return () => clearTimeout(timer);
  }, [wanted, address, setParams]);

  const change = useCallback(
    (changed: Partial<DatabasesView>) =>
      setView(previous => ({ ...previous, page: 0, ...changed })),
    [],
  );
  return [view, change];
}
