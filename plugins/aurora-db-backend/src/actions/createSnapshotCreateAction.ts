import { snapshotRequestSchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { audited } from '../operations/audited';
import type { AuroraSnapshotService } from '../backups/AuroraSnapshotService';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import { followSnapshot } from '../stacks/followSnapshot';
import type { OperationNotifier } from '../operations/OperationNotifier';
import type { SnapshotFollower } from '../backups/SnapshotFollower';
import { examples } from './createSnapshotCreateAction.examples';
import { fullEntityRef } from '../database/fullEntityRef';
import { parseFormValues } from '../deploy/parseFormValues';

/** `aurora:snapshot:create`: takes a snapshot of a database, for example before a release. */
export function createSnapshotCreateAction(options: {
  service: Pick<AuroraSnapshotService, 'create' | 'check'>;
  snapshots: ClusterSnapshotReader;
  auditor: AuditorService;
  notifier: OperationNotifier;
  /** Follows the snapshots that the task does not wait for. */
  snapshotFollower: Pick<SnapshotFollower, 'follow'>;
}) {
  const { service, snapshots, auditor, notifier, snapshotFollower } = options;

  return createTemplateAction({
    id: 'aurora:snapshot:create',
    description:
      'Takes a snapshot of an Aurora database, and optionally waits until it is available',
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
        label: z =>
          z
            .string()
            .optional()
            .describe('Why it is taken; a part of it is in the identifier'),
        release: z =>
          z
            .string()
            .optional()
            .describe('The release that it precedes, such as v2.4.0'),
        expiresInDays: z =>
          z
            .number()
            .optional()
            .describe('Days after which it is deleted; by default never'),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Whether to wait until it is available'),
      },
      output: {
        snapshotId: z => z.string().describe('Identifier of the snapshot'),
        status: z => z.string().describe('RDS status, such as available'),
      },
    },
    async handler(ctx) {
      const { entityRef: ref, wait = false, ...fields } = ctx.input;
      const entityRef = fullEntityRef('entityRef', ref, 'resource');
      const request = parseFormValues(snapshotRequestSchema, fields);
      const caller = {
        credentials: await ctx.getInitiatorCredentials(),
        userRef: ctx.user?.ref,
      };
      if (ctx.isDryRun) {
        await service.check(entityRef, caller);
        ctx.logger.info(`A snapshot of ${entityRef} could be taken now`);
        return;
      }
      // A task that resumes after a restart finds the snapshot that it started.
      const at = await ctx.checkpoint({
        key: 'aurora-db.snapshot-time',
        fn: () => new Date().toISOString(),
      });
      const begin = async () => {
        const taken = await audited(
          auditor,
          'snapshot-create',
          {
            entityRef,
            ...request,
            taskId: ctx.task.id,
            user: ctx.user?.ref ?? null,
          },
          () => service.create(entityRef, request, caller, new Date(at)),
        );
        const { id, status, expiresAt } = taken.snapshot;
        ctx.logger.info(
          `Snapshot ${id} of ${taken.located.entityName} is ${status}${expiresAt ? `; it expires at ${expiresAt}` : ''}`,
        );
        // Set before waiting: the snapshot continues in RDS even if the wait is cancelled.
        ctx.output('snapshotId', id);
        ctx.output('status', status);
        return taken;
      };
      const operation = {
        kind: 'Snapshot' as const,
        entityRef,
        userRef: ctx.user?.ref,
        taskId: ctx.task.id,
      };
      if (wait) {
        await notifier.tell(operation, async () => {
          const { located, snapshot } = await begin();
          const { status } = await followSnapshot(
            snapshots,
            located.environment,
            snapshot.id,
            { log: line => ctx.logger.info(line), signal: ctx.signal },
          );
          ctx.output('status', status);
        });
        return;
      }
      try {
        snapshotFollower.follow(await begin(), ctx.user?.ref);
      } catch (error) {
        notifier.failed(operation, error);
        throw error;
      }
    },
  });
}
