import {
  healthMetricNames,
  healthRanges,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { AuroraClusterService } from '../health/AuroraClusterService';
import type { AuroraHealthService } from '../health/AuroraHealthService';
import type { AuroraOperationService } from '../operations/AuroraOperationService';
import type { AuroraReleaseGateService } from '../backups/AuroraReleaseGateService';
import type { AuroraSnapshotService } from '../backups/AuroraSnapshotService';
import { fullEntityRef } from '../database/fullEntityRef';
import { databaseEntityRef, exampleRef } from './databaseEntityRef';

/** Attributes of the actions below: they change nothing and can be repeated. */
const attributes = { readOnly: true, destructive: false, idempotent: true };

const metricList = healthMetricNames
  .map(name => `${name} (${metrics[name].unit})`)
  .join(', ');

/**
 * Registers the actions that read. The services check the permissions of the caller, as they do for
 * the REST API.
 */
export function registerReadActions(
  registry: ActionsRegistryService,
  services: {
    clusters: Pick<AuroraClusterService, 'get' | 'list'>;
    health: Pick<AuroraHealthService, 'get'>;
    snapshots: Pick<AuroraSnapshotService, 'list'>;
    operations: Pick<AuroraOperationService, 'list'>;
    releaseGate: Pick<AuroraReleaseGateService, 'read'>;
  },
): void {
  registry.register({
    name: 'list-databases',
    title: 'List Aurora databases',
    description:
      'Every Aurora database that the caller can see, with environment, status, engine version, severity and, if it has serverless instances, capacity in ACU. `origin` is `portal`, or `existing` for a database that another tool created and the portal cannot change or delete. `unavailable` lists the environments that could not be read. Their databases are missing.',
    attributes,
    examples: [{ title: 'List all databases', input: {} }],
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          items: z.array(
            z
              .object({
                entityRef: z.string(),
                environment: z.string(),
                origin: z.enum(['portal', 'existing']),
                status: z.string(),
                severity: z.string().optional(),
              })
              .passthrough(),
          ),
          unavailable: z.array(
            z
              .object({ environment: z.string(), reason: z.string() })
              .passthrough(),
          ),
        }),
    },
    action: async ({ credentials }) => ({
      output: await services.clusters.list(credentials),
    }),
  });

  registry.register({
    name: 'get-database',
    title: 'Get an Aurora database',
    description:
      'One Aurora database as RDS and its stack, if the portal created it, describe it now: status, engine version, endpoints, capacity in ACU or instance classes, max_connections if it is known, instances, backups and the restorable window, deletion protection. `origin` is `existing` for a database of another tool, which the portal cannot change or delete. The password is never part of it.',
    attributes,
    examples: [
      {
        title: 'Where a database is, and how it is configured',
        input: { entityRef: exampleRef },
      },
    ],
    schema: {
      input: z => z.object({ entityRef: databaseEntityRef(z) }),
      output: z =>
        z
          .object({
            entityRef: z.string(),
            environment: z.string(),
            origin: z.enum(['portal', 'existing']),
            clusterIdentifier: z.string(),
            status: z.string(),
            engineVersion: z.string().optional(),
          })
          .passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: await services.clusters.get(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        credentials,
      ),
    }),
  });

  registry.register({
    name: 'get-database-health',
    title: 'Get the health of an Aurora database',
    description: `Severity of an Aurora database with its reasons and their causes, its alarms, and the present and the greatest possible value of each metric: ${metricList}.`,
    attributes,
    examples: [
      {
        title: 'Why a database was slow today',
        input: { entityRef: exampleRef, range: '24h' },
      },
    ],
    schema: {
      input: z =>
        z.object({
          entityRef: databaseEntityRef(z),
          range: z
            .enum(healthRanges)
            .default('1h')
            .describe('How far back metrics are looked at'),
        }),
      output: z =>
        z
          .object({
            entityRef: z.string(),
            status: z.string(),
            severity: z.string(),
            asOf: z.string().describe('When it was read'),
            reasons: z.array(
              z
                .object({
                  text: z.string(),
                  cause: z
                    .object({ text: z.string() })
                    .passthrough()
                    .optional()
                    .describe(
                      'What the load shows as the cause, if the caller may read insights',
                    ),
                })
                .passthrough(),
            ),
            // Without the datapoints: for a text reader, the last value says more than hundreds of
            // points.
            metrics: z.record(
              z.object({
                unit: z.string(),
                current: z.number().optional(),
                max: z.number().optional(),
              }),
            ),
          })
          .passthrough(),
    },
    action: async ({ input, credentials }) => ({
      output: await services.health.get(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        input.range,
        credentials,
      ),
    }),
  });

  registry.register({
    name: 'list-snapshots',
    title: 'List the snapshots of an Aurora database',
    description:
      'The snapshots of an Aurora database, the newest first, and the quota of manual ones that all databases of the account share.',
    attributes,
    examples: [
      {
        title: 'Which snapshots a restore can use',
        input: { entityRef: exampleRef },
      },
    ],
    schema: {
      input: z => z.object({ entityRef: databaseEntityRef(z) }),
      output: z =>
        z.object({
          items: z.array(
            z
              .object({ id: z.string(), type: z.string(), status: z.string() })
              .passthrough(),
          ),
          quota: z.object({ used: z.number(), limit: z.number() }),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await services.snapshots.list(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        credentials,
      ),
    }),
  });

  registry.register({
    name: 'list-operations',
    title: 'List the operations on an Aurora database',
    description:
      'Deploys, snapshots, restores and deletions of an Aurora database that run or were done lately, the newest first, with who asked for them and how far they are.',
    attributes,
    examples: [
      {
        title: 'Whether anything is in progress on a database',
        input: { entityRef: exampleRef },
      },
    ],
    schema: {
      input: z => z.object({ entityRef: databaseEntityRef(z) }),
      output: z =>
        z.object({
          items: z.array(
            z
              .object({
                id: z.string(),
                kind: z.string(),
                status: z.string(),
                startedAt: z.string(),
              })
              .passthrough(),
          ),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await services.operations.list(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        credentials,
      ),
    }),
  });

  registry.register({
    name: 'get-release-gate',
    title: 'Ask whether an Aurora database is ready for a release',
    description:
      'Whether a release may go ahead: the database is available, nothing is being done to it, and it has a manual snapshot that is fresh enough. If it may not, `reason` says what to do.',
    attributes,
    examples: [
      {
        title: 'Ask before a release, with a snapshot of the last half hour',
        input: { entityRef: exampleRef, maxAgeMinutes: 30 },
      },
    ],
    schema: {
      input: z =>
        z.object({
          entityRef: databaseEntityRef(z),
          maxAgeMinutes: z
            .number()
            .int()
            .min(1)
            .max(10_080)
            .default(60)
            .describe('Oldest snapshot that counts as a way back, in minutes'),
        }),
      output: z =>
        z.object({
          pass: z.boolean(),
          snapshotId: z.string().optional(),
          ageMinutes: z.number().optional(),
          reason: z.string(),
        }),
    },
    action: async ({ input, credentials }) => ({
      output: await services.releaseGate.read(
        fullEntityRef('entityRef', input.entityRef, 'resource'),
        input.maxAgeMinutes,
        credentials,
      ),
    }),
  });
}
