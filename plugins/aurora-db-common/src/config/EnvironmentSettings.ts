import { z } from 'zod';
import { backupWindowSchema, maintenanceWindowSchema } from './databaseWindows';
import { securityGroupIdSchema } from './securityGroupId';
import { resourceTagsSchema } from './resourceTags';

/** Which service creates a cluster's master password. @public */
export const masterPasswordKinds = ['generated', 'managed'] as const;

/** The values of PostgreSQL's `log_statement`. @public */
export const logStatements = ['none', 'ddl', 'mod', 'all'] as const;

/**
 * Maximum number of further security groups. A security group has at most 60 inbound rules by
 * default; the rest stays for others. Source: VPC quotas.
 */
const maxClientSecurityGroups = 20;

const truth = 'expected true or false';
const oneOf = (values: readonly string[]) =>
  `expected one of ${values.join(', ')}`;

/** The fields of {@link EnvironmentSettings}. app-config can set each per environment. @public */
export const environmentSettingsFields = {
  /** Whether the functions' roles can also read the master secret. */
  masterSecretForFunctions: z.boolean(truth).default(false),
  /**
   * `generated`: CloudFormation creates the password in a secret of the stack. `managed`: RDS
   * creates it in its own secret and rotates it.
   */
  masterPassword: z
    .enum(masterPasswordKinds, oneOf(masterPasswordKinds))
    .default('generated'),
  /** Which statements PostgreSQL logs. */
  logStatement: z.enum(logStatements, oneOf(logStatements)).default('all'),
  /** Whether the log contains the values of a statement's parameters. */
  logParameterValues: z.boolean(truth).default(false),
  /** Permissions boundary of each role that the template creates. */
  permissionsBoundaryArn: z
    .string('expected the ARN of an IAM policy')
    .regex(
      /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/,
      'expected the ARN of an IAM policy',
    )
    .optional(),
  /** Security groups of clients that can connect, in addition to the Lambda group. */
  clientSecurityGroupIds: z
    .array(securityGroupIdSchema, 'expected a list of security group ids')
    .max(maxClientSecurityGroups, `expected at most ${maxClientSecurityGroups}`)
    .default([]),
  /**
   * The KMS key of new clusters, by ARN: encrypts storage, backups and snapshots. Absent: the key
   * that AWS manages. A cluster keeps its key.
   */
  kmsKeyArn: z
    .string('expected the ARN of a KMS key')
    .regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/,
      'expected the ARN of a KMS key such as arn:aws:kms:ap-northeast-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    )
    .optional(),
  /** Tags of the stacks and their resources, in addition to the portal's own tags. */
  tags: resourceTagsSchema.default({}),
  /** UTC. Absent: 03:00 to 04:00 in the region's time. */
  backupWindow: backupWindowSchema.optional(),
  /** UTC. Absent: Monday 04:30 to 05:30 in the region's time. */
  maintenanceWindow: maintenanceWindowSchema.optional(),
};

/** Schema of {@link EnvironmentSettings}. Ignores other properties. @public */
export const environmentSettingsSchema = z.object(environmentSettingsFields);

/**
 * Settings of all databases of an environment in addition to their {@link DatabaseConfig}: who can
 * connect and read the secrets, what PostgreSQL logs, encryption, tags, and the windows of backup and
 * maintenance.
 *
 * @public
 */
export type EnvironmentSettings = z.output<typeof environmentSettingsSchema>;
