import {
  severitySchema,
  type ClusterSummary,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { SortDescriptor } from '@backstage/ui';
import { entityNameOf } from '../catalog/entityNameOf';

/** The filter of the list of databases. Absent fields match every database. */
export interface DatabaseFilter {
  /** Part of a name, owner, status or engine version, in any case. */
  text?: string;
  environment?: string;
  severity?: string;
}

/** The databases that match a filter. */
export function filterDatabases(
  databases: ClusterSummary[],
  { text = '', environment, severity }: DatabaseFilter,
): ClusterSummary[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return databases.filter(database => {
    const described = [
      database.entityRef,
      database.owner,
      database.status,
      database.engineVersion,
    ]
      .join(' ')
      .toLocaleLowerCase();
    return (
      (!environment || database.environment === environment) &&
      (!severity || database.severity === severity) &&
      words.every(word => described.includes(word))
    );
  });
}

/** Databases that need attention come first. */
const severities = ['critical', 'warning', 'unknown', 'ok'];

const sortKeys: Record<string, (row: ClusterSummary) => string | number> = {
  name: row => entityNameOf(row.entityRef),
  severity: row => severities.indexOf(row.severity),
  status: row => row.status,
  capacity: row => row.capacity?.current ?? -1,
  engine: row => row.engineVersion ?? '',
  owner: row => entityNameOf(row.owner),
  lastSnapshot: row => row.lastSnapshotAt ?? '',
  restorable: row => row.latestRestorableTime ?? '',
};

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
  const keyOf =
    column === 'environment'
      ? ({ environment }: ClusterSummary) => environments.indexOf(environment)
      : sortKeys[String(column)];
  const byName = new Intl.Collator(undefined, { numeric: true }).compare;
  const sign = direction === 'descending' ? -1 : 1;
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : byName(String(a), String(b));
  return [...databases].sort(
    (a, b) =>
      (keyOf ? sign * compare(keyOf(a), keyOf(b)) : 0) ||
      byName(a.entityRef, b.entityRef),
  );
}

/** The severities in the filter, the worst first. */
export const severityOrder = severitySchema.options.toSorted(
  (a, b) => severities.indexOf(a) - severities.indexOf(b),
);
