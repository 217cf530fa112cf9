import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { ExamplePolicy } from './ExamplePolicy';

/** The sample portal's permission policy; a starting point for a real one. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'aurora-db-example-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ExamplePolicy());
      },
    });
  },
});
