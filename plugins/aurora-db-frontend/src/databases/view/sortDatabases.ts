import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { SortDescriptor } from '@backstage/ui';
import { entityNameOf } from '../../catalog/entityNameOf';
import { accountKeyOf, provisionedClassesOf } from './databaseFacts';
import { severityOrder } from './severityOrder';

/** The columns of the list of databases, which all sort. */
export const databaseColumns = [
  'name',
  'environment',
  'account',
  'severity',
  'status',
  'capacity',
  'engine',
  'owner',
  'lastSnapshot',
  'restorable',
] as const;

type DatabaseColumn = (typeof databaseColumns)[number];

/** Whether a column of a sort descriptor or of an address exists. */
export function isDatabaseColumn(column: unknown): column is DatabaseColumn {
  return databaseColumns.some(known => known === column);
}

/** Compared element by element: numbers as numbers, texts as people sort them. */
type SortKey = readonly (string | number)[];

/** What a column sorts by. Databases without capacity in ACU come before those that have one. */
function sortKeyOf(
  row: ClusterSummary,
  column: DatabaseColumn,
  environments: readonly string[],
): SortKey {
  switch (column) {
    case 'name':
      return [entityNameOf(row.entityRef)];
    case 'environment':
      return [environments.indexOf(row.environment)];
    case 'account':
      return [accountKeyOf(row) ?? ''];
    case 'severity':
      return [severityOrder.indexOf(row.severity)];
    case 'status':
      return [row.status];
    case 'capacity':
      return row.capacity
        ? [1, row.capacity.current ?? -1]
        : [0, provisionedClassesOf(row).join()];
    case 'engine':
      return [row.engineVersion ?? ''];
    case 'owner':
      return [entityNameOf(row.owner)];
    case 'lastSnapshot':
      return [row.lastSnapshotAt ?? ''];
    case 'restorable':
      return [row.latestRestorableTime ?? ''];
    default:
      return [];
  }
}

/**
 * Sorts databases by a column, and then by name.
 *
 * @param environments - names in the order of app-config, to sort by environment
 */
export function sortDatabases(
  databases: ClusterSummary[],
  { column, direction }: SortDescriptor,
  environments: readonly string[] = [],
): ClusterSummary[] {
  const byText = new Intl.Collator(undefined, { numeric: true }).compare;
  const sign = direction === 'descending' ? -1 : 1;
  const compare = (one: SortKey, other: SortKey) => {
    for (const [index, a] of one.entries()) {
      const b = other[index] ?? '';
      const order =
        typeof a === 'number' && typeof b === 'number'
          ? a - b
          : byText(String(a), String(b));
      if (order !== 0) {
        return order;
      }
    }
    return 0;
  };
  // A key is made once for each database, not for each comparison.
  return databases
    .map(database => ({
      database,
      key: isDatabaseColumn(column)
        ? sortKeyOf(database, column, environments)
        : [],
    }))
    .sort(
      (a, b) =>
        sign * compare(a.key, b.key) ||
        byText(a.database.entityRef, b.database.entityRef),
    )
    .map(({ database }) => database);
}
