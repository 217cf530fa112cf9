import type {
  LogGroup,
  LogLine,
  LogPage,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** Errors, slow statements or lines of a part of a time, the newest first. */
export interface LogItems<T> {
  items: T[];
  /** Continues the reading. Absent at the end of the time. */
  next?: string;
  unavailable?: Message;
}

/** A page can have no items although later ones have. */
const mostPages = 5;

/**
 * Reads pages until there are enough items to show, or the time ends.
 *
 * @param itemsOf - the items of a page
 * @param from - `next` of the reading to continue
 */
export async function readLogItems<T>(
  read: (next?: string) => Promise<LogPage>,
  itemsOf: (page: LogPage) => T[],
  from?: string,
  enough = 50,
): Promise<LogItems<T>> {
  const items: T[] = [];
  let next = from;
  let pages = 0;
  do {
    const page = await read(next);
    if (page.unavailable) {
      return { items, unavailable: page.unavailable };
    }
    items.push(...itemsOf(page));
    next = page.next;
    pages += 1;
  } while (next && items.length < enough && pages < mostPages);
  return { items, next };
}

const isGroup = (item: LogLine | LogGroup): item is LogGroup => 'count' in item;

const isLine = (item: LogLine | LogGroup): item is LogLine => 'text' in item;

/** The lines of a page. */
export function linesOf({ items }: LogPage): LogLine[] {
  return [...items].filter(isLine);
}

/** The groups of a page of errors. */
export function groupsOf({ items }: LogPage): LogGroup[] {
  return [...items].filter(isGroup);
}

const keyOf = ({ sqlState, severity, message }: LogGroup) =>
  JSON.stringify([sqlState, severity, message]);

/** Merges the groups of several pages, the last occurrence first. */
export function mergeGroups(groups: readonly LogGroup[]): LogGroup[] {
  const byKey = new Map<string, LogGroup>();
  for (const group of groups) {
    const known = byKey.get(keyOf(group));
    byKey.set(
      keyOf(group),
      known
        ? {
            ...known,
            count: known.count + group.count,
            firstAt:
              known.firstAt < group.firstAt ? known.firstAt : group.firstAt,
            lastAt: known.lastAt > group.lastAt ? known.lastAt : group.lastAt,
          }
        : group,
    );
  }
  return [...byKey.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}
