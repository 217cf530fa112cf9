import type {
  LogLine,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { auroraDbApiRef } from '../../api/auroraDbApiRef';
import { toError } from '../../api/toError';
import { boundsOf, type LogView } from '../logAddress';
import {
  divideIntoBlocks,
  keepNewest,
  linesMissingIn,
  type LogBlock,
} from './LogBlock';
import { linesOf, readLogItems, type LogItems } from '../readLogItems';

/** How often new lines are read. */
export const followSeconds = 5;
/** CloudWatch Logs may get a line up to this much later, in ms. */
const lateInMs = 15_000;
/** A log that is followed for hours must not fill the browser's memory. */
const mostFollowed = 5_000;
/** Lines for several screens. */
const enough = 200;
/** Of a busy database, in the time since the last reading. */
const enoughNew = 2_000;

interface Time {
  from: string;
  to: string;
}

interface Read {
  /** The oldest first. */
  blocks: LogBlock[];
  /** Continues with older lines. */
  next?: string;
  /** The end of what was read. */
  to: string;
  /** Whether lines are missing between others, because they were too many at once. */
  isCut: boolean;
  /** Whether older lines were left out, because many followed. */
  isTrimmed: boolean;
  unavailable?: Message;
}

/** What was read of the lines of a log. */
interface LogLinesReading extends Partial<Read> {
  isLoading: boolean;
  error?: Error;
  older: () => void;
  /** Does again what failed. */
  retry: () => void;
}

/** Lines arrive the newest first. */
const blocksOf = (lines: LogLine[]) => divideIntoBlocks(lines.toReversed());

/**
 * Reads the newest lines when it is mounted, older ones when the user asks for them, and new ones
 * every 5 s while `isFollowing`. Nothing else reads, because the backend records each reading. To
 * read again, mount it with another key.
 */
export function useLogLines(
  entityRef: string,
  view: LogView,
  isFollowing: boolean,
): LogLinesReading {
  const api = useApi(auroraDbApiRef);
  const { search } = view;
  const [time] = useState(() => boundsOf(view.time, Date.now()));
  const [state, setState] = useState<Read>();
  const latest = useRef(state);
  latest.current = state;
  const [error, setError] = useState<Error>();
  const [isLoading, setLoading] = useState(true);
  const controller = useRef<AbortController>();
  const isBusy = useRef(false);

  const run = useCallback(
    async (
      { from, to }: Time,
      next: string | undefined,
      wanted: number,
      put: (known: Read | undefined, read: LogItems<LogLine>) => Read,
    ) => {
      controller.current?.abort();
      const { signal } = (controller.current = new AbortController());
      isBusy.current = true;
      setLoading(true);
      setError(undefined);
      try {
        const read = await readLogItems(
          page =>
            api.getLog(
              entityRef,
              { kind: 'all', from, to, search, next: page },
              { signal },
            ),
          linesOf,
          next,
          wanted,
        );
        if (!signal.aborted) {
          setState(known => put(known, read));
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

  /** Reads the newest lines, or those before the ones that are known. */
  const older = useCallback(() => {
    run(time, latest.current?.next, enough, (known, { items, ...rest }) => ({
      to: time.to,
      isCut: false,
      isTrimmed: false,
      ...known,
      ...rest,
      next: rest.next,
      blocks: [
        ...blocksOf(linesMissingIn(known?.blocks ?? [], items)),
        ...(known?.blocks ?? []),
      ],
    }));
  }, [run, time]);
  useEffect(() => {
    older();
    return () => controller.current?.abort();
  }, [older]);

  const newer = useCallback(async () => {
    const known = latest.current;
    if (!known) {
      return;
    }
    const to = new Date().toISOString();
    const from = new Date(Date.parse(known.to) - lateInMs).toISOString();
    await run({ from, to }, undefined, enoughNew, (last = known, read) => {
      const all = [
        ...last.blocks,
        ...blocksOf(linesMissingIn(last.blocks, read.items)),
      ];
      const blocks = keepNewest(all, mostFollowed);
      return {
        ...last,
        blocks,
        to,
        isCut: last.isCut || read.next !== undefined,
        isTrimmed: last.isTrimmed || blocks.length < all.length,
      };
    });
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
    error,
    older,
    retry: isRead && isFollowing ? newer : older,
  };
}
