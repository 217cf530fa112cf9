import type { TypedRouter } from '@backstage/backend-openapi-utils';
import type { RequestHandler } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { EndpointMap } from './generated/EndpointMap';
import { spec } from './generated/spec';

/**
 * Serves the specification with full paths, as Backstage's router does. That one would call it
 * OpenAPI 3.0, which it is not.
 */
const serveSpec: RequestHandler = (request, response) => {
  const paths = Object.entries(spec.paths).map(([path, item]) => [
    `${request.baseUrl}${path}`,
    item,
  ]);
  response.json({ ...spec, paths: Object.fromEntries(paths) });
};

/** The types restrict what is registered, so they hold for every new router. */
const typedRouterSchema = z.custom<TypedRouter<EndpointMap>>(
  router => typeof router === 'function',
);

/**
 * A router that accepts only the paths and answers of `openapi.yaml`, and serves it at
 * `/openapi.json`. It does not validate requests: the routes do, because their messages are
 * translated. Backstage's own router has these types too, but loads a validator of 22 MB.
 */
export function createOpenApiRouter(): TypedRouter<EndpointMap> {
  const router = PromiseRouter();
  router.get('/openapi.json', serveSpec);
  return typedRouterSchema.parse(router);
}
