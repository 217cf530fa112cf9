import type { RestoreOrigin } from '@aurora-db/backstage-plugin-aurora-db-common';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { cfnClusterOf } from './cfnClusterOf';

/**
 * Has a cluster begin with the data of another one: writes where they come from, and takes out what comes with them.
 *
 * It changes the L1 of a `DatabaseCluster` (ADR 3 says why). All that it writes but the engine version is create-only, so it
 * depends on nothing but the origin: the same origin must give the same properties for ever, or CloudFormation replaces the cluster.
 * Hence also no RestoreType: what a template leaves out, AWS's default `full-copy`, it can't drop.
 */
export function restoreCluster(
  database: rds.DatabaseCluster,
  { from }: RestoreOrigin,
): void {
  const cluster = cfnClusterOf(database);
  cluster.masterUsername = undefined;
  cluster.databaseName = undefined;
  cluster.storageEncrypted = undefined;
  if ('snapshotIdentifier' in from) {
    cluster.snapshotIdentifier = from.snapshotIdentifier;
    if (from.storageEncrypted) {
      cluster.storageEncrypted = true;
      // The handler sends RDS the key alone: without one the copy would stay in the clear, whatever StorageEncrypted says.
      cluster.kmsKeyId = 'alias/aws/rds';
    }
    return;
  }
  cluster.sourceDbClusterIdentifier = from.sourceClusterIdentifier;
  if ('restoreToTime' in from.to) {
    cluster.restoreToTime = from.to.restoreToTime;
  } else {
    cluster.useLatestRestorableTime = true;
  }
  if (!from.namesEngineVersion) {
    cluster.engineVersion = undefined;
  }
}
