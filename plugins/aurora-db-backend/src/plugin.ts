import {
  auroraDbClusterPermissions,
  auroraDbEnvironmentDeployPermission,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { CloudFormationStacks } from './aws/CloudFormationStacks';
import { CloudWatchAlarms } from './aws/CloudWatchAlarms';
import { CloudWatchMetrics } from './aws/CloudWatchMetrics';
import { RdsClusters } from './aws/RdsClusters';
import { createRouter } from './router/createRouter';
import { auroraDbConfigRef, awsClientsRef } from './serviceRefs';
import { AlarmStates } from './services/AlarmStates';
import { AuroraClusterService } from './services/AuroraClusterService';
import { AuroraHealthService } from './services/AuroraHealthService';
import { DefaultAuthorizer } from './services/AuthorizationService';
import { ClusterLocator } from './services/ClusterLocator';
import { CoalescedMetrics } from './services/CoalescedMetrics';
import {
  auroraDbEnvironmentResourceRef,
  auroraDbEnvironmentRules,
} from './services/environmentPermissions';
import { clusterLookup, instanceLookup, stackLookup } from './services/lookups';
import { auroraDbStackTopic, stackEventSchema } from './services/stackEvents';

/**
 * Serves clusters and their health under `/api/aurora-db`.
 *
 * @public
 */
export const auroraDbPlugin = createBackendPlugin({
  pluginId: 'aurora-db',
  register(env) {
    env.registerInit({
      deps: {
        auroraDb: auroraDbConfigRef,
        aws: awsClientsRef,
        catalog: catalogServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
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
        const stacks = stackLookup(new CloudFormationStacks(aws));
        const rds = new RdsClusters(aws);
        const clusters = clusterLookup(rds);
        const instances = instanceLookup(rds);
        const metrics = new CoalescedMetrics(new CloudWatchMetrics(aws));
        const alarms = new AlarmStates(new CloudWatchAlarms(aws));
        const locator = new ClusterLocator({
          catalog: deps.catalog,
          stacks,
          environments,
        });
        await deps.events.subscribe({
          id: 'aurora-db',
          topics: [auroraDbStackTopic],
          onEvent: async ({ eventPayload }) => {
            const { environment } = stackEventSchema.parse(eventPayload);
            for (const lookup of [stacks, clusters, instances]) {
              lookup.invalidate(environment);
            }
          },
        });
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            environments,
            clusters: new AuroraClusterService({
              environments,
              locator,
              authorizer,
              clusters,
              instances,
              metrics,
              alarms,
              logger: deps.logger,
            }),
            health: new AuroraHealthService({
              authorizer,
              locator,
              clusters,
              metrics,
              alarms,
            }),
          }),
        );
      },
    });
  },
});
