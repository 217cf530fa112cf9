import { z } from 'zod';
import { simulatedModels } from '../cloudwatch/metrics/simulatedModels';
import { provisionedClass, serverless } from '../rds/engine/instanceClasses';
import { tagsRecord } from './tagsRecord';

/** Aurora's limit of the instances of a cluster. */
const maxInstances = 16;
const capacity = z.number().max(256).multipleOf(0.5);
const connections = z.int().min(1).max(262_143);
const load = z.number().min(0).max(1);

const identifier = (longest: number) =>
  z
    .string()
    .max(longest, `is longer than ${longest} characters`)
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'must begin with a letter, contain only lowercase letters, digits and single hyphens, and not end with a hyphen',
    );

/** RDS's statuses of clusters and of instances. */
const clusterStatuses = [
  'available',
  'backing-up',
  'creating',
  'deleting',
  'failing-over',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'maintenance',
  'migration-failed',
  'modifying',
  'promoting',
  'renaming',
  'resetting-master-credentials',
  'starting',
  'stopped',
  'stopping',
  'storage-optimization',
  'update-iam-db-auth',
  'upgrading',
] as const;
const instanceStatuses = [
  'available',
  'configuring-enhanced-monitoring',
  'creating',
  'deleting',
  'failed',
  'inaccessible-encryption-credentials',
  'incompatible-network',
  'incompatible-parameters',
  'incompatible-restore',
  'maintenance',
  'modifying',
  'rebooting',
  'renaming',
  'resetting-master-credentials',
  'starting',
  'stopped',
  'stopping',
  'storage-full',
  'storage-optimization',
  'upgrading',
] as const;

const metricsInput = z
  .record(z.string(), z.number().nullable())
  .superRefine((metrics, { addIssue }) => {
    for (const [name, value] of Object.entries(metrics)) {
      const model = Object.hasOwn(simulatedModels, name)
        ? simulatedModels[name]
        : undefined;
      if (!model) {
        addIssue(
          `${name} is not a metric of simulated databases: ${Object.keys(simulatedModels).join(', ')}`,
        );
      } else if (
        value !== null &&
        (value < 0 || (model.unit === 'Percent' && value > 100))
      ) {
        addIssue(`${name} is ${value}, which is out of its range`);
      }
    }
  });

const parameterGroupInput = z.strictObject({
  name: identifier(255),
  parameters: z.record(z.string(), z.string()).default({}),
});

const instanceInput = z.strictObject({
  identifier: identifier(63).optional(),
  class: z
    .string()
    .refine(name => name === serverless || provisionedClass(name), {
      error: ({ input }) =>
        `${String(input)} is not a class of Aurora PostgreSQL`,
    }),
  maxConnections: connections.optional(),
  load: load.optional(),
  parameterGroup: parameterGroupInput.optional(),
  status: z.enum(instanceStatuses).optional(),
  availabilityZone: z.string().optional(),
  promotionTier: z.int().min(0).max(15).optional(),
  metrics: metricsInput.optional(),
});

/** A cluster of `POST fleet`. */
export const simulatedClusterInput = z
  .strictObject({
    identifier: identifier(59),
    engine: z
      .enum([
        'aurora-postgresql',
        'aurora-mysql',
        'docdb',
        'mysql',
        'neptune',
        'postgres',
      ])
      .default('aurora-postgresql'),
    engineVersion: z
      .string()
      .regex(
        /^\d+\.\d+[\w.]*$/,
        'must be a version such as 15.4 or 8.0.mysql_aurora.3.08.0',
      )
      .optional(),
    /** In ACU. */
    minCapacity: capacity.min(0).optional(),
    maxCapacity: capacity.min(1).optional(),
    /** Of the instances. Without it, it follows from parameter groups and classes. */
    maxConnections: connections.optional(),
    /** Serverless readers, if there are no `instances`. */
    readers: z.int().min(0).max(15).default(0),
    /** The writer first. */
    instances: z
      .array(instanceInput)
      .max(maxInstances, `has more than ${maxInstances} instances`)
      .optional(),
    /** The share of the capacity and of the connections that is in use. */
    load: load.default(0.3),
    metrics: metricsInput.optional(),
    status: z.enum(clusterStatuses).default('available'),
    globalCluster: z
      .strictObject({
        identifier: identifier(63),
        role: z.enum(['primary', 'secondary']),
      })
      .optional(),
    parameterGroup: parameterGroupInput.optional(),
    performanceInsights: z.boolean().default(false),
    logExports: z.array(z.enum(['postgresql', 'instance'])).default([]),
    masterUsername: z.string().min(1).max(63).default('postgres'),
    databaseName: z.string().min(1).max(63).optional(),
    /** Whether RDS keeps the password of the master user. */
    managedPassword: z.boolean().default(false),
    iamAuthentication: z.boolean().default(true),
    deletionProtection: z.boolean().default(true),
    storageEncrypted: z.boolean().default(true),
    /** Those of the stack if absent. */
    tags: tagsRecord.optional(),
  })
  .superRefine((cluster, { addIssue }) => {
    const { minCapacity, maxCapacity, engine, engineVersion } = cluster;
    const complain = (path: string | (string | number)[], message: string) =>
      addIssue({ code: 'custom', path: [path].flat(), message });
    if ((minCapacity === undefined) !== (maxCapacity === undefined)) {
      complain(
        minCapacity === undefined ? 'minCapacity' : 'maxCapacity',
        'minCapacity and maxCapacity need each other',
      );
    }
    if ((minCapacity ?? 0) > (maxCapacity ?? 256)) {
      complain('minCapacity', 'is greater than maxCapacity');
    }
    if (engine !== 'aurora-postgresql' && engineVersion === undefined) {
      complain('engineVersion', `is required for ${engine}`);
    }
    if (cluster.instances !== undefined && cluster.readers > 0) {
      complain('readers', 'is not for a cluster with instances: list them');
    }
    if (cluster.instances === undefined && maxCapacity === undefined) {
      complain('maxCapacity', 'is required without instances');
    }
    cluster.instances?.forEach((instance, index) => {
      if (instance.class === serverless && maxCapacity === undefined) {
        complain(
          ['instances', index, 'class'],
          'db.serverless needs minCapacity and maxCapacity of the cluster',
        );
      }
    });
  });

export type SimulatedClusterInput = z.infer<typeof simulatedClusterInput>;
