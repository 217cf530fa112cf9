import {
  auroraDbClusterDeletePermission,
  createMessage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type {
  AuroraDeleteService,
  DeletionTarget,
} from '../deploy/deletion/AuroraDeleteService';
import type { DeleteOptions } from '../deploy/deletion/DeletionPreparation';
import type { DatabaseAccess } from '../access/DatabaseAccess';
import type { DatabaseGuard } from '../access/DatabaseGuard';
import { fullEntityRef } from '../database/fullEntityRef';
import { InputError } from '../ports/errors/userErrors';
import { audited } from '../operations/audited';
import { operationContext, runIdOf } from './actionContext';
import { examples } from './createDatabaseDeleteAction.examples';

/** `aurora:database:delete`: deletes a database. The user enters its name to confirm. */
export function createDatabaseDeleteAction(options: {
  deleter: AuroraDeleteService;
  guard: DatabaseGuard;
  access: Pick<DatabaseAccess, 'refuseDeletionOfExisting'>;
  auditor: AuditorService;
  events: EventsService;
}) {
  const { deleter, guard, access, auditor, events } = options;

  async function requireDelete(
    target: DeletionTarget,
    runId: string,
    settings: DeleteOptions,
    credentials: BackstageCredentials,
  ): Promise<void> {
    try {
      await guard.require(
        credentials,
        auroraDbClusterDeletePermission,
        target.names.entityRef,
        target.stack,
      );
    } catch (error) {
      // After a restart, this run may already have deleted the entity.
      if (
        !(error instanceof NotAllowedError) ||
        !(await deleter.isOwnWork(target, runId, settings))
      ) {
        throw error;
      }
    }
  }

  return createTemplateAction({
    id: 'aurora:database:delete',
    description:
      'Deletes an Aurora database of the portal. By default, a final snapshot keeps the data',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        entityRef: z =>
          z
            .string()
            .min(1)
            .describe(
              'Entity of the database, such as resource:default/goal-mandala-dev',
            ),
        confirm: z =>
          z
            .string()
            .describe("The entity's name, which the user types to confirm"),
        finalSnapshot: z =>
          z
            .boolean()
            .optional()
            .describe('Whether to keep a last snapshot of the data (default)'),
        disableProtection: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether to delete the database even if deletion protection is on',
            ),
      },
      output: {
        report: z => z.string().describe('What remains of the database'),
        finalSnapshotId: z =>
          z
            .string()
            .optional()
            .describe('The snapshot that holds its data, if one is kept'),
        secretArn: z =>
          z
            .string()
            .optional()
            .describe('The secret with its master password, if it is kept'),
      },
    },
    async handler(ctx) {
      const credentials = await ctx.getInitiatorCredentials();
      const { confirm, finalSnapshot = true } = ctx.input;
      const settings = {
        finalSnapshot,
        disableProtection: ctx.input.disableProtection ?? false,
        dryRun: ctx.isDryRun ?? false,
        requestedBy: ctx.user?.ref,
      };
      const runId = runIdOf(ctx.task.id, credentials);
      const run = async (note: (learned: JsonObject) => void = () => {}) => {
        await access.refuseDeletionOfExisting(
          fullEntityRef('entityRef', ctx.input.entityRef, 'resource'),
          credentials,
        );
        const candidates = deleter.parse(ctx.input.entityRef);
        const [{ names }] = candidates;
        const { entityRef, base, stackName } = names;
        note({ entityRef, stackName });
        // A deleted stack can be found only by its id.
        const stackId = await ctx.checkpoint({
          key: 'aurora-db.stack-id',
          fn: async () => {
            const { stack } = await guard.find(
              credentials,
              auroraDbClusterDeletePermission,
              entityRef,
              () => deleter.find(candidates),
              () => deleter.missing(candidates[0]),
            );
            return stack.stackId;
          },
        });
        const target = await deleter.find(candidates, stackId);
        if (!target) {
          throw deleter.missing(candidates[0]);
        }
        const environment = target.environment.name;
        note({ environment });
        await requireDelete(target, runId, settings, credentials);
        if (confirm !== base) {
          throw new InputError(
            createMessage('error.deleteConfirm', {
              confirm: JSON.stringify(confirm),
              database: base,
            }),
          );
        }
        const outcome = await deleter.delete(
          target,
          runId,
          settings,
          operationContext(ctx, events, { environment, stackName }),
        );
        if (!outcome) {
          return;
        }
        const { report, finalSnapshotId, secretArn } = outcome;
        note({ finalSnapshotId: finalSnapshotId ?? null });
        ctx.output('report', report);
        if (finalSnapshotId) {
          ctx.output('finalSnapshotId', finalSnapshotId);
        }
        if (secretArn) {
          ctx.output('secretArn', secretArn);
        }
      };
      if (settings.dryRun) {
        await run();
        return;
      }
      await audited(
        auditor,
        'database-delete',
        {
          entityRef: ctx.input.entityRef,
          finalSnapshot,
          taskId: ctx.task.id,
          user: ctx.user?.ref ?? null,
        },
        run,
      );
    },
  });
}
