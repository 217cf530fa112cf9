/** The sample portal's backend. WITHOUT_AURORA_DB omits the plugin, for the baseline. */
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { samplePortal } from '../dev/samplePortal';

/** The sample portal's policy needs the plugin, so the baseline uses another policy. */
const allowAll = createBackendModule({
  pluginId: 'permission',
  moduleId: 'allow-all',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          handle: async () => ({ result: AuthorizeResult.ALLOW }),
        });
      },
    });
  },
});

/**
 * Asks for the cache service, which loads the clients of all cache stores. A portal made by
 * `create-app` has TechDocs, which asks for it too, so this is not our plugin's share.
 */
const cacheUser = createBackendPlugin({
  pluginId: 'cache-user',
  register(env) {
    env.registerInit({
      deps: { cache: coreServices.cache },
      async init({ cache }) {
        await cache.get('key');
      },
    });
  },
});

const backend = samplePortal();
backend.add(cacheUser);
if (process.env.WITHOUT_AURORA_DB) {
  backend.add(allowAll);
} else {
  backend.add(import('@aurora-db/backstage-plugin-aurora-db-backend'));
  backend.add(import('../examples/examplePolicyModule'));
}
backend.start();
