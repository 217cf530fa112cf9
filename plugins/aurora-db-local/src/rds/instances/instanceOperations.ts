import { z } from 'zod';
import { booleanInput, integerInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import { newResourceId } from '../clusters/ClusterRecord';
import { identifierInput } from '../identifierInput';
import type { InstanceRecord } from './InstanceRecord';
import { filtersInput, page, pageInput, passes } from '../listing';
import {
  checkFamily,
  defaultParameterGroupOf,
  parameterGroupFamilyOf,
} from '../engine/parameterGroupFamily';
import {
  instanceNotFound,
  invalidClusterState,
  invalidCombination,
  invalidInstanceState,
  invalidValue,
} from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { tagsInput } from '../Tag';
import { checkApart, maintenanceWindow } from '../clusters/windows';

/** A writer and 15 readers. */
const instancesInCluster = 16;

const settable = {
  AutoMinorVersionUpgrade: booleanInput.optional(),
  CACertificateIdentifier: z.string().optional(),
  DBInstanceClass: z.string().optional(),
  DBParameterGroupName: z.string().optional(),
  PreferredMaintenanceWindow: z
    .string()
    .transform(maintenanceWindow)
    .optional(),
  PromotionTier: integerInput.pipe(z.int().min(0).max(15)).optional(),
  PubliclyAccessible: booleanInput.optional(),
};

const inputs = {
  CreateDBInstance: z.object({
    ...settable,
    AvailabilityZone: z.string().optional(),
    DBClusterIdentifier: z.string().optional(),
    DBInstanceIdentifier: identifierInput('DBInstanceIdentifier'),
    DBInstanceClass: z.string(),
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    Tags: tagsInput,
  }),
  ModifyDBInstance: z.object({
    ...settable,
    DBInstanceIdentifier: z.string(),
    ApplyImmediately: booleanInput.default(false),
  }),
  RebootDBInstance: z.object({
    DBInstanceIdentifier: z.string(),
    ForceFailover: booleanInput.default(false),
  }),
  DeleteDBInstance: z.object({ DBInstanceIdentifier: z.string() }),
  DescribeDBInstances: z.object({
    ...pageInput,
    Filters: filtersInput,
    DBInstanceIdentifier: z.string().optional(),
  }),
};

/** Operations on the instances of clusters. */
export function instanceOperations(rds: RdsContext): Record<string, Operation> {
  const { store, reconciler } = rds;

  const answer = (scope: Scope, instance: InstanceRecord) => ({
    DBInstance: rds.postgresDatabases.describeInstance(scope, instance),
  });

  function available(scope: Scope, identifier: string): InstanceRecord {
    const instance = store.instance(scope, identifier);
    if (instance.status !== 'available') {
      throw invalidInstanceState(
        `Instance ${instance.identifier} is not in available state.`,
      );
    }
    return instance;
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
    async CreateDBInstance(rawInput, context) {
      const input = inputs.CreateDBInstance.parse(rawInput);
      if (
        input.Engine !== 'aurora-postgresql' ||
        input.DBClusterIdentifier === undefined
      ) {
        throw invalidValue(
          `Invalid DB engine: ${input.Engine}. aurora-db-local makes instances of aurora-postgresql clusters only.`,
        );
      }
      if (store.instances.get(context, input.DBInstanceIdentifier)) {
        throw new AwsError(
          'DBInstanceAlreadyExists',
          'DB instance already exists',
        );
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
      if (
        input.DBInstanceClass === 'db.serverless' &&
        cluster.scaling === undefined
      ) {
        throw invalidClusterState(
          'Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.',
        );
      }
      checkClass(input.DBInstanceClass);
      checkApart(
        cluster.preferredBackupWindow,
        input.PreferredMaintenanceWindow,
      );
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
        caCertificate: input.CACertificateIdentifier ?? 'rds-ca-rsa2048-g1',
        preferredMaintenanceWindow:
          input.PreferredMaintenanceWindow ??
          cluster.preferredMaintenanceWindow,
        tags: input.Tags,
      };
      await store.instances.put(context, instance.identifier, instance);
      void reconciler.request(context, cluster.identifier);
      return answer(context, instance);
    },

    async ModifyDBInstance(rawInput, context) {
      const input = inputs.ModifyDBInstance.parse(rawInput);
      const instance = available(context, input.DBInstanceIdentifier);
      const instanceClass = input.DBInstanceClass ?? instance.instanceClass;
      checkClass(instanceClass);
      checkApart(
        store.cluster(context, instance.clusterIdentifier)
          .preferredBackupWindow,
        input.PreferredMaintenanceWindow,
      );
      return move(context, instance, {
        status: 'modifying',
        instanceClass,
        parameterGroup:
          input.DBParameterGroupName === undefined
            ? instance.parameterGroup
            : store.parameterGroup(
                context,
                'instance',
                input.DBParameterGroupName,
              ).name,
        promotionTier: input.PromotionTier ?? instance.promotionTier,
        publiclyAccessible:
          input.PubliclyAccessible ?? instance.publiclyAccessible,
        autoMinorVersionUpgrade:
          input.AutoMinorVersionUpgrade ?? instance.autoMinorVersionUpgrade,
        caCertificate: input.CACertificateIdentifier ?? instance.caCertificate,
        preferredMaintenanceWindow:
          input.PreferredMaintenanceWindow ??
          instance.preferredMaintenanceWindow,
      });
    },

    async RebootDBInstance(rawInput, context) {
      const input = inputs.RebootDBInstance.parse(rawInput);
      const instance = available(context, input.DBInstanceIdentifier);
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
          if (member.status === 'available') {
            await store.changeInstance(context, member.identifier, {
              status: 'rebooting',
            });
          }
        }
      }
      return move(context, instance, { status: 'rebooting' });
    },

    async DeleteDBInstance(rawInput, context) {
      const { DBInstanceIdentifier } = inputs.DeleteDBInstance.parse(rawInput);
      const instance = store.instance(context, DBInstanceIdentifier);
      if (instance.status === 'deleting') {
        throw invalidInstanceState(
          `Instance ${instance.identifier} is already being deleted.`,
        );
      }
      return move(context, instance, { status: 'deleting' });
    },

    async DescribeDBInstances(rawInput, context) {
      const input = inputs.DescribeDBInstances.parse(rawInput);
      const all = rds.databases.instances(context);
      const wanted = input.DBInstanceIdentifier?.toLocaleLowerCase('en-US');
      const instances =
        wanted === undefined
          ? all
          : all.filter(({ record: { identifier, arn, resourceId } }) =>
              [identifier, arn, resourceId.toLocaleLowerCase('en-US')].includes(
                wanted,
              ),
            );
      if (wanted !== undefined && instances.length === 0) {
        throw instanceNotFound(wanted);
      }
      const matching = instances.filter(({ record }) =>
        passes(input.Filters, {
          'db-cluster-id': [
            record.clusterIdentifier,
            rdsArn(context, 'cluster', record.clusterIdentifier),
          ],
          'db-instance-id': [record.identifier, record.arn],
          'dbi-resource-id': [record.resourceId],
          engine: ['aurora-postgresql'],
          domain: [],
        }),
      );
      return page('DBInstances', matching, input, instance =>
        instance.describe(),
      );
    },
  };
}

function checkClass(instanceClass: string): void {
  if (!/^db\.(serverless|[a-z0-9]+\.[a-z0-9]+)$/.test(instanceClass)) {
    throw invalidValue(`Invalid DB Instance class: ${instanceClass}`);
  }
}
