import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ownerRefOf } from '../../catalog/ownerRefOf';
import { accountKeyOf, engineMajorOf } from './databaseFacts';

/** The owner in a filter that stands for the user and the user's groups. */
export const mine = 'mine';

/** The filter of the list of databases. Absent fields match every database. */
export interface DatabaseFilter {
  /** Parts of a name, owner, status, version, account or instance class, in any case. */
  text?: string;
  environment?: string;
  /** Account and region, as in `accountKeyOf`. */
  account?: string;
  /** A major version. */
  engine?: string;
  severity?: string;
  origin?: string;
  /** A full entity reference, or {@link mine}. */
  owner?: string;
}

const describe = (database: ClusterSummary) =>
  [
    database.entityRef,
    database.clusterIdentifier,
    database.owner,
    database.status,
    database.engineVersion,
    database.accountId,
    database.region,
    ...(database.instanceClasses ?? []),
  ]
    .join(' ')
    .toLocaleLowerCase();

/**
 * The databases that match a filter.
 *
 * @param ownership - references of the user and the user's groups
 */
export function filterDatabases(
  databases: ClusterSummary[],
  filter: DatabaseFilter,
  ownership: readonly string[] = [],
): ClusterSummary[] {
  const { environment, account, engine, severity, origin, owner } = filter;
  const words = (filter.text ?? '')
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  const owners = owner === mine ? ownership : owner && [owner];
  return databases.filter(
    database =>
      (!environment || database.environment === environment) &&
      (!account || accountKeyOf(database) === account) &&
      (!engine || engineMajorOf(database) === engine) &&
      (!severity || database.severity === severity) &&
      (!origin || database.origin === origin) &&
      (!owners || owners.includes(ownerRefOf(database.owner))) &&
      (words.length === 0 || matches(describe(database), words)),
  );
}

function matches(described: string, words: readonly string[]): boolean {
  return words.every(word => described.includes(word));
}
