import { z } from 'zod';
import { backupWindowSchema, maintenanceWindowSchema } from './databaseWindows';

/** Which service creates a cluster's master password. @public */
export const masterPasswordKinds = ['generated', 'managed'] as const;

/** The values of PostgreSQL's `log_statement`. @public */
export const logStatements = ['none', 'ddl', 'mod', 'all'] as const;

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
  /** UTC. Absent: 03:00 to 04:00 in the region's time. */
  backupWindow: backupWindowSchema.optional(),
  /** UTC. Absent: Monday 04:30 to 05:30 in the region's time. */
  maintenanceWindow: maintenanceWindowSchema.optional(),
};

/** Schema of {@link EnvironmentSettings}. Ignores other properties. @public */
export const environmentSettingsSchema = z.object(environmentSettingsFields);

/**
 * Settings of all databases of an environment in addition to their {@link DatabaseConfig}: who can
 * read the secrets, what PostgreSQL logs, and the windows of backup and maintenance.
 *
 * @public
 */
export type EnvironmentSettings = z.output<typeof environmentSettingsSchema>;
