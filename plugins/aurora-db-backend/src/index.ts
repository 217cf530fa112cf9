/**
 * Aurora DB for Backstage: REST API, scaffolder actions and catalog entities of Aurora PostgreSQL
 * databases.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { auroraDbApiEntityModule } from './apiEntityModule';
import { auroraDbCatalogModule } from './catalogModule';
import { auroraDbPlugin } from './plugin';
import { auroraDbScaffolderModule } from './scaffolderModule';
import { auroraDbTemplatesModule } from './templatesModule';

export { auroraDbApiEntityModule } from './apiEntityModule';
export { auroraDbCatalogModule } from './catalogModule';
export { auroraDbPlugin } from './plugin';
export { auroraDbScaffolderModule } from './scaffolderModule';
export { auroraDbTemplatesModule } from './templatesModule';
export {
  auroraDbEnvironmentConditions,
  createAuroraDbEnvironmentConditionalDecision,
  type EnvironmentResource,
} from './access/environmentPermissions';

/**
 * All features at once: `backend.add(import('@aurora-db/backstage-plugin-aurora-db-backend'))`.
 *
 * @public
 */
export default createBackendFeatureLoader({
  loader: () => [
    auroraDbPlugin,
    auroraDbCatalogModule,
    auroraDbTemplatesModule,
    auroraDbApiEntityModule,
    auroraDbScaffolderModule,
  ],
});
