import {
  databaseNamePattern,
  databaseNames,
  deployRequestSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuditorService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { AuroraDeployService } from '../deploy/AuroraDeployService';
import { audited } from '../operations/audited';
import type { DeployGuard } from '../deploy/DeployGuard';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { environmentConfig } from '../config/environmentConfig';
import type { OperationNotifier } from '../operations/OperationNotifier';
import { readDeployRequest } from '../deploy/readDeployRequest';
import { operationContext, runIdOf } from './actionContext';
import { deployOutputSchema, setDeployOutput } from './deployOutput';
import type { EntityArrivals } from './EntityArrivals';
import { examples } from './createDatabaseDeployAction.examples';

/** `aurora:database:deploy`: creates or changes a database. */
export function createDatabaseDeployAction(options: {
  config: AuroraDbConfig;
  deployer: AuroraDeployService;
  guard: DeployGuard;
  auditor: AuditorService;
  events: EventsService;
  notifier: OperationNotifier;
  arrivals: EntityArrivals;
}) {
  const { config, deployer, guard, auditor, events, notifier, arrivals } =
    options;

  return createTemplateAction({
    id: 'aurora:database:deploy',
    description:
      'Creates an Aurora Serverless v2 PostgreSQL database in an environment, or changes the existing one of that name',
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
          z
            .string()
            .min(1)
            .describe(
              'Name of the environment to deploy into, as the form offers it',
            ),
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
      const request = readDeployRequest(deployRequestSchema, ctx.input);
      const { environment, name } = request;
      const { entityRef, stackName } = databaseNames(
        name,
        environmentConfig(config, environment),
      );
      const dryRun = ctx.isDryRun ?? false;
      // A dry run has no task to resume.
      const taskId = dryRun ? `${ctx.task.id} ${Date.now()}` : ctx.task.id;
      const runId = runIdOf(taskId, credentials);
      const run = async () => {
        await guard.require(request, credentials, runId);
        return deployer.deploy(
          request,
          runId,
          operationContext(ctx, events, { environment, stackName }),
          { dryRun, requestedBy: ctx.user?.ref },
        );
      };
      const result = dryRun
        ? await run()
        : await notifier.tell(
            {
              kind: 'Deploy',
              entityRef,
              userRef: ctx.user?.ref,
              taskId: ctx.task.id,
            },
            () =>
              audited(
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
              ),
          );
      setDeployOutput(ctx.output, result);
      if (!dryRun) {
        await arrivals.wait(ctx, entityRef);
      }
    },
  });
}
