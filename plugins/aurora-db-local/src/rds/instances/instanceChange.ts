import type { Scope } from '../../service/AwsService';
import type { ClusterRecord } from '../clusters/ClusterRecord';
import { checkApart } from '../clusters/windows';
import { instanceClasses, serverless } from '../engine/instanceClasses';
import { checkFamily } from '../engine/parameterGroupFamily';
import {
  instanceAlreadyExists,
  invalidClusterState,
  invalidCombination,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import type { ModifyInstanceInput } from './instanceInputs';
import { newInstanceMonitoring } from './instanceMonitoring';
import type { InstanceRecord } from './InstanceRecord';
import type { InstanceChange } from './modifyInstance';

/** What a modification changes in the record. Throws RDS's errors for invalid input. */
export function instanceChange(
  { store }: RdsContext,
  scope: Scope,
  instance: InstanceRecord,
  input: ModifyInstanceInput,
): InstanceChange {
  const cluster = store.cluster(scope, instance.clusterIdentifier);
  checkApart(cluster.preferredBackupWindow, input.PreferredMaintenanceWindow);
  checkSubnetGroup(cluster, input.DBSubnetGroupName);
  checkClass(cluster, input.DBInstanceClass);
  const group =
    input.DBParameterGroupName === undefined
      ? undefined
      : store.parameterGroup(scope, 'instance', input.DBParameterGroupName);
  if (group) {
    checkFamily(group, cluster.engineVersion);
  }
  const identifier = input.NewDBInstanceIdentifier;
  if (
    identifier !== undefined &&
    identifier !== instance.identifier &&
    store.instances.get(scope, identifier)
  ) {
    throw instanceAlreadyExists();
  }
  const change: InstanceChange = {
    autoMinorVersionUpgrade: input.AutoMinorVersionUpgrade,
    caCertificate: input.CACertificateIdentifier,
    identifier,
    instanceClass: input.DBInstanceClass,
    parameterGroup: group?.name,
    preferredMaintenanceWindow: input.PreferredMaintenanceWindow,
    promotionTier: input.PromotionTier,
    publiclyAccessible: input.PubliclyAccessible,
  };
  return {
    ...Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    ),
    // If the cluster has them, the instance has none of its own.
    ...newInstanceMonitoring(scope, cluster, instance, input),
  };
}

/**
 * Throws RDS's errors for a class that Aurora PostgreSQL does not have, and for a Serverless v2
 * instance of a cluster without capacity bounds.
 */
export function checkClass(
  { scaling, engineVersion }: ClusterRecord,
  instanceClass: string | undefined,
): void {
  if (instanceClass === serverless && scaling === undefined) {
    throw invalidClusterState(
      'Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.',
    );
  }
  if (instanceClass !== undefined && !instanceClasses.includes(instanceClass)) {
    throw invalidCombination(
      `RDS does not support creating a DB instance with the following combination: DBInstanceClass=${instanceClass}, Engine=aurora-postgresql, EngineVersion=${engineVersion}, LicenseModel=postgresql-license. For supported combinations of instance class and database engine version, see the documentation.`,
    );
  }
}

/** An instance is in the subnets of its cluster. */
export function checkSubnetGroup(
  { subnetGroup }: ClusterRecord,
  asked: string | undefined,
): void {
  if (asked !== undefined && asked.toLocaleLowerCase('en-US') !== subnetGroup) {
    throw invalidCombination(
      `DBSubnetGroupName of an instance must be that of its DB cluster: ${subnetGroup}.`,
    );
  }
}
