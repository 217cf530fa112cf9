import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { RequestHandler } from 'express';
import type { EndpointMap } from './generated/EndpointMap';
import { spec } from './generated/spec';

/**
 * Serves the specification with full paths, as Backstage's router does. That one would call it
 * OpenAPI 3.0, which it is not.
 */
const serveSpec: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' || request.path !== '/openapi.json') {
    next();
    return;
  }
  const paths = Object.entries(spec.paths).map(([path, item]) => [
    `${request.baseUrl}${path}`,
    item,
  ]);
  response.json({ ...spec, paths: Object.fromEntries(paths) });
};

/**
 * A router that accepts only the paths and answers of `openapi.yaml`, and serves it at
 * `/openapi.json`. It does not validate requests: the routes do, because their messages are
 * translated. The caller also adds the parser of bodies, because Backstage's router would replace
 * its errors by its own.
 */
export function createOpenApiRouter() {
  return createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(
    spec,
    {
      middleware: [serveSpec],
      validatorOptions: {
        ignorePaths: () => true,
        validateRequests: false,
        validateSecurity: false,
        fileUploader: false,
      },
    },
  );
}
