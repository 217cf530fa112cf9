/** The sample portal's backend, with our plugin unless WITHOUT_AURORA_DB is set: the bench's subject and its baseline. */
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('../dev/ownerPolicyModule'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
if (!process.env.WITHOUT_AURORA_DB) {
  backend.add(import('../src'));
}
backend.start();
