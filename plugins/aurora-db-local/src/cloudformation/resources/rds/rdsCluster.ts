import { z } from 'zod';
import { AwsError } from '../../../service/AwsService';
import type { JsonObject } from '../../template/parseTemplate';
import {
  pick,
  type ProvisionedResource,
  type ResourceRequest,
  type ResourceType,
} from '../ResourceType';
import { isTrue } from '../isTrue';
import { passwordManagement } from './passwordManagement';
import { randomSuffix } from '../physicalName';
import { updateRdsTags } from './rdsTags';
import { firstOf } from '../responseShapes';
import { waitUntil } from '../waitUntil';
import { createOrAdopt, isMissing, whenMissing } from '../whenMissing';

const clusterSchema = z.object({
  Status: z.string(),
  DBClusterArn: z.string().optional(),
  DbClusterResourceId: z.string().optional(),
  Endpoint: z.string().optional(),
  ReaderEndpoint: z.string().optional(),
  Port: z.coerce.number().optional(),
  EngineVersion: z.string().optional(),
  EnabledCloudwatchLogsExports: z.array(z.string()).optional(),
  MasterUserSecret: z
    .object({
      SecretArn: z.string().optional(),
      SecretStatus: z.string().optional(),
    })
    .optional(),
});
type Cluster = z.infer<typeof clusterSchema>;

/** Properties that create, restore and modify calls accept. */
const settable = [
  'BacktrackWindow',
  'CopyTagsToSnapshot',
  'DBClusterParameterGroupName',
  'DatabaseInsightsMode',
  'DeletionProtection',
  'Domain',
  'DomainIAMRoleName',
  'EnableHttpEndpoint',
  'EnableIAMDatabaseAuthentication',
  'MonitoringInterval',
  'MonitoringRoleArn',
  'NetworkType',
  'Port',
  'PreferredMaintenanceWindow',
  'ServerlessV2ScalingConfiguration',
  'StorageType',
  'VpcSecurityGroupIds',
];
/**
 * Properties that RestoreDBClusterFromSnapshot and …ToPointInTime do not accept. CloudFormation
 * modifies them afterwards.
 */
const afterRestore = [
  'BackupRetentionPeriod',
  'MasterUserPassword',
  'PreferredBackupWindow',
  'PreferredMaintenanceWindow',
];
const onCreation = [
  'DBSubnetGroupName',
  'Engine',
  'EngineMode',
  'EngineVersion',
  'KmsKeyId',
  'EnableCloudwatchLogsExports',
  'PubliclyAccessible',
];

function insights(properties: JsonObject): Record<string, unknown> {
  return {
    EnablePerformanceInsights: properties.PerformanceInsightsEnabled,
    PerformanceInsightsKMSKeyId: properties.PerformanceInsightsKmsKeyId,
    PerformanceInsightsRetentionPeriod:
      properties.PerformanceInsightsRetentionPeriod,
  };
}

async function describe(
  request: ResourceRequest,
  id: string,
): Promise<Cluster | undefined> {
  const response = await whenMissing(
    request.call('DescribeDBClusters', { DBClusterIdentifier: id }),
    {},
  );
  return firstOf('DBClusters', clusterSchema, response);
}

async function available(
  request: ResourceRequest,
  id: string,
): Promise<Cluster> {
  let cluster: Cluster | undefined;
  await waitUntil(async () => {
    cluster = await describe(request, id);
    if (!cluster || /failed|incompatible|inaccessible/.test(cluster.Status)) {
      throw new AwsError(
        'InvalidDBClusterStateFault',
        `DB Cluster ${id} is ${cluster ? `in ${cluster.Status} state` : 'gone'}.`,
      );
    }
    const secret = cluster.MasterUserSecret?.SecretStatus ?? 'active';
    return /^(available|stopped)$/.test(cluster.Status) && secret === 'active';
  }, request.signal);
  return clusterSchema.parse(cluster);
}

async function provisioned(
  request: ResourceRequest,
  id: string,
): Promise<ProvisionedResource> {
  const cluster = await available(request, id);
  return {
    physicalId: id,
    attributes: {
      DBClusterArn: cluster.DBClusterArn ?? '',
      DBClusterResourceId: cluster.DbClusterResourceId ?? '',
      'Endpoint.Address': cluster.Endpoint ?? '',
      'Endpoint.Port': String(cluster.Port ?? ''),
      'ReadEndpoint.Address': cluster.ReaderEndpoint ?? '',
      'MasterUserSecret.SecretArn': cluster.MasterUserSecret?.SecretArn ?? '',
      StorageEncryptionType: 'sse-rds',
      StorageThroughput: 0,
    },
  };
}

async function create(request: ResourceRequest): Promise<ProvisionedResource> {
  const { properties, name, tags } = request;
  const common = {
    ...pick(properties, [...settable, ...onCreation]),
    ...insights(properties),
    DBClusterIdentifier: name,
    Tags: tags,
  };
  const source =
    properties.SourceDBClusterIdentifier ??
    properties.SourceDbClusterResourceId;
  if (properties.SnapshotIdentifier !== undefined) {
    const input = {
      ...common,
      ...pick(properties, [
        'AvailabilityZones',
        'DatabaseName',
        'SnapshotIdentifier',
        'ScalingConfiguration',
      ]),
    };
    await createOrAdopt(
      request.call('RestoreDBClusterFromSnapshot', input),
      request.resumed,
    );
  } else if (source !== undefined) {
    const input = {
      ...common,
      // The source decides these.
      Engine: undefined,
      EngineMode: undefined,
      EngineVersion: undefined,
      ...pick(properties, [
        'RestoreToTime',
        'RestoreType',
        'UseLatestRestorableTime',
        'SourceDbClusterResourceId',
      ]),
      SourceDBClusterIdentifier: properties.SourceDBClusterIdentifier,
      // If a template has both, the handler uses the latest time.
      ...(isTrue(properties.UseLatestRestorableTime) && {
        RestoreToTime: undefined,
      }),
    };
    await createOrAdopt(
      request.call('RestoreDBClusterToPointInTime', input),
      request.resumed,
    );
  } else {
    const input = {
      ...common,
      ...pick(properties, [
        ...afterRestore,
        'AvailabilityZones',
        'DatabaseName',
        'DBClusterInstanceClass',
        'GlobalClusterIdentifier',
        'MasterUsername',
        'ScalingConfiguration',
        'StorageEncrypted',
      ]),
      ...passwordManagement(request),
    };
    await createOrAdopt(
      request.call('CreateDBCluster', input),
      request.resumed,
    );
  }
  await request.initiated(name);
  if (properties.SnapshotIdentifier !== undefined || source !== undefined) {
    await available(request, name);
    await request.call('ModifyDBCluster', {
      ...pick(properties, [
        ...settable.filter(property => property !== 'Port'),
        ...afterRestore,
      ]),
      ...insights(properties),
      ...passwordManagement(request),
      DBClusterIdentifier: name,
      ApplyImmediately: true,
    });
  }
  return provisioned(request, name);
}

/**
 * Sends only differences. RDS refuses some unchanged properties, and a version that AWS has raised
 * must stay.
 */
async function update(request: ResourceRequest): Promise<ProvisionedResource> {
  const { properties, physicalId } = request;
  const current = await available(request, physicalId);
  const enabled = current.EnabledCloudwatchLogsExports ?? [];
  const wanted = z
    .array(z.string())
    .parse(properties.EnableCloudwatchLogsExports ?? []);
  const changed = Object.keys(properties).filter(name => request.changed(name));
  const differing = pick(properties, changed);
  await request.call('ModifyDBCluster', {
    ...pick(differing, [...settable, ...afterRestore, 'EngineVersion']),
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
  return provisioned(request, physicalId);
}

async function remove(
  request: ResourceRequest,
  { finalSnapshot }: { finalSnapshot: boolean },
): Promise<void> {
  const { physicalId, stackName, logicalId, token } = request;
  const snapshot = `${stackName}-snapshot-${logicalId}-${randomSuffix(token)}`
    .toLocaleLowerCase('en-US')
    .slice(-255);
  const cluster = await describe(request, physicalId);
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
    (await describe(request, request.name)) !== undefined,
  create,
  update,
  delete: remove,
};
