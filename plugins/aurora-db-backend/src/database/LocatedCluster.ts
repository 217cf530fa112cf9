import type { DatabaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { LiveCluster } from '../ports/ClusterReader';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';

/** What is known of every database. */
interface Located {
  entityRef: string;
  /** Name of the entity. People see it, and enter it to confirm a restore. */
  entityName: string;
  environment: EnvironmentConfig;
  clusterIdentifier: string;
  /** The beginning of the identifiers of its snapshots. */
  base: string;
  /** The beginning of the names of databases that are restored from it. */
  formName: string;
  /** Full entity reference. */
  owner: string;
  /** Full entity reference. */
  system?: string;
  /** When the stack or the cluster was read. */
  readAt: Date;
  /** Set if AWS gave no answer: this is then an older reading. */
  failure?: AwsUnavailableError;
}

/** A database of the portal. Its stack says what it is. */
export interface PortalCluster extends Located {
  origin: 'portal';
  stack: DatabaseStack;
  names: DatabaseNames;
  /** Full entity reference, from the stack. */
  restoredFrom?: string;
}

/** A database that another tool created. Its cluster says what it is. */
export interface ExistingCluster extends Located {
  origin: 'existing';
  cluster: LiveCluster;
  stack?: undefined;
  names?: undefined;
  restoredFrom?: undefined;
}

/** The AWS resources of a database, found by its entity. */
export type LocatedCluster = PortalCluster | ExistingCluster;

/** How to find a database. */
export interface LocateOptions {
  /** Accept an older reading if AWS gives no answer. */
  allowStale?: boolean;
  /** Read the catalog and AWS now. */
  fresh?: boolean;
}
