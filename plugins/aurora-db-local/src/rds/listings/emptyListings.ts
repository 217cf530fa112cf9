import { z } from 'zod';
import { booleanInput, timestampInput } from '../../service/inputs';
import type { Operation } from '../../service/AwsService';
import { engineInput } from '../engine/engineInput';
import { engineNames } from '../engine/engineNames';
import type { RdsContext } from '../RdsContext';
import { emptyListing } from './emptyListing';
import { missingFaults } from './missingFaults';

const text = z.string().optional();
const flag = booleanInput.optional();
const snapshotTypes = [
  'automated',
  'manual',
  'shared',
  'public',
  'awsbackup',
] as const;

const reservation = {
  DBInstanceClass: text,
  Duration: z.enum(['1', '3', '31536000', '94608000']).optional(),
  MultiAZ: flag,
  OfferingType: z
    .enum(['Partial Upfront', 'All Upfront', 'No Upfront'])
    .optional(),
  ProductDescription: text,
};

/**
 * Listings of resources that do not exist here. Scripts that look at a whole account call them.
 * Source of the filters: RDS's API reference.
 */
export function emptyListings({
  store,
}: RdsContext): Record<string, Operation> {
  return {
    DescribeBlueGreenDeployments: emptyListing({
      list: 'BlueGreenDeployments',
      missing: {
        BlueGreenDeploymentIdentifier: missingFaults.blueGreenDeployment,
      },
      filters: {
        'blue-green-deployment-identifier': 'any',
        'blue-green-deployment-name': 'any',
        source: 'any',
        target: 'any',
      },
    }),

    DescribeDBClusterBacktracks: emptyListing({
      list: 'DBClusterBacktracks',
      members: { DBClusterIdentifier: z.string() },
      missing: { BacktrackIdentifier: missingFaults.backtrack },
      filters: {
        'db-cluster-backtrack-id': 'any',
        'db-cluster-backtrack-status': [
          'applying',
          'completed',
          'failed',
          'pending',
        ],
      },
      check: ({ DBClusterIdentifier }, context) =>
        store.cluster(context, String(DBClusterIdentifier)),
    }),

    // A cluster's backups are those of DescribeDBClusterAutomatedBackups.
    DescribeDBInstanceAutomatedBackups: emptyListing({
      list: 'DBInstanceAutomatedBackups',
      members: { DBInstanceIdentifier: text, DbiResourceId: text },
      missing: { DBInstanceAutomatedBackupsArn: missingFaults.instanceBackup },
      filters: {
        status: ['active', 'creating', 'retained'],
        'db-instance-id': 'any',
        'dbi-resource-id': 'any',
      },
      check: ({ DBInstanceIdentifier: name }, context) => {
        if (
          typeof name === 'string' &&
          !store.instances.get(context, name.toLocaleLowerCase('en-US'))
        ) {
          throw missingFaults.instanceBackup(name);
        }
      },
    }),

    DescribeDBProxies: emptyListing({
      list: 'DBProxies',
      missing: { DBProxyName: missingFaults.proxy },
    }),

    DescribeDBProxyEndpoints: emptyListing({
      list: 'DBProxyEndpoints',
      missing: {
        DBProxyName: missingFaults.proxy,
        DBProxyEndpointName: missingFaults.proxyEndpoint,
      },
    }),

    DescribeDBProxyTargetGroups: emptyListing({
      list: 'TargetGroups',
      members: { DBProxyName: z.string(), TargetGroupName: text },
      missing: { DBProxyName: missingFaults.proxy },
    }),

    DescribeDBProxyTargets: emptyListing({
      list: 'Targets',
      members: { DBProxyName: z.string(), TargetGroupName: text },
      missing: { DBProxyName: missingFaults.proxy },
    }),

    DescribeDBRecommendations: emptyListing({
      list: 'DBRecommendations',
      members: {
        LastUpdatedAfter: timestampInput.optional(),
        LastUpdatedBefore: timestampInput.optional(),
        Locale: text,
      },
      filters: {
        'recommendation-id': 'any',
        status: ['active', 'pending', 'resolved', 'dismissed'],
        severity: ['high', 'medium', 'low', 'informational'],
        'type-id': 'any',
        'dbi-resource-id': 'any',
        'cluster-resource-id': 'any',
        'pg-arn': 'any',
        'cluster-pg-arn': 'any',
      },
    }),

    DescribeDBSecurityGroups: emptyListing({
      list: 'DBSecurityGroups',
      missing: { DBSecurityGroupName: missingFaults.securityGroup },
    }),

    DescribeDBShardGroups: emptyListing({
      list: 'DBShardGroups',
      missing: { DBShardGroupIdentifier: missingFaults.shardGroup },
      filters: { 'db-cluster-id': 'any' },
    }),

    DescribeDBSnapshots: emptyListing({
      list: 'DBSnapshots',
      members: {
        DBInstanceIdentifier: text,
        DbiResourceId: text,
        IncludePublic: flag,
        IncludeShared: flag,
        SnapshotType: z.enum(snapshotTypes).optional(),
      },
      missing: { DBSnapshotIdentifier: missingFaults.instanceSnapshot },
      filters: {
        'db-instance-id': 'any',
        'db-snapshot-id': 'any',
        'dbi-resource-id': 'any',
        'snapshot-type': snapshotTypes,
        engine: engineNames,
      },
    }),

    DescribeDBSnapshotTenantDatabases: emptyListing({
      list: 'DBSnapshotTenantDatabases',
      members: {
        DBInstanceIdentifier: text,
        DbiResourceId: text,
        SnapshotType: z.enum(snapshotTypes).optional(),
      },
      missing: { DBSnapshotIdentifier: missingFaults.instanceSnapshot },
      filters: {
        'tenant-db-name': 'any',
        'tenant-database-resource-id': 'any',
        'dbi-resource-id': 'any',
        'db-instance-id': 'any',
        'db-snapshot-id': 'any',
        'snapshot-type': snapshotTypes,
      },
    }),

    DescribeExportTasks: emptyListing({
      list: 'ExportTasks',
      members: {
        SourceArn: text,
        SourceType: z.enum(['SNAPSHOT', 'CLUSTER']).optional(),
      },
      missing: { ExportTaskIdentifier: missingFaults.exportTask },
      filters: {
        'export-task-identifier': 'any',
        's3-bucket': 'any',
        'source-arn': 'any',
        status: [
          'canceled',
          'canceling',
          'complete',
          'failed',
          'in_progress',
          'starting',
        ],
      },
    }),

    DescribeIntegrations: emptyListing({
      list: 'Integrations',
      missing: { IntegrationIdentifier: missingFaults.integration },
    }),

    DescribeOptionGroupOptions: emptyListing({
      list: 'OptionGroupOptions',
      members: { EngineName: engineInput, MajorEngineVersion: text },
    }),

    DescribeReservedDBInstances: emptyListing({
      list: 'ReservedDBInstances',
      members: {
        ...reservation,
        LeaseId: text,
        ReservedDBInstancesOfferingId: text,
      },
      missing: { ReservedDBInstanceId: missingFaults.reservation },
    }),

    DescribeReservedDBInstancesOfferings: emptyListing({
      list: 'ReservedDBInstancesOfferings',
      members: reservation,
      missing: {
        ReservedDBInstancesOfferingId: missingFaults.reservationOffering,
      },
    }),

    // Nothing can be copied from another region.
    DescribeSourceRegions: emptyListing({
      list: 'SourceRegions',
      members: { RegionName: text },
    }),

    DescribeTenantDatabases: emptyListing({
      list: 'TenantDatabases',
      members: { DBInstanceIdentifier: text, TenantDBName: text },
      filters: {
        'tenant-db-name': 'any',
        'tenant-database-resource-id': 'any',
        'dbi-resource-id': 'any',
      },
      check: ({ DBInstanceIdentifier: name }, context) =>
        name === undefined || store.instance(context, String(name)),
    }),
  };
}
