import type {
  EnvironmentSettings,
  RestoreOrigin,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type * as rds from 'aws-cdk-lib/aws-rds';
import { cfnClusterOf } from './cfnClusterOf';

/** The key that AWS manages for RDS in each account. */
const defaultKey = 'alias/aws/rds';

/**
 * Makes a cluster start with the data of another one: adds the source and removes the properties
 * that come with the data.
 *
 * Changes the L1 of a `DatabaseCluster` (see docs/adr/0003-restore-as-a-stack.md). All properties
 * except the engine version are create-only, so they depend only on the origin. If the same origin
 * later gave other properties, CloudFormation would replace the cluster. RestoreType stays out: its
 * default `full-copy` is right, and a later template cannot drop a missing property.
 */
export function restoreCluster(
  database: rds.DatabaseCluster,
  { from }: RestoreOrigin,
  { kmsKeyArn }: Pick<EnvironmentSettings, 'kmsKeyArn'>,
): void {
  const cluster = cfnClusterOf(database);
  cluster.masterUsername = undefined;
  cluster.databaseName = undefined;
  cluster.storageEncrypted = undefined;
  if ('snapshotIdentifier' in from) {
    cluster.snapshotIdentifier = from.snapshotIdentifier;
    if (from.storageEncrypted) {
      cluster.storageEncrypted = true;
      // CloudFormation passes only the key to RDS. Without a key, the copy would not be encrypted,
      // regardless of StorageEncrypted.
      cluster.kmsKeyId = kmsKeyArn ?? defaultKey;
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
