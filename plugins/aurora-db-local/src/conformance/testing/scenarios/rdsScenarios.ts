import type { Clients, Scenario } from '../Recorder';
import { memberAt } from './memberAt';
import { waitFor } from './waitFor';

const service = 'rds';

/** Waits, without recording, until a description has a status, or fails if it is to be gone. */
function until(
  clients: Clients,
  operation: string,
  input: Record<string, unknown>,
  path: string,
  wanted: string,
): Promise<void> {
  return waitFor(`${operation} with ${wanted}`, async () => {
    try {
      const described = await clients(service, operation, input);
      return memberAt(described, path) === wanted;
    } catch {
      return wanted === 'gone';
    }
  });
}

export const rdsScenarios: readonly Scenario[] = [
  {
    service,
    name: 'groups of parameters and subnets',
    async run(call, clients) {
      const DBClusterParameterGroupName = 'conf-cluster-group';
      const group = {
        DBClusterParameterGroupName,
        DBParameterGroupFamily: 'aurora-postgresql15',
        Description: 'of conformance',
      };
      await call('CreateDBClusterParameterGroup', group);
      await call('CreateDBClusterParameterGroup', group);
      await call('DescribeDBClusterParameterGroups', {
        DBClusterParameterGroupName,
      });
      await call('DescribeDBClusterParameterGroups', {
        DBClusterParameterGroupName: 'conf-none',
      });
      await call('ModifyDBClusterParameterGroup', {
        DBClusterParameterGroupName,
        Parameters: [
          {
            ParameterName: 'log_min_duration_statement',
            ParameterValue: '1000',
            ApplyMethod: 'immediate',
          },
        ],
      });
      await call('DeleteDBClusterParameterGroup', {
        DBClusterParameterGroupName,
      });
      await call('DeleteDBClusterParameterGroup', {
        DBClusterParameterGroupName,
      });
      const { Subnets } = await clients('ec2', 'DescribeSubnets', {});
      const SubnetIds = [0, 1].map(index =>
        memberAt(Subnets, `${index}.SubnetId`),
      );
      const DBSubnetGroupName = 'conf-subnets';
      const subnets = {
        DBSubnetGroupName,
        DBSubnetGroupDescription: 'of conformance',
        SubnetIds,
        Tags: [{ Key: 'team', Value: 'shop' }],
      };
      await call('CreateDBSubnetGroup', subnets);
      await call('CreateDBSubnetGroup', subnets);
      await call('CreateDBSubnetGroup', {
        ...subnets,
        DBSubnetGroupName: 'conf-none',
        SubnetIds: ['subnet-00000000000000000'],
      });
      await call('DescribeDBSubnetGroups', { DBSubnetGroupName });
      await call('DescribeDBSubnetGroups', { DBSubnetGroupName: 'conf-none' });
      await call('ModifyDBSubnetGroup', {
        DBSubnetGroupName,
        DBSubnetGroupDescription: 'changed',
        SubnetIds,
      });
      await call('DeleteDBSubnetGroup', { DBSubnetGroupName });
      await call('DeleteDBSubnetGroup', { DBSubnetGroupName });
    },
  },
  {
    service,
    name: 'life of a cluster',
    async run(call, clients) {
      const DBClusterIdentifier = 'conf-cluster';
      const DBInstanceIdentifier = 'conf-writer';
      const DBClusterSnapshotIdentifier = 'conf-snapshot';
      const cluster = {
        DBClusterIdentifier,
        Engine: 'aurora-postgresql',
        EngineVersion: '15.17',
        DatabaseName: 'shop',
        MasterUsername: 'postgres',
        MasterUserPassword: 'not-a-secret-1',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
        BackupRetentionPeriod: 7,
        StorageEncrypted: true,
        Tags: [{ Key: 'team', Value: 'shop' }],
      };
      await call('CreateDBCluster', cluster);
      await call('CreateDBCluster', cluster);
      for (const change of [
        { Engine: 'aurora-oracle' },
        { MasterUsername: undefined },
        { MasterUserPassword: 'short' },
        { DBClusterParameterGroupName: 'conf-none' },
        { DBSubnetGroupName: 'conf-none' },
      ]) {
        await call('CreateDBCluster', {
          ...cluster,
          DBClusterIdentifier: 'conf-bad',
          ...change,
        });
      }
      const instance = {
        DBInstanceIdentifier,
        DBClusterIdentifier,
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
      };
      await call('CreateDBInstance', instance);
      await call('CreateDBInstance', instance);
      await call('CreateDBInstance', {
        ...instance,
        DBInstanceIdentifier: 'conf-lost',
        DBClusterIdentifier: 'conf-none',
      });
      await until(
        clients,
        'DescribeDBInstances',
        { DBInstanceIdentifier },
        'DBInstances.0.DBInstanceStatus',
        'available',
      );
      const described = await call('DescribeDBClusters', {
        DBClusterIdentifier,
      });
      await call('DescribeDBInstances', { DBInstanceIdentifier });
      await call('DescribeDBClusters', { DBClusterIdentifier: 'conf-none' });
      await call('DescribeDBInstances', { DBInstanceIdentifier: 'conf-none' });
      const ResourceName = memberAt(described, 'DBClusters.0.DBClusterArn');
      await call('ListTagsForResource', { ResourceName });
      await call('AddTagsToResource', {
        ResourceName,
        Tags: [{ Key: 'a', Value: 'b' }],
      });
      await call('RemoveTagsFromResource', { ResourceName, TagKeys: ['team'] });
      await call('ListTagsForResource', { ResourceName });
      await call('ModifyDBCluster', {
        DBClusterIdentifier,
        BackupRetentionPeriod: 8,
        ApplyImmediately: true,
      });
      await call('ModifyDBCluster', {
        DBClusterIdentifier: 'conf-none',
        BackupRetentionPeriod: 8,
      });
      await until(
        clients,
        'DescribeDBClusters',
        { DBClusterIdentifier },
        'DBClusters.0.Status',
        'available',
      );
      await call('CreateDBClusterSnapshot', {
        DBClusterIdentifier,
        DBClusterSnapshotIdentifier,
        Tags: [{ Key: 'team', Value: 'shop' }],
      });
      await until(
        clients,
        'DescribeDBClusterSnapshots',
        { DBClusterSnapshotIdentifier },
        'DBClusterSnapshots.0.Status',
        'available',
      );
      await until(
        clients,
        'DescribeDBClusters',
        { DBClusterIdentifier },
        'DBClusters.0.Status',
        'available',
      );
      await call('DescribeDBClusterSnapshots', { DBClusterSnapshotIdentifier });
      await call('CreateDBClusterSnapshot', {
        DBClusterIdentifier,
        DBClusterSnapshotIdentifier,
      });
      await call('CreateDBClusterSnapshot', {
        DBClusterIdentifier: 'conf-none',
        DBClusterSnapshotIdentifier: 'conf-lost',
      });
      await call('DescribeDBClusterSnapshots', {
        DBClusterSnapshotIdentifier: 'conf-none',
      });
      await call('RestoreDBClusterFromSnapshot', {
        DBClusterIdentifier: 'conf-restored',
        SnapshotIdentifier: 'conf-none',
        Engine: 'aurora-postgresql',
      });
      await call('DeleteDBCluster', {
        DBClusterIdentifier,
        SkipFinalSnapshot: true,
      });
      await call('DeleteDBInstance', {
        DBInstanceIdentifier: 'conf-none',
        SkipFinalSnapshot: true,
      });
      await clients(service, 'DeleteDBInstance', {
        DBInstanceIdentifier,
        SkipFinalSnapshot: true,
      }).catch(() => undefined);
      await until(
        clients,
        'DescribeDBInstances',
        { DBInstanceIdentifier },
        'DBInstances.0.DBInstanceStatus',
        'gone',
      );
      await clients(service, 'DeleteDBCluster', {
        DBClusterIdentifier,
        SkipFinalSnapshot: true,
      }).catch(() => undefined);
      await until(
        clients,
        'DescribeDBClusters',
        { DBClusterIdentifier },
        'DBClusters.0.Status',
        'gone',
      );
      await call('DeleteDBCluster', {
        DBClusterIdentifier,
        SkipFinalSnapshot: true,
      });
      await call('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier });
      await call('DeleteDBClusterSnapshot', { DBClusterSnapshotIdentifier });
      for (const operation of [
        'StopDBCluster',
        'StartDBCluster',
        'FailoverDBCluster',
      ]) {
        await call(operation, { DBClusterIdentifier: 'conf-none' });
      }
    },
  },
];
