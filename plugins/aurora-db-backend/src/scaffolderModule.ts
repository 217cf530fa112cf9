import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  scaffolderActionsExtensionPoint,
  scaffolderServiceRef,
} from '@backstage/plugin-scaffolder-node';
import { createDatabaseDeleteAction } from './actions/createDatabaseDeleteAction';
import { createDatabaseDeployAction } from './actions/createDatabaseDeployAction';
import { createDatabaseRestoreAction } from './actions/createDatabaseRestoreAction';
import { createRepositoryCheckAction } from './actions/createRepositoryCheckAction';
import { createSnapshotCreateAction } from './actions/createSnapshotCreateAction';
import { measuredAuditor } from './operations/measuredAuditor';
import { ScmRepositories } from './scm/ScmRepositories';
import { createServices } from './wiring/createServices';
import { usableActions } from './wiring/usableActions';
import {
  auroraDbConfigRef,
  awsPortsRef,
  entityArrivalsRef,
  notificationOriginRef,
  telemetryRef,
  synthesizerRef,
} from './wiring/serviceRefs';

/**
 * Adds the scaffolder actions `aurora:database:deploy`, `aurora:database:delete`,
 * `aurora:database:restore`, `aurora:snapshot:create` and `aurora:repository:check`.
 *
 * @public
 */
export const auroraDbScaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'aurora-db',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        arrivals: entityArrivalsRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: auroraDbConfigRef,
        events: eventsServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notificationOrigin: notificationOriginRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        ports: awsPortsRef,
        rootConfig: coreServices.rootConfig,
        scaffolder: scaffolderServiceRef,
        synthesizer: synthesizerRef,
        telemetry: telemetryRef,
      },
      async init({ actions, arrivals, config, events, ports, ...deps }) {
        const auditor = measuredAuditor(deps.auditor, deps.telemetry);
        const services = createServices({
          config,
          ports,
          synthesizer: deps.synthesizer,
          telemetry: deps.telemetry,
          backstage: {
            ...deps,
            auditor,
            events,
            notifications: deps.notificationOrigin.or(deps.notifications),
          },
        });
        const { notifier, snapshotFollower } = services;
        deps.lifecycle.addShutdownHook(() => snapshotFollower.stop());
        usableActions(actions, config.notConfigured).addActions(
          createDatabaseDeployAction({
            config,
            deployer: services.deployer,
            guard: services.deployGuard,
            auditor,
            events,
            notifier,
            arrivals,
          }),
          createDatabaseDeleteAction({
            deleter: services.deleter,
            guard: services.guard,
            access: services.access,
            auditor,
            events,
          }),
          createDatabaseRestoreAction({
            restores: services.restores,
            clusters: ports.clusters,
            auditor,
            events,
            notifier,
            arrivals,
          }),
          createSnapshotCreateAction({
            service: services.snapshots,
            snapshots: ports.snapshots,
            auditor,
            notifier,
            snapshotFollower,
          }),
          createRepositoryCheckAction({
            config: deps.rootConfig,
            repositories: new ScmRepositories(deps.rootConfig),
            scaffolder: deps.scaffolder,
          }),
        );
      },
    });
  },
});
