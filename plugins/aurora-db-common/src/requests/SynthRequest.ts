import { z } from 'zod';
import { databaseConfigSchema } from '../config/DatabaseConfig';
import { databaseNameSchema } from './DeployRequest';
import { databaseWindows, windowsOverlap } from '../config/databaseWindows';
import { exactEngineVersionSchema } from '../engineVersions';
import {
  environmentNameSchema,
  environmentShortNameSchema,
} from '../environments';
import { environmentSettingsFields } from '../config/EnvironmentSettings';
import { restoreOriginSchema } from './RestoreOrigin';
import { securityGroupIdSchema } from '../config/securityGroupId';

/** A text that matches the pattern. Every other value gets the same message. */
const matching = (pattern: RegExp, expected: string) =>
  z.string(expected).regex(pattern, expected);

const availabilityZoneSchema = matching(
  /./,
  'expected an availability zone such as ap-northeast-1a',
);
const exportNameSchema = matching(
  /./,
  'expected the name of a CloudFormation export',
);
const twoSubnets =
  'Aurora needs private subnets in at least two availability zones';
const twoZones = 'Aurora needs at least two availability zones';

/** Schema of {@link NetworkConfig}. @public */
export const networkConfigSchema = z.union([
  z.strictObject({
    vpcId: matching(
      /^vpc-[0-9a-f]+$/,
      'expected a VPC id such as vpc-0a1b2c3d',
    ),
    privateSubnets: z
      .array(
        z.strictObject(
          {
            id: matching(
              /^subnet-[0-9a-f]+$/,
              'expected a subnet id such as subnet-0a1b2c3d',
            ),
            availabilityZone: availabilityZoneSchema,
          },
          'expected an object with id and availabilityZone',
        ),
        twoSubnets,
      )
      .min(2, twoSubnets),
    lambdaSecurityGroupId: securityGroupIdSchema,
  }),
  z.strictObject({
    vpcIdExport: exportNameSchema,
    /**
     * Export whose value is the subnet ids, separated by commas, in the order of
     * `availabilityZones`.
     */
    privateSubnetIdsExport: exportNameSchema,
    availabilityZones: z
      .array(availabilityZoneSchema, twoZones)
      .min(2, twoZones),
    lambdaSecurityGroupIdExport: exportNameSchema,
  }),
]);

/** An existing network, by ids or by the exports of an existing VPC stack. @public */
export type NetworkConfig = z.infer<typeof networkConfigSchema>;

/** Schema of {@link SynthRequest}. @public */
export const synthRequestSchema = z
  .strictObject({
    name: databaseNameSchema,
    environment: environmentNameSchema,
    /** In identifiers. Absent: {@link defaultShortName}. */
    shortName: environmentShortNameSchema.optional(),
    accountId: z
      .string()
      .regex(/^\d{12}$/, 'expected an account id of 12 digits'),
    region: z.string().min(1),
    network: networkConfigSchema,
    config: databaseConfigSchema,
    /** An exact version, e.g. `15.17`. AWS would choose a minor version of `15` itself. */
    engineVersion: exactEngineVersionSchema,
    owner: z.string().min(1),
    system: z.string().min(1).optional(),
    alarmTopicArn: z.string().startsWith('arn:').optional(),
    /** The source of a restored cluster. It never changes; see {@link RestoreOrigin}. */
    restoreFrom: restoreOriginSchema.optional(),
    /** Roles that can connect as lambda-user and read the connection secret. */
    lambdaRoleArns: z.array(z.string().startsWith('arn:')).default([]),
    ...environmentSettingsFields,
    /**
     * The KMS key of the cluster. A cluster that exists keeps the text of its deployed template, which
     * may also be an alias.
     */
    kmsKeyArn: z.string().min(1).optional(),
    /**
     * The max_connections of the instances until they reboot. Absent if the parameter never
     * changed. It only sets an output, which the portal reads.
     */
    maxConnectionsUntilReboot: z.int().positive().optional(),
    /**
     * Whether this template turns on the cluster's DeletionProtection. The first create turns it
     * off, and a second change set turns it on. Everything else follows
     * `config.deletionProtection`.
     */
    protect: z.boolean(),
  })
  .refine(
    ({ region, backupWindow: backup, maintenanceWindow: maintenance }) =>
      !windowsOverlap(databaseWindows(region, { backup, maintenance })),
    {
      error:
        'maintenanceWindow overlaps the backup window, which RDS refuses: move one of them',
      path: ['maintenanceWindow'],
    },
  );

/** The complete input of a database's template. @public */
export type SynthRequest = z.infer<typeof synthRequestSchema>;
/** A {@link SynthRequest} without the values that have defaults. @public */
export type SynthRequestInput = z.input<typeof synthRequestSchema>;
