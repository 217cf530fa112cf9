import {
  databaseNames,
  restoredDatabaseName,
  restorePlanRequestSchema,
  stackOutputs,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuditorService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { audited } from '../operations/audited';
import { describePreflight } from '../preflight/assertPreflight';
import type { AuroraRestoreService } from '../backups/AuroraRestoreService';
import type { ClusterReader } from '../ports/ClusterReader';
import type { OperationNotifier } from '../operations/OperationNotifier';
import { readOutputs } from '../database/readOutputs';
import { operationContext, runIdOf } from './actionContext';
import { examples } from './createDatabaseRestoreAction.examples';
import { deployOutputSchema, setDeployOutput } from './deployOutput';
import type { EntityArrivals } from './EntityArrivals';
import { fullEntityRef } from '../database/fullEntityRef';
import { parseFormValues } from '../deploy/parseFormValues';

/** `aurora:database:restore`: restores a database into a new one. Only reads the source. */
export function createDatabaseRestoreAction(options: {
  restores: Pick<AuroraRestoreService, 'find' | 'plan' | 'restore'>;
  clusters: ClusterReader;
  auditor: AuditorService;
  events: EventsService;
  notifier: OperationNotifier;
  arrivals: EntityArrivals;
}) {
  const { restores, clusters, auditor, events, notifier, arrivals } = options;

  return createTemplateAction({
    id: 'aurora:database:restore',
    description:
      'Restores an Aurora database from a snapshot or to a time, always into a new one',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .min(1)
            .describe(
              'Entity of the database, such as resource:default/goal-mandala-prd',
            ),
        from: z =>
          z
            .union([
              z.object({ snapshotId: z.string() }).strict(),
              z.object({ time: z.string() }).strict(),
              z.object({ latest: z.literal(true) }).strict(),
            ])
            .describe(
              'A snapshot, a time (ISO 8601) in the restorable window, or its end',
            ),
        name: z =>
          z
            .string()
            .optional()
            .describe(
              'Name of the new database; by default one that contains the source and the time',
            ),
      },
      output: deployOutputSchema,
    },
    async handler(ctx) {
      const { entityRef: ref, ...fields } = ctx.input;
      const entityRef = fullEntityRef('entityRef', ref, 'resource');
      const request = parseFormValues(restorePlanRequestSchema, fields);
      const credentials = await ctx.getInitiatorCredentials();
      const find = async () => {
        const source = await restores.find(entityRef, credentials);
        const name = await ctx.checkpoint({
          key: 'aurora-db.restored-name',
          fn: () =>
            request.name ??
            restoredDatabaseName(
              source.formName,
              new Date(),
              source.environment,
            ),
        });
        return {
          source,
          name,
          names: databaseNames(name, source.environment),
        };
      };
      if (ctx.isDryRun) {
        const { name, names } = await find();
        const plan = await restores.plan(
          entityRef,
          { ...request, name },
          credentials,
        );
        for (const result of plan.preflight) {
          ctx.logger.info(describePreflight(result));
        }
        for (const { message } of plan.differences ?? []) {
          ctx.logger.info(`Differs from the source: ${message.text}`);
        }
        for (const { action, resource, type } of plan.changes) {
          ctx.logger.info(`${action} ${resource} (${type})`);
        }
        setDeployOutput(ctx.output, {
          entityRef: names.entityRef,
          stackName: names.stackName,
          clusterIdentifier: names.clusterIdentifier,
          engineVersion: plan.engineVersion,
          changes: plan.changes,
        });
        return;
      }
      const {
        environment,
        names,
        stack: created,
        changes,
      } = await audited(
        auditor,
        'restore-create',
        {
          entityRef,
          from: request.from,
          name: request.name ?? null,
          taskId: ctx.task.id,
          user: ctx.user?.ref ?? null,
        },
        async note => {
          const { source, name, names: wanted } = await find();
          note({ name });
          const restored = await notifier.tell(
            {
              kind: 'Restore',
              entityRef,
              targetRef: wanted.entityRef,
              userRef: ctx.user?.ref,
              ownerRef: source.owner,
              taskId: ctx.task.id,
            },
            () =>
              restores.restore(
                source,
                { ...request, name },
                runIdOf(ctx.task.id, credentials),
                { userRef: ctx.user?.ref },
                operationContext(ctx, events, {
                  environment: source.environment.name,
                  stackName: wanted.stackName,
                }),
              ),
          );
          return { ...restored, environment: source.environment };
        },
      );
      setDeployOutput(ctx.output, {
        entityRef: names.entityRef,
        stackName: names.stackName,
        clusterIdentifier: names.clusterIdentifier,
        engineVersion: created.outputs[stackOutputs.engineVersion] ?? '',
        changes,
        ...(await readOutputs(clusters, { environment, names }, created, line =>
          ctx.logger.info(line),
        )),
      });
      await arrivals.wait(ctx, names.entityRef);
    },
  });
}
