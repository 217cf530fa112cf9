import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import type { Operation, Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { filtersOf, page, pageInput, passes } from '../listing';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { missingFaults } from './missingFaults';

const input = z.strictObject({
  ...pageInput,
  Filters: filtersOf({
    status: ['active', 'creating', 'retained'],
    'db-cluster-id': 'any',
    'db-cluster-resource-id': 'any',
  }),
  DBClusterIdentifier: z.string().optional(),
  DbClusterResourceId: z.string().optional(),
});

/** The automated backups of clusters, which end with their cluster. */
export function automatedBackupOperations({
  store,
  backups,
}: RdsContext): Record<string, Operation> {
  const statusOf = (scope: Scope, cluster: ClusterRecord) =>
    backups.window(scope, cluster) ? 'active' : 'creating';

  function describe(scope: Scope, cluster: ClusterRecord) {
    const window = backups.window(scope, cluster);
    return {
      Engine: 'aurora-postgresql',
      EngineMode: 'provisioned',
      EngineVersion: cluster.engineVersion,
      VpcId: store.subnetGroups.get(scope, cluster.subnetGroup)?.vpcId,
      DBClusterAutomatedBackupsArn: rdsArn(
        scope,
        'cluster-auto-backup',
        automatedBackupName(cluster),
      ),
      DBClusterIdentifier: cluster.identifier,
      DBClusterArn: cluster.arn,
      DbClusterResourceId: cluster.resourceId,
      RestoreWindow: window && {
        EarliestTime: window.earliest,
        LatestTime: window.latest,
      },
      MasterUsername: cluster.masterUsername,
      Region: scope.region,
      LicenseModel: 'postgresql-license',
      Status: statusOf(scope, cluster),
      IAMDatabaseAuthenticationEnabled: cluster.iamAuthentication,
      ClusterCreateTime: cluster.createdAt,
      StorageEncrypted: cluster.storageEncrypted,
      KmsKeyId: cluster.kmsKeyId,
      StorageType: cluster.storageType,
      AllocatedStorage: 1,
      BackupRetentionPeriod: cluster.backupRetentionPeriod,
      PreferredBackupWindow: cluster.preferredBackupWindow,
      AvailabilityZones: cluster.availabilityZones,
      Port: cluster.port,
    };
  }

  return {
    DescribeDBClusterAutomatedBackups: defineOperation(
      input,
      async (parsed, context) => {
        const name = parsed.DBClusterIdentifier?.toLocaleLowerCase('en-US');
        const resource = parsed.DbClusterResourceId?.toLocaleLowerCase('en-US');
        const named = store.clusters
          .list(context)
          .filter(
            ({ identifier, resourceId }) =>
              (name === undefined || identifier === name) &&
              (resource === undefined ||
                resourceId.toLocaleLowerCase('en-US') === resource),
          );
        if (named.length === 0 && (name ?? resource) !== undefined) {
          throw missingFaults.clusterBackup(name ?? resource ?? '');
        }
        const matching = named.filter(cluster =>
          passes(parsed.Filters, {
            status: [statusOf(context, cluster)],
            'db-cluster-id': [cluster.identifier, cluster.arn],
            'db-cluster-resource-id': [cluster.resourceId],
          }),
        );
        return page('DBClusterAutomatedBackups', matching, parsed, cluster =>
          describe(context, cluster),
        );
      },
    ),
  };
}

/** The name in the ARN of a cluster's automated backup. */
export function automatedBackupName({
  resourceId,
}: Pick<ClusterRecord, 'resourceId'>): string {
  return resourceId.replace(/^cluster-/, 'ab-').toLocaleLowerCase('en-US');
}
