import type {
  LogGroup,
  LogLine,
  LogPage,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Reads a page of the lines of a time, both ends inclusive, in epoch milliseconds. */
export type ReadLines = (
  from: number,
  to: number,
  next?: string,
) => Promise<LogPage>;

/** Lines of the log, the oldest first. */
export interface LogLines {
  lines: LogLine[];
  /** All lines from here to the end of the time are in `lines`. Epoch milliseconds. */
  start: number;
  /** Whether even a short time has more lines than are read. */
  isCut: boolean;
  /** Why there are none. */
  unavailable?: Message;
}

/** Enough lines for several screens. */
const enough = 200;
/** CloudWatch Logs has pages without lines, and a busy second has many pages. */
const mostPages = 10;
const firstWindowInMs = 60_000;
const leastWindowInMs = 2_000;
/** A window with few lines is followed by one that is this much longer. */
const growth = 4;
/** A window with too many lines is read again, this much shorter. */
const shrinkage = 8;

const isLine = (item: LogLine | LogGroup): item is LogLine => 'text' in item;

/** The lines of a page. A page without items has none. */
export function linesOf({ items }: LogPage): LogLine[] {
  return [...items].filter(isLine);
}

/** Whether a page has so many followers that a shorter time is the better start. */
const hasTooMany = (lines: LogLine[], pages: number) =>
  lines.length >= enough || pages >= mostPages;

/** Reads the lines of a time to their end, or until they are too many. */
async function readWindow(
  read: ReadLines,
  from: number,
  to: number,
  isShort: boolean,
): Promise<{ lines: LogLine[]; isCut: boolean; unavailable?: Message }> {
  const lines: LogLine[] = [];
  let next: string | undefined;
  let pages = 0;
  do {
    const page = await read(from, to, next);
    if (page.unavailable) {
      return { lines, isCut: false, unavailable: page.unavailable };
    }
    lines.push(...linesOf(page));
    next = page.next;
    pages += 1;
    if (next && (isShort ? pages >= mostPages : hasTooMany(lines, pages))) {
      return { lines, isCut: true };
    }
  } while (next);
  return { lines, isCut: false };
}

/**
 * Reads the newest lines of a time. CloudWatch Logs returns the oldest first, so the time is read in
 * windows from its end: longer ones while there are few lines, shorter ones if there are too many.
 *
 * @param from - epoch milliseconds, as `to`
 */
export async function readNewestLines(
  read: ReadLines,
  from: number,
  to: number,
): Promise<LogLines> {
  let lines: LogLine[] = [];
  let end = to;
  let window = firstWindowInMs;
  while (end >= from && lines.length < enough) {
    const isShort = window <= leastWindowInMs;
    const start = Math.max(from, end - window);
    const part = await readWindow(read, start, end, isShort);
    if (part.unavailable) {
      return { lines, start, isCut: false, unavailable: part.unavailable };
    }
    if (part.isCut && !isShort) {
      window = Math.max(leastWindowInMs, window / shrinkage);
    } else {
      lines = [...part.lines, ...lines];
      if (part.isCut) {
        return { lines, start, isCut: true };
      }
      end = start - 1;
      window *= growth;
    }
  }
  return { lines, start: end + 1, isCut: false };
}

/** Reads the lines of a short time, for example those since the last reading. */
export async function readLinesSince(
  read: ReadLines,
  from: number,
  to: number,
): Promise<LogLines> {
  const part = await readWindow(read, from, to, true);
  return { ...part, start: from };
}
