import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { RequestHandler } from 'express';
import type { EndpointMap } from './generated/EndpointMap';
import { spec } from './generated/spec';

/**
 * A router that accepts only the paths and answers of `openapi.yaml`, and serves it at
 * `/openapi.json`. It does not validate requests: the routes do, because their messages are
 * translated.
 *
 * @param middleware - runs before each route
 */
export function createOpenApiRouter(middleware: RequestHandler) {
  return createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(
    spec,
    {
      middleware: [middleware],
      validatorOptions: {
        ignorePaths: () => true,
        validateRequests: false,
        validateSecurity: false,
        fileUploader: false,
      },
    },
  );
}
