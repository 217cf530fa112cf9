import {
  type EnvironmentInfo,
  healthRangeSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { EnvironmentConfig } from '../config/readConfig';
import type { AuroraClusterService } from '../services/AuroraClusterService';
import type { AuroraHealthService } from '../services/AuroraHealthService';
import { parseInput } from './parseInput';

/** What the catalog accepts as a name. Source: Backstage's descriptor format. */
const namePart = z
  .string()
  .max(63, 'expected at most 63 characters')
  .regex(
    /^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$/,
    'expected letters, digits and any of -_. between them',
  );

const clusterParams = z.object({ namespace: namePart, name: namePart });

const healthQuery = z.object({ range: healthRangeSchema.default('1h') });

/** The REST API: authenticates, validates and answers. Each service authorizes what it does. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  environments: readonly EnvironmentConfig[];
  clusters: Pick<AuroraClusterService, 'get' | 'list'>;
  health: Pick<AuroraHealthService, 'get'>;
}): express.Router {
  const { httpAuth, environments, clusters, health } = options;
  const router = Router();
  router.use(express.json());

  const credentialsOf = (request: express.Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  router.get('/environments', async (request, response) => {
    await credentialsOf(request);
    response.json({ items: environments.map(toEnvironmentInfo) });
  });

  router.get('/clusters', async (request, response) => {
    const credentials = await credentialsOf(request);
    const { items, unavailable } = await clusters.list(credentials);
    response.json({ items, ...(unavailable.length > 0 && { unavailable }) });
  });

  router.get('/clusters/:namespace/:name', async (request, response) => {
    const credentials = await credentialsOf(request);
    response.json(await clusters.get(entityRefOf(request), credentials));
  });

  router.get('/clusters/:namespace/:name/health', async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const { range } = parseInput(healthQuery, request.query);
    response.json(await health.get(entityRef, range, credentials));
  });

  return router;
}

function entityRefOf(request: express.Request): string {
  const { namespace, name } = parseInput(clusterParams, request.params);
  return stringifyEntityRef({ kind: 'resource', namespace, name });
}

function toEnvironmentInfo(environment: EnvironmentConfig): EnvironmentInfo {
  const { name, region, accountId, config } = environment;
  const { minCapacity, maxCapacity } = config;
  return {
    name,
    region,
    accountId,
    config,
    bounds: { minCapacity, maxCapacity },
  };
}
