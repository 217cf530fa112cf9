import { z } from 'zod';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
  type ResourceType,
} from '../ResourceType';
import { randomSuffix } from '../physicalName';
import { waitUntil } from '../waitUntil';
import { isMissing, whenMissing } from '../whenMissing';
import { createRdsCluster } from './createRdsCluster';
import { passwordManagement } from './passwordManagement';
import {
  afterRestore,
  insights,
  rdsClusterProperties,
  settable,
} from './rdsClusterProperties';
import { updateRdsTags } from './rdsTags';
import {
  availableRdsCluster,
  provisionedRdsCluster,
  readRdsCluster,
} from './readRdsCluster';
import { updateAssociatedRoles } from './updateAssociatedRoles';

/**
 * Sends only differences. RDS refuses some unchanged properties, and a version that AWS has raised
 * must stay.
 */
async function update(request: ResourceRequest): Promise<ProvisionedResource> {
  const { properties, physicalId } = request;
  const current = await availableRdsCluster(request, physicalId);
  const enabled = current.EnabledCloudwatchLogsExports ?? [];
  const wanted = z
    .array(z.string())
    .parse(properties.EnableCloudwatchLogsExports ?? []);
  const changed = Object.keys(properties).filter(name => request.changed(name));
  const differing = pick(properties, changed);
  await request.call('ModifyDBCluster', {
    ...pick(differing, [...settable, ...afterRestore, 'EngineVersion']),
    // RDS takes it only with a new major version.
    ...(request.changed('EngineVersion') &&
      pick(properties, ['DBInstanceParameterGroupName'])),
    ...insights(differing),
    ...passwordManagement(request),
    ...(properties.DeletionProtection === undefined &&
      request.changed('DeletionProtection') && { DeletionProtection: false }),
    ...(request.changed('EnableCloudwatchLogsExports') && {
      CloudwatchLogsExportConfiguration: {
        EnableLogTypes: wanted.filter(type => !enabled.includes(type)),
        DisableLogTypes: enabled.filter(type => !wanted.includes(type)),
      },
    }),
    DBClusterIdentifier: physicalId,
    ApplyImmediately: true,
  });
  await updateRdsTags(request, 'cluster', physicalId);
  await updateAssociatedRoles(request, physicalId);
  return provisionedRdsCluster(request, physicalId);
}

async function remove(
  request: ResourceRequest,
  { finalSnapshot }: { finalSnapshot: boolean },
): Promise<void> {
  const { physicalId, stackName, logicalId, token } = request;
  const snapshot = `${stackName}-snapshot-${logicalId}-${randomSuffix(token)}`
    .toLocaleLowerCase('en-US')
    .slice(-255);
  const cluster = await readRdsCluster(request, physicalId);
  if (!cluster) {
    return;
  }
  if (cluster.Status !== 'deleting') {
    await whenMissing(
      request.call('DeleteDBCluster', {
        DBClusterIdentifier: physicalId,
        SkipFinalSnapshot: !finalSnapshot,
        FinalDBSnapshotIdentifier: finalSnapshot ? snapshot : undefined,
        DeleteAutomatedBackups: request.properties.DeleteAutomatedBackups,
      }),
      undefined,
    );
  }
  await waitUntil(async () => {
    try {
      await request.call('DescribeDBClusters', {
        DBClusterIdentifier: physicalId,
      });
      return false;
    } catch (error) {
      if (isMissing(error)) {
        return true;
      }
      throw error;
    }
  }, request.signal);
}

/** https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds: `aws-rds-dbcluster.json`. */
export const rdsCluster: ResourceType = {
  type: 'AWS::RDS::DBCluster',
  service: 'rds',
  name: { property: 'DBClusterIdentifier', maxLength: 63, lowerCase: true },
  createOnly: [
    'AvailabilityZones',
    'ClusterScalabilityType',
    'DBClusterIdentifier',
    'DBSubnetGroupName',
    'DBSystemId',
    'DatabaseName',
    'EngineMode',
    'KmsKeyId',
    'PubliclyAccessible',
    'RestoreToTime',
    'RestoreType',
    'SnapshotIdentifier',
    'SourceDBClusterIdentifier',
    'SourceDbClusterResourceId',
    'SourceRegion',
    'StorageEncrypted',
    'UseLatestRestorableTime',
  ],
  conditional: ['Engine', 'GlobalClusterIdentifier', 'MasterUsername'],
  notUpdatable: ['Engine', 'GlobalClusterIdentifier', 'MasterUsername'],
  properties: rdsClusterProperties,
  attributes: [
    'DBClusterArn',
    'DBClusterResourceId',
    'Endpoint.Address',
    'Endpoint.Port',
    'ReadEndpoint.Address',
    'MasterUserSecret.SecretArn',
    'StorageEncryptionType',
    'StorageThroughput',
  ],
  taggable: true,
  snapshots: true,
  exists: async request =>
    (await readRdsCluster(request, request.name)) !== undefined,
  create: createRdsCluster,
  update,
  delete: remove,
};
