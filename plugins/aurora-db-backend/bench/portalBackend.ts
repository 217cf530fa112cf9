/** The sample portal's backend. WITHOUT_AURORA_DB omits the plugin, for the baseline. */
import { createBackendModule } from '@backstage/backend-plugin-api';
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

const backend = samplePortal();
if (process.env.WITHOUT_AURORA_DB) {
  backend.add(allowAll);
} else {
  backend.add(import('@aurora-db/backstage-plugin-aurora-db-backend'));
  backend.add(import('../examples/examplePolicyModule'));
}
backend.start();
