import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { EndpointMap } from './generated/EndpointMap';
import { spec } from './generated/spec';

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
      middleware: [(_request, _response, next) => next()],
      validatorOptions: {
        ignorePaths: () => true,
        validateRequests: false,
        validateSecurity: false,
        fileUploader: false,
      },
    },
  );
}
