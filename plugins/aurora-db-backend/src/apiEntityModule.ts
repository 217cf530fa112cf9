import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { IdleEntityProvider } from './catalog/IdleEntityProvider';
import { StaticEntityProvider } from './catalog/StaticEntityProvider';
import { toApiEntity } from './catalog/toApiEntity';
import { readApiEntityConfig } from './config/readApiEntityConfig';
import { spec } from './schema/openapi/generated/spec';

const providerName = 'aurora-db-api';

/**
 * Adds the REST API to the catalog as an API entity, if `auroraDb.apiEntity` names its owner.
 *
 * @public
 */
export const auroraDbApiEntityModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'aurora-db-api-entity',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        rootConfig: coreServices.rootConfig,
      },
      async init({ catalog, discovery, logger, rootConfig }) {
        let settings;
        try {
          settings = readApiEntityConfig(rootConfig);
        } catch (error) {
          // A wrong key must not stop the catalog, which serves the whole portal.
          logger.error(
            `The catalog keeps the API entity of Aurora DB as it is. ${error instanceof Error ? error.message : error}`,
          );
          catalog.addEntityProvider(new IdleEntityProvider(providerName));
          return;
        }
        const baseUrl = await discovery.getExternalBaseUrl('aurora-db');
        catalog.addEntityProvider(
          new StaticEntityProvider(providerName, async () =>
            settings ? [toApiEntity({ ...settings, baseUrl, spec })] : [],
          ),
        );
      },
    });
  },
});
