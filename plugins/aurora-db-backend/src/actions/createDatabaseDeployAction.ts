import {
  auroraDbClusterUpdatePermission,
  auroraDbEnvironmentDeployPermission,
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
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AuroraDeployService } from '../services/AuroraDeployService';
import type { Authorizer } from '../services/AuthorizationService';
import type { DatabaseGuard } from '../services/DatabaseGuard';
import { normalizeEntityRef } from '../services/databaseOfStack';
import { audited, operationContext, runIdOf } from './actionContext';
import { examples } from './createDatabaseDeployAction.examples';

/** `aurora:database:deploy`: creates a database or changes it. */
export function createDatabaseDeployAction(options: {
  deployer: AuroraDeployService;
  authorizer: Authorizer;
  guard: DatabaseGuard;
  auditor: AuditorService;
  events: EventsService;
}) {
  const { deployer, authorizer, guard, auditor, events } = options;

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
      output: {
        entityRef: z => z.string().describe('Entity of the database'),
        stackId: z =>
          z.string().optional().describe('ARN of its CloudFormation stack'),
        stackName: z => z.string().describe('Name of that stack'),
        clusterIdentifier: z => z.string().describe('Cluster in RDS'),
        endpoint: z => z.string().optional().describe('Host of the writer'),
        readerEndpoint: z =>
          z.string().optional().describe('Host of the readers'),
        port: z => z.number().optional().describe('TCP port of both'),
        secretArn: z =>
          z
            .string()
            .optional()
            .describe('ARN of the secret that holds the credentials'),
        engineVersion: z => z.string().describe('Exact engine version'),
        changes: z =>
          z
            .array(
              z.object({
                action: z.enum(['add', 'modify', 'replace', 'remove']),
                resource: z.string(),
                type: z.string(),
                properties: z.array(z.string()),
                allowed: z.boolean(),
              }),
            )
            .describe('What was changed, or would be in a dry run'),
      },
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
      ctx.output('entityRef', result.entityRef);
      ctx.output('stackId', result.stackId);
      ctx.output('stackName', result.stackName);
      ctx.output('clusterIdentifier', result.clusterIdentifier);
      ctx.output('endpoint', result.endpoint);
      ctx.output('readerEndpoint', result.readerEndpoint);
      ctx.output('port', result.port);
      ctx.output('secretArn', result.secretArn);
      ctx.output('engineVersion', result.engineVersion);
      ctx.output('changes', result.changes);
    },
  });
}

/** Forms send empty fields as empty strings. */
function readRequest(input: Record<string, unknown>): DeployRequest {
  const filled = Object.entries(input).filter(
    ([, value]) => value !== undefined && value !== '' && value !== null,
  );
  const parsed = deployRequestSchema.safeParse(Object.fromEntries(filled));
  if (!parsed.success) {
    throw new InputError(
      parsed.error.issues
        .map(issue => `${issue.path.join('.') || 'input'}: ${issue.message}`)
        .join('; '),
    );
  }
  const { owner, system, ...rest } = parsed.data;
  return {
    ...rest,
    owner: fullRef('owner', owner, 'group'),
    ...(system && { system: fullRef('system', system, 'system') }),
  };
}

function fullRef(field: string, text: string, defaultKind: string): string {
  const ref = normalizeEntityRef(text, defaultKind);
  if (!ref) {
    throw new InputError(
      `${field}: ${text} is no entity reference; expected one such as ${defaultKind}:default/payments`,
    );
  }
  return ref;
}
