import {
  deployFormSchema,
  environmentNameSchema,
  type EnvironmentInfo,
  type EnvironmentList,
  restorePlanRequestSchema,
  restoreRequestSchema,
  snapshotIdSchema,
  snapshotRequestSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  AuthService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import express from 'express';
import { z } from 'zod';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';
import { audited } from '../operations/audited';
import type { AuroraClusterService } from '../health/AuroraClusterService';
import type { AuroraHealthService } from '../health/AuroraHealthService';
import type { AuroraOperationService } from '../operations/AuroraOperationService';
import type { AuroraPlanService } from '../deploy/AuroraPlanService';
import type { AuroraReleaseGateService } from '../backups/AuroraReleaseGateService';
import type { AuroraRestoreService } from '../backups/AuroraRestoreService';
import type {
  AuroraSnapshotService,
  Caller,
} from '../backups/AuroraSnapshotService';
import type { BackgroundRestores } from '../backups/BackgroundRestores';
import { readDeployRequest } from '../deploy/readDeployRequest';
import type { AuroraRepositoryHostService } from '../preflight/AuroraRepositoryHostService';
import type { SnapshotFollower } from '../backups/SnapshotFollower';
import { ServiceUnavailableError } from '../ports/errors/userErrors';
import type { AuroraReadinessService } from '../readiness/AuroraReadinessService';
import { createOpenApiRouter } from '../schema/openapi/createOpenApiRouter';
import {
  formValuesSchema,
  maxAgeMinutesSchema,
  rangeSchema,
} from '../schema/requestParameters';
import { addInsightRoutes, type InsightRoutes } from './addInsightRoutes';
import { entityRefOf } from './entityRefOf';
import { hideSearch } from './hideSearch';
import { parseInput } from './parseInput';
import { refuseUnreadable } from './refuseUnreadable';

const environmentParams = z.object({ name: environmentNameSchema });
const snapshotParams = z.object({ id: snapshotIdSchema });
const healthQuery = z.object({ range: rangeSchema });
const releaseGateQuery = z.object({ maxAgeMinutes: maxAgeMinutesSchema });

const cluster = '/clusters/:namespace/:name';

/**
 * The REST API: authenticates, validates, audits and answers. The services check the permissions.
 */
export function createRouter(
  options: InsightRoutes & {
    auditor: AuditorService;
    auth: AuthService;
    httpAuth: HttpAuthService;
    config: AuroraDbConfig;
    plans: Pick<AuroraPlanService, 'plan'>;
    clusters: Pick<AuroraClusterService, 'get' | 'list'>;
    health: Pick<AuroraHealthService, 'getJson'>;
    snapshots: Pick<AuroraSnapshotService, 'list' | 'create' | 'delete'>;
    snapshotFollower: Pick<SnapshotFollower, 'follow'>;
    operations: Pick<AuroraOperationService, 'list'>;
    readiness: Pick<AuroraReadinessService, 'read'>;
    releaseGate: Pick<AuroraReleaseGateService, 'read'>;
    restores: Pick<AuroraRestoreService, 'plan'>;
    backgroundRestores: Pick<BackgroundRestores, 'start'>;
    repositoryHosts: Pick<AuroraRepositoryHostService, 'list'>;
  },
): express.Router {
  const { auditor, auth, httpAuth, config } = options;
  const router = createOpenApiRouter();
  router.use(hideSearch);
  router.use(express.json());

  const credentialsOf = (request: express.Request) =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

  const callerOf = async (request: express.Request): Promise<Caller> => {
    const credentials = await credentialsOf(request);
    return {
      credentials,
      ...(auth.isPrincipal(credentials, 'user') && {
        userRef: credentials.principal.userEntityRef,
      }),
    };
  };

  router.get('/environments', async (request, response) => {
    await credentialsOf(request);
    response.json(toEnvironmentList(config));
  });

  const { notConfigured } = config;
  if (notConfigured) {
    router.use(async request => {
      await credentialsOf(request);
      throw new ServiceUnavailableError(notConfigured);
    });
  }

  router.get('/environments/:name/readiness', async (request, response) => {
    const credentials = await credentialsOf(request);
    const { name } = parseInput(environmentParams, request.params);
    response.json(await options.readiness.read(name, credentials));
  });

  router.get('/repository-hosts', async (request, response) => {
    const credentials = await credentialsOf(request);
    response.json({ items: await options.repositoryHosts.list(credentials) });
  });

  router.post('/deploys/plan', async (request, response) => {
    const credentials = await credentialsOf(request);
    const values = parseInput(formValuesSchema, request.body);
    const wanted = readDeployRequest(deployFormSchema, values);
    response.json(await options.plans.plan(wanted, credentials));
  });

  router.get('/clusters', async (request, response) => {
    const credentials = await credentialsOf(request);
    const { items, unavailable } = await options.clusters.list(credentials);
    response.json({ items, ...(unavailable.length > 0 && { unavailable }) });
  });

  router.get(cluster, async (request, response) => {
    const credentials = await credentialsOf(request);
    response.json(
      await options.clusters.get(entityRefOf(request), credentials),
    );
  });

  router.get(`${cluster}/health`, async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const { range } = parseInput(healthQuery, request.query);
    response
      .type('json')
      .send(await options.health.getJson(entityRef, range, credentials));
  });

  router.get(`${cluster}/snapshots`, async (request, response) => {
    const credentials = await credentialsOf(request);
    response.json(
      await options.snapshots.list(entityRefOf(request), credentials),
    );
  });

  router.post(`${cluster}/snapshots`, async (request, response) => {
    const caller = await callerOf(request);
    const entityRef = entityRefOf(request);
    const wanted = parseInput(snapshotRequestSchema, request.body ?? {});
    const taken = await audited(
      auditor,
      'snapshot-create',
      { entityRef, ...wanted },
      () => options.snapshots.create(entityRef, wanted, caller),
      request,
    );
    options.snapshotFollower.follow(taken, caller.userRef);
    response.status(202).json(taken.snapshot);
  });

  router.delete(`${cluster}/snapshots/:id`, async (request, response) => {
    const caller = await callerOf(request);
    const entityRef = entityRefOf(request);
    const { id } = parseInput(snapshotParams, { id: request.params.id });
    await audited(
      auditor,
      'snapshot-delete',
      { entityRef, snapshotId: id },
      () => options.snapshots.delete(entityRef, id, caller),
      request,
    );
    response.status(202).json({});
  });

  router.post(`${cluster}/restores/plan`, async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const wanted = parseInput(restorePlanRequestSchema, request.body);
    response.json(await options.restores.plan(entityRef, wanted, credentials));
  });

  router.post(`${cluster}/restores`, async (request, response) => {
    const caller = await callerOf(request);
    const entityRef = entityRefOf(request);
    const wanted = parseInput(restoreRequestSchema, request.body);
    const started = await options.backgroundRestores.start(
      entityRef,
      wanted,
      caller,
      request,
    );
    response.status(202).json(started);
  });

  router.get(`${cluster}/operations`, async (request, response) => {
    const credentials = await credentialsOf(request);
    response.json(
      await options.operations.list(entityRefOf(request), credentials),
    );
  });

  router.get(`${cluster}/release-gate`, async (request, response) => {
    const credentials = await credentialsOf(request);
    const entityRef = entityRefOf(request);
    const { maxAgeMinutes } = parseInput(releaseGateQuery, request.query);
    response.json(
      await options.releaseGate.read(entityRef, maxAgeMinutes, credentials),
    );
  });

  addInsightRoutes(router, { ...options, credentialsOf });
  router.use(refuseUnreadable);
  return router;
}

function toEnvironmentList({
  environments,
  invalid = [],
  notConfigured,
}: AuroraDbConfig): EnvironmentList {
  return {
    items: environments.map(toEnvironmentInfo),
    ...(notConfigured && { notConfigured }),
    ...(invalid.length > 0 && { invalid: [...invalid] }),
  };
}

function toEnvironmentInfo(environment: EnvironmentConfig): EnvironmentInfo {
  const { name, title, profile, shortName } = environment;
  const { region, accountId, config } = environment;
  const { minCapacity, maxCapacity } = config;
  return {
    name,
    ...(title && { title }),
    profile,
    shortName,
    region,
    accountId,
    config,
    bounds: { minCapacity, maxCapacity },
  };
}
