import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendModule,
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
        ports: awsPortsRef,
        scheduler: coreServices.scheduler,
      },
      async init({ auroraDb, catalog, events, logger, ports, scheduler }) {
        const { stacks } = ports;
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
        for (const name of unreadable(auroraDb)) {
          catalog.addEntityProvider(
            new IdleEntityProvider(providerNameOf(name)),
          );
        }
      },
    });
  },
});

/** The environments whose entities must stay in the catalog although nothing reads them now. */
function unreadable({
  invalid = [],
  notConfigured,
}: AuroraDbConfig): Set<string> {
  return new Set([
    ...invalid.map(({ name }) => name),
    // If `auroraDb` is missing, only the usual names can be kept.
    ...(notConfigured ? environmentProfiles : []),
  ]);
}
