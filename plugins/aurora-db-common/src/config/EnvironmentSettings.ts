import { z } from 'zod';
import { backupWindowSchema, maintenanceWindowSchema } from './databaseWindows';

/** Who makes a cluster's master password. @public */
export const masterPasswordKinds = ['generated', 'managed'] as const;

/** The values of PostgreSQL's `log_statement`. @public */
export const logStatements = ['none', 'ddl', 'mod', 'all'] as const;

const truth = 'expected true or false';
const oneOf = (values: readonly string[]) =>
  `expected one of ${values.join(', ')}`;

/** The fields of {@link EnvironmentSettings}, each alone: what app-config can set per environment. @public */
export const environmentSettingsFields = {
  /** Whether the functions' roles may read the master secret too. */
  masterSecretForFunctions: z.boolean(truth).default(false),
  /**
   * `generated`: CloudFormation makes the password in a secret of the stack. `managed`: RDS makes it in a secret of its own, and
   * rotates it.
   */
  masterPassword: z
    .enum(masterPasswordKinds, oneOf(masterPasswordKinds))
    .default('generated'),
  /** Which statements PostgreSQL logs. */
  logStatement: z.enum(logStatements, oneOf(logStatements)).default('all'),
  /** Whether the log has the values that are bound to a statement's parameters. */
  logParameterValues: z.boolean(truth).default(false),
  /** Limits what each role of the template can be allowed. */
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

/** Schema of {@link EnvironmentSettings}; takes them from an object that holds more. @public */
export const environmentSettingsSchema = z.object(environmentSettingsFields);

/**
 * What an environment decides for all of its databases besides their {@link DatabaseConfig}: who may read which secret, what is logged,
 * and when RDS works on them.
 *
 * @public
 */
export type EnvironmentSettings = z.output<typeof environmentSettingsSchema>;
