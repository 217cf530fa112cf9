import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { allGroups } from '../view/databasesView';
import type { DatabaseGroup } from './groupDatabases';

/** A line of the table: the heading of a group, or a database. */
export type TableLine =
  | { group: DatabaseGroup; isOpen: boolean }
  | { database: ClusterSummary; groupKey?: string };

/** Whether the databases of a group are visible. */
function isGroupOpen(key: string, open: readonly string[]): boolean {
  return open.includes(allGroups) || open.includes(key);
}

/** The headings of all groups, and the databases of the open ones. */
export function tableLines(
  groups: readonly DatabaseGroup[],
  open: readonly string[],
): TableLine[] {
  return groups.flatMap(group => {
    const isOpen = isGroupOpen(group.key, open);
    const heading: TableLine = { group, isOpen };
    return isOpen
      ? [
          heading,
          ...group.databases.map(database => ({
            database,
            groupKey: group.key,
          })),
        ]
      : [heading];
  });
}

/** Opens or closes a group. */
export function toggleGroup(
  key: string,
  open: readonly string[],
  groups: readonly DatabaseGroup[],
): string[] {
  const keys = groups.map(group => group.key);
  const before = keys.filter(other => isGroupOpen(other, open));
  const after = before.includes(key)
    ? before.filter(other => other !== key)
    : [...before, key];
  return after.length === keys.length ? [allGroups] : after;
}

/**
 * The lines of a page. If a page begins within a group, it begins with the heading of that group
 * again.
 *
 * @param page - counts from 0
 */
export function linesOfPage(
  lines: readonly TableLine[],
  page: number,
  size: number,
): TableLine[] {
  const shown = lines.slice(page * size, (page + 1) * size);
  const [first] = shown;
  if (!first || 'group' in first || !first.groupKey) {
    return shown;
  }
  const { groupKey } = first;
  const heading = lines.find(
    line => 'group' in line && line.group.key === groupKey,
  );
  return heading ? [heading, ...shown] : shown;
}

/** The page, from 0, that has the heading of a group. */
export function pageOfGroup(
  lines: readonly TableLine[],
  key: string,
  size: number,
): number {
  const index = lines.findIndex(
    line => 'group' in line && line.group.key === key,
  );
  return Math.max(0, Math.floor(index / size));
}
