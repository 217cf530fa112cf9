import { cutIdentifier } from './cutIdentifier';

/**
 * All names of a database. They follow from its form name and the short name of its environment.
 *
 * @public
 */
export interface DatabaseNames {
  /** `goal-mandala-prd`: the entity's name, and the base of the other names. */
  base: string;
  /** `goal-mandala-prd-database` */
  stackName: string;
  /** `goal-mandala-prd-aurora-cluster` */
  clusterIdentifier: string;
  /** `resource:default/goal-mandala-prd` */
  entityRef: string;
  /** `goalmandalamain`: the PostgreSQL database. */
  databaseName: string;
}

/** Maximum length of a database's form name. @public */
export const maxDatabaseNameLength = 40;

/** The cluster's master user. @public */
export const masterUsername = 'postgres';

/** The PostgreSQL role that Lambda functions connect as, with an IAM token. @public */
export const lambdaDatabaseUser = 'lambda-user';

/** Longest identifier of a cluster. Source: CreateDBCluster in the RDS API. */
const longestIdentifier = 63;
const clusterSuffix = '-aurora-cluster';

/** The names in AWS and in PostgreSQL that follow from a form name. @public */
export function databaseNames(
  name: string,
  { shortName }: { shortName: string },
): DatabaseNames {
  const base = `${name}-${shortName}`;
  return {
    base,
    stackName: `${base}-database`,
    clusterIdentifier: `${base}${clusterSuffix}`,
    entityRef: `resource:default/${base}`,
    databaseName: `${name.replaceAll('-', '')}main`,
  };
}

/**
 * Returns the length of the longest form name in an environment, so that the cluster's identifier
 * keeps RDS's limit. At most {@link maxDatabaseNameLength}.
 *
 * @public
 */
export function longestDatabaseName({
  shortName,
}: {
  shortName: string;
}): number {
  return Math.min(
    maxDatabaseNameLength,
    longestIdentifier - clusterSuffix.length - 1 - shortName.length,
  );
}

/** `2026-11-23T02:31:05Z` → `20261123023105`. */
const compactTime = (at: Date) =>
  at.toISOString().replace(/\D/g, '').slice(0, 14);

const asIdentifierPart = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/**
 * Returns the identifier of a manual snapshot: at most 63 characters (RDS's limit), without double
 * or trailing hyphens.
 *
 * @param base - {@link DatabaseNames.base}
 * @param at - time of the request
 * @param label - any text. A tag has the full text. Default: `manual`, also if the text has no
 * letter or digit.
 * @public
 */
export function snapshotIdentifier(
  base: string,
  at: Date,
  label?: string,
): string {
  const part = cutIdentifier(asIdentifierPart(label ?? ''), 16) || 'manual';
  return `${cutIdentifier(base, 31)}-${part}-${compactTime(at)}`;
}

/**
 * Returns the default form name of a restored database: the beginning of the source's name, and the
 * time.
 *
 * @param name - the source's form name
 * @public
 */
export function restoredDatabaseName(
  name: string,
  at: Date,
  environment: { shortName: string },
): string {
  const suffix = `-r${compactTime(at).slice(2)}`;
  return `${cutIdentifier(name, longestDatabaseName(environment) - suffix.length)}${suffix}`;
}
