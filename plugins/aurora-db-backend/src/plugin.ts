import {
  auroraDbClusterPermissions,
  auroraDbEnvironmentDeployPermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { registerBackupActions } from './actionsRegistry/registerBackupActions';
import { registerReadActions } from './actionsRegistry/registerReadActions';
import { CloudFormationHistory } from './aws/CloudFormationHistory';
import { CloudFormationStacks } from './aws/CloudFormationStacks';
import { CloudWatchAlarms } from './aws/CloudWatchAlarms';
import { CloudWatchMetrics } from './aws/CloudWatchMetrics';
import { RdsClusters } from './aws/RdsClusters';
import { RdsClusterSnapshots } from './aws/RdsClusterSnapshots';
import { createDeploys } from './createDeploys';
import { createRestores } from './createRestores';
import { createRouter } from './router/createRouter';
import {
  auroraDbConfigRef,
  awsClientsRef,
  synthesizerRef,
} from './serviceRefs';
import { AlarmStates } from './readings/AlarmStates';
import { AuroraClusterService } from './health/AuroraClusterService';
import { AuroraHealthService } from './health/AuroraHealthService';
import { AuroraOperationService } from './operations/AuroraOperationService';
import { AuroraPlanService } from './deploy/AuroraPlanService';
import { AuroraReleaseGateService } from './backups/AuroraReleaseGateService';
import { AuroraSnapshotService } from './backups/AuroraSnapshotService';
import { DefaultAuthorizer } from './access/DefaultAuthorizer';
import { BackgroundRestores } from './backups/BackgroundRestores';
import { ClusterLocator } from './database/ClusterLocator';
import { CoalescedMetrics } from './readings/CoalescedMetrics';
import { DatabaseAccess } from './access/DatabaseAccess';
import { DelegatedEntityReader } from './access/DelegatedEntityReader';
import {
  auroraDbEnvironmentResourceRef,
  auroraDbEnvironmentRules,
} from './access/environmentPermissions';
import { ExpiredSnapshots } from './backups/ExpiredSnapshots';
import { LeftoverPlans } from './stacks/LeftoverPlans';
import { clusterLookup, instanceLookup, stackLookup } from './readings/lookups';
import { NewestSnapshots } from './readings/NewestSnapshots';
import { OperationNotifier } from './operations/OperationNotifier';
import { OperationReads } from './operations/OperationReads';
import { ProtectionCompletion } from './deploy/ProtectionCompletion';
import { SharedCache } from './readings/SharedCache';
import { SnapshotFollower } from './backups/SnapshotFollower';
import {
  announceStack,
  auroraDbStackTopic,
  stackEventSchema,
} from './database/stackEvents';

/** Once a day, at any time: a snapshot that expires, or a plan that was left, lives a day longer at most. */
const daily = { frequency: { days: 1 }, timeout: { minutes: 30 } };
/** How often databases that were left without protection are looked for. */
const everyFewMinutes = {
  frequency: { minutes: 3 },
  timeout: { minutes: 30 },
};

/**
 * Serves clusters, their health, snapshots and restores under `/api/aurora-db`.
 *
 * @public
 */
export const auroraDbPlugin = createBackendPlugin({
  pluginId: 'aurora-db',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auroraDb: auroraDbConfigRef,
        auth: coreServices.auth,
        aws: awsClientsRef,
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        synthesizer: synthesizerRef,
      },
      async init({ auroraDb, aws, permissionsRegistry, ...deps }) {
        const { environments } = auroraDb;
        permissionsRegistry.addPermissions(auroraDbClusterPermissions);
        permissionsRegistry.addResourceType({
          resourceRef: auroraDbEnvironmentResourceRef,
          permissions: [auroraDbEnvironmentDeployPermission],
          rules: Object.values(auroraDbEnvironmentRules),
          getResources: async names =>
            names.map(name => environments.find(one => one.name === name)),
        });

        const authorizer = new DefaultAuthorizer(deps.permissions);
        const shared = SharedCache.fromConfig(deps.rootConfig, deps);
        const cloudFormation = new CloudFormationStacks(aws);
        const stacks = stackLookup(cloudFormation, shared);
        const rds = new RdsClusters(aws);
        const rdsSnapshots = new RdsClusterSnapshots(aws);
        const clusters = clusterLookup(rds, shared);
        const instances = instanceLookup(rds, shared);
        const metrics = new CoalescedMetrics(new CloudWatchMetrics(aws), {
          shared,
        });
        const alarms = new AlarmStates(new CloudWatchAlarms(aws), { shared });
        const catalog = new DelegatedEntityReader(deps.catalog, deps.auth);
        const locator = new ClusterLocator({
          catalog,
          stacks,
          environments,
        });
        const history = new CloudFormationHistory(aws);
        const operationReads = new OperationReads(
          { stacks: cloudFormation, snapshots: rdsSnapshots, history },
          { shared },
        );
        await deps.events.subscribe({
          id: 'aurora-db',
          topics: [auroraDbStackTopic],
          onEvent: async ({ eventPayload }) => {
            const { environment } = stackEventSchema.parse(eventPayload);
            for (const lookup of [
              stacks,
              clusters,
              instances,
              operationReads,
            ]) {
              lookup.invalidate(environment);
            }
          },
        });
        const access = new DatabaseAccess({
          authorizer,
          locator,
          catalog,
          environments,
          logger: deps.logger,
        });
        const backups = { clusters: rds, snapshots: rdsSnapshots };
        const { restores, protection } = createRestores(aws, {
          access,
          config: auroraDb,
          synthesizer: deps.synthesizer,
        });
        const { guard, planner } = createDeploys(aws, {
          config: auroraDb,
          authorizer,
          catalog,
          synthesizer: deps.synthesizer,
        });
        await deps.scheduler.scheduleTask({
          id: 'aurora-db-expired-snapshots',
          ...daily,
          fn: () =>
            new ExpiredSnapshots({
              environments,
              snapshots: rdsSnapshots,
              stacks: cloudFormation,
              auditor: deps.auditor,
              logger: deps.logger,
            }).deleteAll(),
        });
        await deps.scheduler.scheduleTask({
          id: 'aurora-db-leftover-plans',
          ...daily,
          fn: () =>
            new LeftoverPlans({
              environments,
              history,
              stacks: cloudFormation,
              logger: deps.logger,
            }).deleteAll(),
        });
        const notifier = new OperationNotifier(deps);
        const completion = new ProtectionCompletion({
          environments,
          stacks: cloudFormation,
          protection,
          notifier,
          auditor: deps.auditor,
          logger: deps.logger,
        });
        await deps.scheduler.scheduleTask({
          id: 'aurora-db-protection-completion',
          ...everyFewMinutes,
          fn: signal =>
            completion.completeAll({
              known: stacks,
              signal,
              announce: ({ name }, { stackName }) =>
                announceStack(
                  deps.events,
                  { environment: name, stackName },
                  deps.logger,
                ),
            }),
        });
        const snapshotFollower = new SnapshotFollower({
          snapshots: rdsSnapshots,
          notifier,
          logger: deps.logger,
        });
        deps.lifecycle.addShutdownHook(() => snapshotFollower.stop());
        const services = {
          plans: new AuroraPlanService(guard, planner),
          clusters: new AuroraClusterService({
            access,
            authorizer,
            locator,
            environments,
            clusters,
            instances,
            metrics,
            alarms,
            snapshots: new NewestSnapshots(rdsSnapshots, { shared }),
            logger: deps.logger,
          }),
          health: new AuroraHealthService({
            access,
            clusters,
            metrics,
            alarms,
            acuHour: auroraDb.pricing.acuHour,
          }),
          snapshots: new AuroraSnapshotService({
            access,
            ...backups,
            onChange: name => operationReads.invalidate(name),
          }),
          snapshotFollower,
          operations: new AuroraOperationService({
            access,
            stacks,
            clusters,
            reads: operationReads,
          }),
          releaseGate: new AuroraReleaseGateService({
            access,
            ...backups,
          }),
          restores,
        };
        registerReadActions(deps.actionsRegistry, services);
        registerBackupActions(deps.actionsRegistry, { ...deps, ...services });
        deps.httpRouter.use(
          createRouter({
            auditor: deps.auditor,
            auth: deps.auth,
            httpAuth: deps.httpAuth,
            environments,
            ...services,
            backgroundRestores: new BackgroundRestores({
              restores,
              auditor: deps.auditor,
              events: deps.events,
              logger: deps.logger,
              notifier,
            }),
          }),
        );
      },
    });
  },
});
