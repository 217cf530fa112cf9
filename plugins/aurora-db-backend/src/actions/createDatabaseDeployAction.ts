import {
  auroraDbClusterUpdatePermission,
  auroraDbEnvironmentDeployPermission,
  auroraDbTags,
  databaseNamePattern,
  databaseNames,
  type DeployRequest,
  deployRequestSchema,
  environmentNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AuroraDeployService } from '../services/AuroraDeployService';
import type { Authorizer } from '../services/AuthorizationService';
import type { DatabaseGuard } from '../services/DatabaseGuard';
import { audited } from '../services/audited';
import { normalizeEntityRef } from '../services/databaseOfStack';
import { operationContext, runIdOf } from './actionContext';
import { deployOutputSchema, setDeployOutput } from './deployOutput';
import { fullEntityRef } from './fullEntityRef';
import { parseActionInput } from './parseActionInput';
import { type StrayEntityRef, strayEntityRefs } from './strayEntityRefs';
import { examples } from './createDatabaseDeployAction.examples';

/** What a reference without a kind means. */
const defaultKinds = { owner: 'group', system: 'system' } as const;

/** `aurora:database:deploy`: creates a database or changes it. */
export function createDatabaseDeployAction(options: {
  deployer: AuroraDeployService;
  authorizer: Authorizer;
  guard: DatabaseGuard;
  catalog: CatalogService;
  auditor: AuditorService;
  events: EventsService;
}) {
  const { deployer, authorizer, guard, catalog, auditor, events } = options;

  /** Policies decide by the owner: under one that doesn't exist, nobody could change or delete the database any more. */
  async function requireEntities(
    request: DeployRequest,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const strays = await strayEntityRefs(catalog, request, credentials);
    if (strays.length === 0) {
      return;
    }
    // What a database has it keeps, though that entity may have gone.
    const tags = (await deployer.findExisting(request))?.tags;
    const isKept = ({ field, entityRef }: StrayEntityRef) =>
      normalizeEntityRef(
        tags?.[auroraDbTags[field]] ?? '',
        defaultKinds[field],
      ) === entityRef;
    const problems = strays.filter(stray => !isKept(stray));
    if (problems.length > 0) {
      throw new InputError(problems.map(({ problem }) => problem).join('; '));
    }
  }

  /** Nobody takes over a database by reusing its name, nor changes its owner without the present owner's right. */
  async function requireUpdate(
    request: DeployRequest,
    runId: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const stack = await deployer.findExisting(request);
    if (!stack) {
      return;
    }
    const { entityRef } = databaseNames(request.name, request.environment);
    try {
      await guard.require(
        credentials,
        auroraDbClusterUpdatePermission,
        entityRef,
        stack,
      );
    } catch (error) {
      // After a restart, what this very run began may already look different: a new database, a new owner.
      if (
        !(error instanceof NotAllowedError) ||
        !(await deployer.isOwnWork(request, runId, stack))
      ) {
        throw error;
      }
    }
  }

  return createTemplateAction({
    id: 'aurora:database:deploy',
    description:
      'Creates an Aurora Serverless v2 PostgreSQL database in an environment, or changes the one of that name',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z
            .string()
            .min(3)
            .max(40)
            .regex(new RegExp(databaseNamePattern))
            .describe(
              'Name of the database: lower-case words joined by hyphens',
            ),
        environment: z =>
          z.enum(environmentNames).describe('Environment to deploy into'),
        owner: z =>
          z.string().min(1).describe('Entity reference of the owner, a group'),
        system: z =>
          z
            .string()
            .min(1)
            .optional()
            .describe('Entity reference of the system that it belongs to'),
        minCapacity: z =>
          z
            .number()
            .optional()
            .describe("Minimum capacity in ACU, within the environment's"),
        maxCapacity: z =>
          z
            .number()
            .optional()
            .describe("Maximum capacity in ACU, within the environment's"),
        engineVersion: z =>
          z
            .string()
            .optional()
            .describe(
              '15 for the newest 15.x, or exactly one such as 15.17. An existing database is upgraded only if this is exact',
            ),
        allowInstanceReplacement: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether instances may be replaced, which interrupts connections',
            ),
      },
      output: deployOutputSchema,
    },
    async handler(ctx) {
      const credentials = await ctx.getInitiatorCredentials();
      const request = readRequest(ctx.input);
      const { environment, name } = request;
      const { entityRef, stackName } = databaseNames(name, environment);
      const dryRun = ctx.isDryRun ?? false;
      // A dry run has no task that could be interrupted and go on.
      const taskId = dryRun ? `${ctx.task.id} ${Date.now()}` : ctx.task.id;
      const runId = runIdOf(taskId, credentials);
      const run = async () => {
        await authorizer.require(
          credentials,
          auroraDbEnvironmentDeployPermission,
          environment,
        );
        await requireEntities(request, credentials);
        await requireUpdate(request, runId, credentials);
        return deployer.deploy(
          request,
          runId,
          operationContext(ctx, events, { environment, stackName }),
          { dryRun, requestedBy: ctx.user?.ref },
        );
      };
      const result = dryRun
        ? await run()
        : await audited(
            auditor,
            'database-deploy',
            {
              entityRef,
              environment,
              stackName,
              owner: request.owner,
              taskId: ctx.task.id,
              user: ctx.user?.ref ?? null,
            },
            run,
          );
      setDeployOutput(ctx.output, result);
    },
  });
}

function readRequest(input: Record<string, unknown>): DeployRequest {
  const { owner, system, ...rest } = parseActionInput(
    deployRequestSchema,
    input,
  );
  return {
    ...rest,
    owner: fullEntityRef('owner', owner, defaultKinds.owner),
    ...(system && {
      system: fullEntityRef('system', system, defaultKinds.system),
    }),
  };
}
