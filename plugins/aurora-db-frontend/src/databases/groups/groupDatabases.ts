import type {
  ClusterSummary,
  Severity,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { SortDescriptor } from '@backstage/ui';
import { accountKeyOf, engineMajorOf } from '../view/databaseFacts';
import type { Grouping } from '../view/databasesView';
import { severityOrder } from '../view/severityOrder';

/** Databases that have something in common. */
export interface DatabaseGroup {
  /** Identifies the group among those of a grouping, also in the address. */
  key: string;
  /** In the order of the list. There is at least one. */
  databases: ClusterSummary[];
  /** The number of databases of each severity that occurs, the worst first. */
  severities: { severity: Severity; count: number }[];
}

/** The key of databases whose account or version is unknown. */
export const unknownGroup = 'unknown';

const keysOf: Record<Grouping, (database: ClusterSummary) => string> = {
  environment: ({ environment }) => environment,
  account: database => accountKeyOf(database) ?? unknownGroup,
  engine: database => engineMajorOf(database) ?? unknownGroup,
};

/**
 * Groups databases. The groups follow the sort if it is by severity or by what they have in common:
 * the worst first, for example. Otherwise, environments have the order of app-config, accounts and
 * versions their own.
 *
 * @param databases - in the order of the list
 * @param environments - names in the order of app-config
 */
export function groupDatabases(
  databases: readonly ClusterSummary[],
  grouping: Grouping,
  { column, direction }: SortDescriptor,
  environments: readonly string[] = [],
): DatabaseGroup[] {
  const keyOf = keysOf[grouping];
  const members = new Map<string, ClusterSummary[]>();
  for (const database of databases) {
    const key = keyOf(database);
    const group = members.get(key);
    if (group) {
      group.push(database);
    } else {
      members.set(key, [database]);
    }
  }
  const byText = new Intl.Collator(undefined, { numeric: true }).compare;
  const byKey = (a: string, b: string) =>
    grouping === 'environment'
      ? environments.indexOf(a) - environments.indexOf(b) || byText(a, b)
      : byText(a, b);
  const sign = direction === 'descending' ? -1 : 1;
  return [...members]
    .map(([key, group]) => ({
      key,
      databases: group,
      severities: countSeverities(group),
    }))
    .sort(
      (a, b) =>
        (column === 'severity' ? sign * bySeverity(a, b) : 0) ||
        (column === grouping ? sign : 1) * byKey(a.key, b.key),
    );
}

function countSeverities(databases: readonly ClusterSummary[]) {
  return severityOrder
    .map(severity => ({
      severity,
      count: databases.filter(database => database.severity === severity)
        .length,
    }))
    .filter(({ count }) => count > 0);
}

/** The worst first; of the same severity, the one with more databases of it first. */
function bySeverity(a: DatabaseGroup, b: DatabaseGroup): number {
  const [worst] = a.severities;
  const [other] = b.severities;
  return worst && other
    ? severityOrder.indexOf(worst.severity) -
        severityOrder.indexOf(other.severity) || other.count - worst.count
    : 0;
}
