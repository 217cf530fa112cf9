import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  AuroraDbEntityProvider,
  providerNameOf,
} from './catalog/AuroraDbEntityProvider';
import { IdleEntityProvider } from './catalog/IdleEntityProvider';
import type { AuroraDbConfig } from './ports/EnvironmentConfig';
import { auroraDbConfigRef, awsPortsRef } from './wiring/serviceRefs';

/** How often the stacks are read. The portal also announces its own deploys. */
const schedule = {
  frequency: { minutes: 5 },
  timeout: { minutes: 2 },
};

/**
 * Keeps the databases of every configured environment in the catalog.
 *
 * @public
 */
export const auroraDbCatalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'aurora-db',
  register(env) {
    env.registerInit({
      deps: {
        auroraDb: auroraDbConfigRef,
        catalog: catalogProcessingExtensionPoint,
        events: eventsServiceRef,
        logger: coreServices.logger,
        rootConfig: coreServices.rootConfig,
        ports: awsPortsRef,
        scheduler: coreServices.scheduler,
      },
      async init({ auroraDb, catalog, events, logger, ports, ...deps }) {
        const { stacks } = ports;
        const { rootConfig, scheduler } = deps;
        for (const environment of auroraDb.environments) {
          catalog.addEntityProvider(
            new AuroraDbEntityProvider({
              environment,
              stacks,
              logger,
              events,
              schedule: scheduler.createScheduledTaskRunner(schedule),
            }),
          );
        }
        for (const name of unreadable(auroraDb, rootConfig)) {
          catalog.addEntityProvider(
            new IdleEntityProvider(providerNameOf(name)),
          );
        }
      },
    });
  },
});

/** The environments whose entities must stay in the catalog although nothing reads them now. */
function unreadable(
  { invalid = [], notConfigured }: AuroraDbConfig,
  rootConfig: RootConfigService,
): Set<string> {
  const configured = rootConfig.getOptional('auroraDb.environments');
  return new Set([
    ...invalid.map(({ name }) => name),
    // Names other than these are unknown if `auroraDb` is missing.
    ...(notConfigured
      ? [...environmentProfiles, ...Object.keys(configured ?? {})]
      : []),
  ]);
}
