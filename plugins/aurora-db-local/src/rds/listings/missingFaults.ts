import { AwsError } from '../../service/AwsService';

/** RDS's error for a resource that does not exist. Its codes are from the service's model. */
const missing = (code: string, kind: string) => (name: string) =>
  new AwsError(code, `${kind} ${name} not found.`, 404);

export const missingFaults = {
  backtrack: missing('DBClusterBacktrackNotFoundFault', 'DB cluster backtrack'),
  blueGreenDeployment: missing(
    'BlueGreenDeploymentNotFoundFault',
    'Blue/green deployment',
  ),
  clusterBackup: missing(
    'DBClusterAutomatedBackupNotFoundFault',
    'DB cluster automated backup',
  ),
  exportTask: missing('ExportTaskNotFound', 'Export task'),
  globalCluster: missing('GlobalClusterNotFoundFault', 'Global cluster'),
  instanceBackup: missing(
    'DBInstanceAutomatedBackupNotFound',
    'DB instance automated backup',
  ),
  instanceSnapshot: missing('DBSnapshotNotFound', 'DBSnapshot'),
  integration: missing('IntegrationNotFoundFault', 'Integration'),
  optionGroup: missing('OptionGroupNotFoundFault', 'Option group'),
  proxy: missing('DBProxyNotFoundFault', 'DB proxy'),
  proxyEndpoint: missing('DBProxyEndpointNotFoundFault', 'DB proxy endpoint'),
  reservation: missing('ReservedDBInstanceNotFound', 'Reserved DB instance'),
  reservationOffering: missing(
    'ReservedDBInstancesOfferingNotFound',
    'Reserved DB instances offering',
  ),
  securityGroup: missing('DBSecurityGroupNotFound', 'DB security group'),
  shardGroup: missing('DBShardGroupNotFound', 'DB shard group'),
} as const;
