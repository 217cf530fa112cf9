import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { IdleEntityProvider } from './catalog/IdleEntityProvider';
import { readTemplateEntities } from './catalog/readTemplateEntities';
import { StaticEntityProvider } from './catalog/StaticEntityProvider';
import { readTemplatesConfig } from './config/readTemplatesConfig';
import { publishProviders } from './wiring/createRepositoryHosts';

const templatesProvider = 'aurora-db-templates';

/**
 * Adds the scaffolder templates of this package to the catalog, as `auroraDb.templates` says.
 *
 * @public
 */
export const auroraDbTemplatesModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'aurora-db-templates',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        logger: coreServices.logger,
        rootConfig: coreServices.rootConfig,
      },
      async init({ catalog, logger, rootConfig }) {
        let settings;
        try {
          settings = readTemplatesConfig(rootConfig);
        } catch (error) {
          // A wrong key must not stop the catalog, which serves the whole portal.
          logger.error(
            `The catalog keeps the Aurora DB templates as they are. ${error instanceof Error ? error.message : error}`,
          );
          catalog.addEntityProvider(new IdleEntityProvider(templatesProvider));
          return;
        }
        const { enabled, ...options } = settings;
        const providers = publishProviders(rootConfig);
        catalog.addEntityProvider(
          new StaticEntityProvider(templatesProvider, async () =>
            enabled ? readTemplateEntities({ ...options, providers }) : [],
          ),
        );
      },
    });
  },
});
