import {
  restorePlanRequestSchema,
  snapshotRequestSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuditorService,
  AuthService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { audited } from '../operations/audited';
import type { AuroraRestoreService } from '../backups/AuroraRestoreService';
import type { AuroraSnapshotService } from '../backups/AuroraSnapshotService';
import { fullEntityRef } from '../database/fullEntityRef';
import { parseFormValues } from '../deploy/parseFormValues';
import type { SnapshotFollower } from '../backups/SnapshotFollower';
import { databaseEntityRef, exampleRef } from './databaseEntityRef';

/**
 * Registers the actions that take a snapshot and plan a restore, authorized and audited as in the
 * REST API. No action starts a restore: a user must read the plan and enter the database's name.
 */
export function registerBackupActions(
  registry: ActionsRegistryService,
  options: {
    auditor: AuditorService;
    auth: AuthService;
    snapshots: Pick<AuroraSnapshotService, 'create'>;
    snapshotFollower: Pick<SnapshotFollower, 'follow'>;
    restores: Pick<AuroraRestoreService, 'plan'>;
  },
): void {
  const { auditor, auth, snapshots, snapshotFollower, restores } = options;

  registry.register({
    name: 'create-snapshot',
    title: 'Take a snapshot of an Aurora database',
    description:
      'Begins a manual snapshot of an Aurora database, for example before a release, and answers at once: list-snapshots tells when it is available. It counts against the account’s quota until it is deleted or expires.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    examples: [
      {
        title: 'Before a release; the snapshot is deleted after 30 days',
        input: { entityRef: exampleRef, release: 'v2.4.0', expiresInDays: 30 },
      },
    ],
    schema: {
      input: z =>
        z.object({
          entityRef: databaseEntityRef(z),
          label: z.string().optional().describe('Why it is taken'),
          release: z
            .string()
            .optional()
            .describe('The release that it precedes, such as v2.4.0'),
          expiresInDays: z
            .number()
            .optional()
            .describe('Days after which it is deleted; by default never'),
        }),
      output: z =>
        z
          .object({ id: z.string(), type: z.string(), status: z.string() })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const { entityRef: ref, ...fields } = input;
      const entityRef = fullEntityRef('entityRef', ref, 'resource');
      const request = parseFormValues(snapshotRequestSchema, fields);
      const userRef = auth.isPrincipal(credentials, 'user')
        ? credentials.principal.userEntityRef
        : undefined;
      const taken = await audited(
        auditor,
        'snapshot-create',
        { entityRef, ...request, user: userRef ?? null },
        () => snapshots.create(entityRef, request, { credentials, userRef }),
      );
      snapshotFollower.follow(taken, userRef);
      return { output: taken.snapshot };
    },
  });

  registry.register({
    name: 'plan-restore',
    title: 'Plan a restore of an Aurora database',
    description:
      'What a restore into a new database of the portal would do: its name, configuration, engine version, the resources that would be made, the checks (one that is not ok stands in the way), the monthly cost, warnings, and how it would differ from a database of another tool. Changes nothing. A person carries the restore out, in the portal.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    examples: [
      {
        title: 'To a time in the restorable window',
        input: {
          entityRef: exampleRef,
          from: { time: '2026-11-25T08:15:00Z' },
        },
      },
      {
        title: 'To the latest possible time, under a name',
        input: {
          entityRef: exampleRef,
          from: { latest: true as const },
          name: 'goal-mandala-before',
        },
      },
    ],
    schema: {
      input: z =>
        z.object({
          entityRef: databaseEntityRef(z),
          from: z
            .union([
              z.object({ snapshotId: z.string() }).strict(),
              z
                .object({
                  time: z
                    .string()
                    .describe(
                      'In the restorable window, such as 2026-11-25T08:15:00Z',
                    ),
                })
                .strict(),
              z.object({ latest: z.literal(true) }).strict(),
            ])
            .describe(
              'A snapshot, a time, or the latest time that can be restored',
            ),
          name: z
            .string()
            .optional()
            .describe(
              'Name of the new database; by default one that contains the source and the time',
            ),
        }),
      output: z =>
        z
          .object({
            target: z.object({ entityRef: z.string() }).passthrough(),
            engineVersion: z.string(),
            changes: z.array(
              z.object({ action: z.string(), type: z.string() }).passthrough(),
            ),
            preflight: z.array(
              z.object({ check: z.string(), ok: z.boolean() }).passthrough(),
            ),
          })
          .passthrough(),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, ...fields } = input;
      return {
        output: await restores.plan(
          fullEntityRef('entityRef', entityRef, 'resource'),
          parseFormValues(restorePlanRequestSchema, fields),
          credentials,
        ),
      };
    },
  });
}
