import { environmentProfiles } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendModule,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { z } from 'zod';
import { CatalogOwners } from './access/CatalogOwners';
import {
  AuroraDbEntityProvider,
  providerNameOf,
} from './catalog/AuroraDbEntityProvider';
import {
  ExistingDatabaseEntityProvider,
  existingProviderNameOf,
} from './catalog/ExistingDatabaseEntityProvider';
import { IdleEntityProvider } from './catalog/IdleEntityProvider';
import { KeptDatabases } from './catalog/KeptDatabases';
import { IncludedClusters } from './database/existing/IncludedClusters';
import type { AuroraDbConfig } from './ports/EnvironmentConfig';
import { auroraDbConfigRef, awsPortsRef } from './wiring/serviceRefs';

/** How often stacks and clusters are read. The portal also announces its own deploys. */
const schedule = {
  frequency: { minutes: 5 },
  timeout: { minutes: 2 },
};

const environmentsSchema = z.object({
  environments: z.record(z.string(), z.unknown()),
});

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
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        catalogApi: catalogServiceRef,
        events: eventsServiceRef,
        logger: coreServices.logger,
        rootConfig: coreServices.rootConfig,
        ports: awsPortsRef,
        scheduler: coreServices.scheduler,
      },
      async init({ auroraDb, catalog, events, logger, ports, ...deps }) {
        const { stacks, clusters } = ports;
        const { auth, catalogApi, rootConfig, scheduler } = deps;
        const included = new IncludedClusters(auroraDb);
        const owners = new CatalogOwners(catalogApi, auth);
        const { invalid = [] } = auroraDb;
        const kept = new KeptDatabases({ catalog: catalogApi, auth, invalid });
        for (const environment of auroraDb.environments) {
          const common = {
            environment,
            stacks,
            logger,
            events,
            schedule: scheduler.createScheduledTaskRunner(schedule),
          };
          catalog.addEntityProvider(
            new AuroraDbEntityProvider(common),
            new ExistingDatabaseEntityProvider({
              ...common,
              clusters,
              included,
              owners,
              kept,
            }),
          );
        }
        for (const name of unreadable(auroraDb, rootConfig)) {
          catalog.addEntityProvider(
            new IdleEntityProvider(providerNameOf(name)),
            new IdleEntityProvider(existingProviderNameOf(name)),
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
  // Not by the key of the environments: the config throws if `auroraDb` itself is a text.
  const auroraDb = rootConfig.getOptional('auroraDb');
  const configured = environmentsSchema.safeParse(auroraDb).data?.environments;
  return new Set([
    ...invalid.map(({ name }) => name),
    // Names other than these are unknown if `auroraDb` is missing.
    ...(notConfigured
      ? [...environmentProfiles, ...Object.keys(configured ?? {})]
      : []),
  ]);
}
