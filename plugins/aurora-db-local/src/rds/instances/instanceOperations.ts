import { defineOperation } from '../../service/defineOperation';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import { newResourceId } from '../clusters/ClusterRecord';
import { checkClass, checkSubnetGroup, instanceChange } from './instanceChange';
import { instanceInputs, type ModifyInstanceInput } from './instanceInputs';
import { newInstanceMonitoring } from './instanceMonitoring';
import { modifyInstanceLater, modifyInstanceNow } from './modifyInstance';
import { incompatibleParameters, type InstanceRecord } from './InstanceRecord';
import { defaultCertificate } from '../listings/certificateNames';
import { page, passes } from '../listing';
import {
  checkFamily,
  defaultParameterGroupOf,
  parameterGroupFamilyOf,
} from '../engine/parameterGroupFamily';
import {
  instanceAlreadyExists,
  instanceNotFound,
  invalidClusterState,
  invalidCombination,
  invalidInstanceState,
  invalidValue,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { resolveReferences } from '../resolveReferences';
import { checkApart } from '../clusters/windows';

/** A writer and 15 readers. */
const instancesInCluster = 16;

/** Operations on the instances of clusters. */
export function instanceOperations(rds: RdsContext): Record<string, Operation> {
  const { store, reconciler, services } = rds;

  const answer = (scope: Scope, instance: InstanceRecord) => ({
    DBInstance: rds.postgresDatabases.describeInstance(scope, instance),
  });

  function available(
    scope: Scope,
    identifier: string,
    alsoIn: readonly string[] = [],
  ): InstanceRecord {
    const instance = store.instance(scope, identifier);
    if (!['available', ...alsoIn].includes(instance.status)) {
      throw invalidInstanceState(
        `Instance ${instance.identifier} is not in available state.`,
      );
    }
    return instance;
  }

  async function resolveMonitoring(
    context: RequestContext,
    input: Pick<
      ModifyInstanceInput,
      'MonitoringRoleArn' | 'PerformanceInsightsKMSKeyId'
    >,
  ) {
    const { PerformanceInsightsKMSKeyId } = await resolveReferences(
      services,
      context,
      {
        MonitoringRoleArn: input.MonitoringRoleArn,
        PerformanceInsightsKMSKeyId: input.PerformanceInsightsKMSKeyId,
      },
    );
    return { PerformanceInsightsKMSKeyId };
  }

  async function move(
    scope: RequestContext,
    instance: InstanceRecord,
    change: Partial<InstanceRecord>,
  ) {
    const changed = await store.changeInstance(
      scope,
      instance.identifier,
      change,
    );
    void reconciler.request(scope, instance.clusterIdentifier);
    return answer(scope, changed);
  }

  return {
    CreateDBInstance: defineOperation(
      instanceInputs.CreateDBInstance,
      async (input, context) => {
        if (
          input.Engine !== 'aurora-postgresql' ||
          input.DBClusterIdentifier === undefined
        ) {
          throw invalidValue(
            `Invalid DB engine: ${input.Engine}. aurora-db-local makes instances of aurora-postgresql clusters only.`,
          );
        }
        const keys = await resolveMonitoring(context, input);
        if (store.instances.get(context, input.DBInstanceIdentifier)) {
          throw instanceAlreadyExists();
        }
        const cluster = store.cluster(context, input.DBClusterIdentifier);
        if (!['available', 'creating'].includes(cluster.status)) {
          throw invalidClusterState(
            `DB cluster ${cluster.identifier} is in ${cluster.status} state: it takes no instances now.`,
          );
        }
        if (
          input.EngineVersion !== undefined &&
          input.EngineVersion !== cluster.engineVersion
        ) {
          throw invalidCombination(
            `The engine version that you requested for your DB instance (${input.EngineVersion}) does not match the engine version of your DB cluster (${cluster.engineVersion}).`,
          );
        }
        checkClass(cluster, input.DBInstanceClass);
        checkApart(
          cluster.preferredBackupWindow,
          input.PreferredMaintenanceWindow,
        );
        checkSubnetGroup(cluster, input.DBSubnetGroupName);
        if (
          input.StorageEncrypted !== undefined &&
          input.StorageEncrypted !== cluster.storageEncrypted
        ) {
          throw invalidCombination(
            `StorageEncrypted of an instance must be that of its DB cluster: ${cluster.storageEncrypted}.`,
          );
        }
        const members = store.membersOf(context, cluster.identifier);
        if (members.length >= instancesInCluster) {
          throw new AwsError(
            'InstanceQuotaExceeded',
            `A DB cluster has at most ${instancesInCluster} instances.`,
          );
        }
        const zones = cluster.availabilityZones;
        if (
          input.AvailabilityZone !== undefined &&
          !zones.includes(input.AvailabilityZone)
        ) {
          throw invalidValue(
            `Availability zone '${input.AvailabilityZone}' is not one of the DB cluster's: ${zones.join(', ')}.`,
          );
        }
        const group = store.parameterGroup(
          context,
          'instance',
          input.DBParameterGroupName ??
            defaultParameterGroupOf(
              parameterGroupFamilyOf(cluster.engineVersion),
            ),
        );
        checkFamily(group, cluster.engineVersion);
        const instance: InstanceRecord = {
          identifier: input.DBInstanceIdentifier,
          arn: rdsArn(context, 'db', input.DBInstanceIdentifier),
          resourceId: newResourceId('db'),
          clusterIdentifier: cluster.identifier,
          status: 'creating',
          createdAt: new Date(
            Math.max(
              Date.now(),
              ...members.map(({ createdAt }) => createdAt.getTime() + 1),
            ),
          ),
          availabilityZone:
            input.AvailabilityZone ??
            zones[members.length % zones.length] ??
            `${context.region}a`,
          instanceClass: input.DBInstanceClass,
          parameterGroup: group.name,
          promotionTier: input.PromotionTier ?? 1,
          publiclyAccessible: input.PubliclyAccessible ?? false,
          autoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? true,
          caCertificate: input.CACertificateIdentifier ?? defaultCertificate,
          preferredMaintenanceWindow:
            input.PreferredMaintenanceWindow ??
            cluster.preferredMaintenanceWindow,
          ...newInstanceMonitoring(context, cluster, undefined, {
            ...input,
            ...keys,
          }),
          tags: input.Tags,
        };
        await store.instances.put(context, instance.identifier, instance);
        void reconciler.request(context, cluster.identifier);
        return answer(context, instance);
      },
    ),

    ModifyDBInstance: defineOperation(
      instanceInputs.ModifyDBInstance,
      async (input, context) => {
        const keys = await resolveMonitoring(context, input);
        const instance = available(context, input.DBInstanceIdentifier);
        const change = instanceChange(rds, context, instance, {
          ...input,
          ...keys,
        });
        const changed = await (
          input.ApplyImmediately ? modifyInstanceNow : modifyInstanceLater
        )(rds, context, instance, change);
        return answer(context, changed);
      },
    ),

    RebootDBInstance: defineOperation(
      instanceInputs.RebootDBInstance,
      async (input, context) => {
        const instance = available(context, input.DBInstanceIdentifier, [
          incompatibleParameters,
        ]);
        if (input.ForceFailover) {
          throw invalidCombination(
            'ForceFailover cannot be specified for an instance of a DB cluster: use FailoverDBCluster.',
          );
        }
        const { writer } = store.cluster(context, instance.clusterIdentifier);
        if (writer === instance.identifier) {
          // A writer's reboot restarts its readers, as on Aurora.
          for (const member of store.membersOf(
            context,
            instance.clusterIdentifier,
          )) {
            if (['available', incompatibleParameters].includes(member.status)) {
              await store.changeInstance(context, member.identifier, {
                status: 'rebooting',
              });
            }
          }
        }
        return move(context, instance, { status: 'rebooting' });
      },
    ),

    DeleteDBInstance: defineOperation(
      instanceInputs.DeleteDBInstance,
      async (input, context) => {
        const instance = store.instance(context, input.DBInstanceIdentifier);
        if (instance.status === 'deleting') {
          throw invalidInstanceState(
            `Instance ${instance.identifier} is already being deleted.`,
          );
        }
        return move(context, instance, { status: 'deleting' });
      },
    ),

    DescribeDBInstances: defineOperation(
      instanceInputs.DescribeDBInstances,
      async (input, context) => {
        const all = rds.databases.instances(context);
        const wanted = input.DBInstanceIdentifier?.toLocaleLowerCase('en-US');
        const instances =
          wanted === undefined
            ? all
            : all.filter(({ record: { identifier, arn, resourceId } }) =>
                [
                  identifier,
                  arn,
                  resourceId.toLocaleLowerCase('en-US'),
                ].includes(wanted),
              );
        if (wanted !== undefined && instances.length === 0) {
          throw instanceNotFound(wanted);
        }
        const matching = instances.filter(
          ({ record, engine = 'aurora-postgresql' }) =>
            passes(input.Filters, {
              'db-cluster-id': [
                record.clusterIdentifier,
                rdsArn(context, 'cluster', record.clusterIdentifier),
              ],
              'db-instance-id': [record.identifier, record.arn],
              'dbi-resource-id': [record.resourceId],
              engine: [engine],
              domain: [],
            }),
        );
        return page('DBInstances', matching, input, instance =>
          instance.describe(),
        );
      },
    ),
  };
}
