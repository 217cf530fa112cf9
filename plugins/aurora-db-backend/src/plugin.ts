import {
  auroraDbClusterPermissions,
  auroraDbEnvironmentPermissions,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { registerBackupActions } from './actionsRegistry/registerBackupActions';
import { registerInsightActions } from './actionsRegistry/registerInsightActions';
import { registerReadActions } from './actionsRegistry/registerReadActions';
import {
  auroraDbEnvironmentResourceRef,
  auroraDbEnvironmentRules,
} from './access/environmentPermissions';
import { auroraDbStackTopic, stackEventSchema } from './database/stackEvents';
import { measuredAuditor } from './operations/measuredAuditor';
import { SharedCache } from './readings/SharedCache';
import { createRouter } from './router/createRouter';
import { createRepositoryHosts } from './wiring/createRepositoryHosts';
import { createServices } from './wiring/createServices';
import { usableRegistry } from './wiring/usableActions';
import { scheduleTasks } from './wiring/scheduleTasks';
import {
  auroraDbConfigRef,
  awsPortsRef,
  notificationOriginRef,
  telemetryRef,
  synthesizerRef,
} from './wiring/serviceRefs';

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
        cache: coreServices.cache,
        catalog: catalogServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notificationOrigin: notificationOriginRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        ports: awsPortsRef,
        rootConfig: coreServices.rootConfig,
        scaffolder: scaffolderServiceRef,
        scheduler: coreServices.scheduler,
        synthesizer: synthesizerRef,
        telemetry: telemetryRef,
        tracing: tracingServiceRef,
      },
      async init({ auditor, auroraDb, permissionsRegistry, ports, ...rest }) {
        const { metrics, telemetry, tracing } = rest;
        telemetry.provide(metrics, tracing);
        const deps = { ...rest, auditor: measuredAuditor(auditor, telemetry) };
        deps.notificationOrigin.provide(deps.notifications);
        const { environments, invalid = [], notConfigured } = auroraDb;
        permissionsRegistry.addPermissions(auroraDbClusterPermissions);
        permissionsRegistry.addResourceType({
          resourceRef: auroraDbEnvironmentResourceRef,
          permissions: auroraDbEnvironmentPermissions,
          rules: Object.values(auroraDbEnvironmentRules),
          getResources: async names =>
            names.map(name =>
              [...environments, ...invalid].find(one => one.name === name),
            ),
        });

        const services = createServices({
          config: auroraDb,
          ports,
          synthesizer: deps.synthesizer,
          backstage: deps,
          shared: SharedCache.fromConfig(deps.rootConfig, deps),
          telemetry,
        });
        await deps.events.subscribe({
          id: 'aurora-db',
          topics: [auroraDbStackTopic],
          onEvent: async ({ eventPayload }) =>
            services.invalidate(
              stackEventSchema.parse(eventPayload).environment,
            ),
        });
        await scheduleTasks(deps.scheduler, services, deps);
        deps.lifecycle.addShutdownHook(() => services.snapshotFollower.stop());
        const registry = usableRegistry(deps.actionsRegistry, notConfigured);
        registerReadActions(registry, services);
        registerInsightActions(registry, services);
        registerBackupActions(registry, { ...deps, ...services });
        deps.httpRouter.use(
          createRouter({
            auditor: deps.auditor,
            auth: deps.auth,
            httpAuth: deps.httpAuth,
            config: auroraDb,
            repositoryHosts: createRepositoryHosts(deps),
            ...services,
          }),
        );
      },
    });
  },
});
