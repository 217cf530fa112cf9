/**
 * The sample portal's backend with an additional route that only checks the permission of health.
 */
import { auroraDbClusterReadPermission } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import Router from 'express-promise-router';
import { samplePortal } from '../dev/samplePortal';

/** `GET /api/aurora-db-bench/empty/:name`: the cost of any route with that permission. */
const emptyRoute = createBackendPlugin({
  pluginId: 'aurora-db-bench',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ httpAuth, httpRouter, permissions }) {
        const router = Router();
        router.get('/empty/:name', async (request, response) => {
          const credentials = await httpAuth.credentials(request, {
            allow: ['user', 'service'],
          });
          const [decision] = await permissions.authorize(
            [
              {
                permission: auroraDbClusterReadPermission,
                resourceRef: `resource:default/${request.params.name}`,
              },
            ],
            { credentials },
          );
          if (decision?.result !== AuthorizeResult.ALLOW) {
            response.status(403);
          }
          response.json({});
        });
        httpRouter.use(router);
      },
    });
  },
});

const backend = samplePortal();
backend.add(import('@aurora-db/backstage-plugin-aurora-db-backend'));
backend.add(import('../examples/examplePolicyModule'));
backend.add(emptyRoute);
backend.start();
