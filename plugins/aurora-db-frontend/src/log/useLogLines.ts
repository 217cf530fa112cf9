import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { toError } from '../api/toError';
import { boundsOf, type LogView } from './logAddress';
import {
  divideIntoBlocks,
  keepNewest,
  linesMissingIn,
  type LogBlock,
} from './LogBlock';
import {
  readLinesSince,
  readNewestLines,
  type LogLines,
  type ReadLines,
} from './readLogLines';

/** How often new lines are read. */
export const followSeconds = 5;
/** CloudWatch Logs may get a line up to this much later, in ms. */
const lateInMs = 15_000;
/** A log that is followed for hours must not fill the browser's memory. */
const mostFollowed = 5_000;

interface Read {
  blocks: LogBlock[];
  /** The time that was read, in epoch milliseconds. */
  start: number;
  end: number;
  isCut: boolean;
  unavailable?: Message;
}

/** What was read of the lines of a log. */
export interface LogLinesReading extends Partial<Read> {
  isLoading: boolean;
  /** Whether the time has lines before those. */
  hasOlder: boolean;
  error?: Error;
  older: () => void;
  /** Does again what failed. */
  retry: () => void;
}

/**
 * Reads the newest lines when it is mounted, older ones when the user asks for them, and new ones
 * every 5 s while `isFollowing`. Nothing else reads, because the backend records each reading. To
 * read anew, mount it with another key.
 */
export function useLogLines(
  entityRef: string,
  view: LogView,
  isFollowing: boolean,
): LogLinesReading {
  const api = useApi(auroraDbApiRef);
  const { search } = view;
  const [time] = useState(() => {
    const { from, to } = boundsOf(view.time, Date.now());
    return { from: Date.parse(from), to: Date.parse(to) };
  });
  const [state, setState] = useState<Read>();
  const latest = useRef(state);
  latest.current = state;
  const [error, setError] = useState<Error>();
  const [isLoading, setLoading] = useState(true);
  const controller = useRef<AbortController>();
  const isBusy = useRef(false);

  const run = useCallback(
    async (
      how: (read: ReadLines) => Promise<LogLines>,
      put: (known: Read | undefined, lines: LogLines) => Read,
    ) => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      isBusy.current = true;
      setLoading(true);
      setError(undefined);
      try {
        const lines = await how((from, to, next) =>
          api.getLog(
            entityRef,
            {
              kind: 'all',
              from: new Date(from).toISOString(),
              to: new Date(to).toISOString(),
              search,
              next,
            },
            { signal },
          ),
        );
        if (!signal.aborted) {
          setState(known => put(known, lines));
        }
      } catch (reason) {
        if (!signal.aborted) {
          setError(toError(reason));
        }
      }
      if (!signal.aborted) {
        isBusy.current = false;
        setLoading(false);
      }
    },
    [api, entityRef, search],
  );

  const first = useCallback(
    () =>
      run(
        read => readNewestLines(read, time.from, time.to),
        (_, { lines, ...rest }) => ({
          ...rest,
          blocks: divideIntoBlocks(lines),
          end: time.to,
        }),
      ),
    [run, time],
  );
  useEffect(() => {
    first();
    return () => controller.current?.abort();
  }, [first]);

  const older = useCallback(() => {
    const known = latest.current;
    if (!known) {
      first();
      return;
    }
    run(
      read => readNewestLines(read, time.from, known.start - 1),
      (now = known, { lines, start, isCut, unavailable }) => ({
        ...now,
        blocks: [
          ...divideIntoBlocks(linesMissingIn(now.blocks, lines)),
          ...now.blocks,
        ],
        start,
        isCut: now.isCut || isCut,
        unavailable,
      }),
    );
  }, [run, first, time]);

  const newer = useCallback(async () => {
    const known = latest.current;
    if (known) {
      const now = Date.now();
      await run(
        read => readLinesSince(read, known.end - lateInMs, now),
        (last = known, { lines, isCut }) => {
          const all = [
            ...last.blocks,
            ...divideIntoBlocks(linesMissingIn(last.blocks, lines)),
          ];
          const blocks = keepNewest(all, mostFollowed);
          const oldest = blocks[0]?.lines[0]?.at;
          return {
            blocks,
            // Lines that were left out can be read again.
            start:
              oldest && blocks.length < all.length
                ? Date.parse(oldest)
                : last.start,
            end: now,
            isCut: last.isCut || isCut,
          };
        },
      );
    }
  }, [run]);

  const isRead = state !== undefined;
  const follows = isFollowing && isRead && !error && !state.unavailable;
  useEffect(() => {
    if (!follows) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const tick = async () => {
      // Older lines that the user asked for come first.
      if (!isBusy.current) {
        await newer();
      }
      if (!isOver) {
        timer = setTimeout(tick, followSeconds * 1_000);
      }
    };
    timer = setTimeout(tick, followSeconds * 1_000);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [follows, newer]);

  return {
    ...state,
    isLoading,
    hasOlder: isRead && state.start > time.from,
    error,
    older,
    retry: isRead && isFollowing ? newer : older,
  };
}
