import {
  databaseConfigFields,
  databaseConfigSchema,
  type DatabaseWindows,
  databaseWindows,
  environmentDefaults,
  environmentTreatments,
  environmentNameSchema,
  environmentNames,
  type EnvironmentSettings,
  environmentSettingsSchema,
  type NetworkConfig,
  networkConfigSchema,
  windowsOverlap,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import { z } from 'zod';
import { describeIssues } from './describeIssues';
import { InvalidConfigError } from './InvalidConfigError';
import type { AuroraDbConfig } from '../ports/EnvironmentConfig';
import { acuHourSchema, environmentSchema } from './environmentSchema';

const auroraDbSchema = z.strictObject(
  {
    environments: z
      .record(
        z.string(),
        z.unknown(),
        `expected at least one of ${environmentNames.join(', ')}`,
      )
      .refine(environments => Object.keys(environments).length > 0, {
        error: `configure at least one of ${environmentNames.join(', ')}`,
      }),
    pricing: z.strictObject({ acuHour: acuHourSchema.optional() }).optional(),
  },
  'expected an object with environments',
);

/** The keys of an environment that override its database defaults. */
const databaseOverridesSchema = z.object(databaseConfigFields).partial();

/**
 * Reads and validates `auroraDb`. Throws an InvalidConfigError with a line for each wrong key and
 * its expected value.
 */
export function readConfig(config: Config): AuroraDbConfig {
  const problems: string[] = [];
  const parse = <T>(schema: z.ZodType<T>, value: unknown, key: string) => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      problems.push(...describeIssues(parsed.error, value, key));
    }
    return parsed.data;
  };

  const root = parse(
    auroraDbSchema,
    config.getOptional('auroraDb'),
    'auroraDb',
  );
  const environments = Object.entries(root?.environments ?? {}).flatMap(
    ([rawName, value]) => {
      const key = `auroraDb.environments.${rawName}`;
      const name = environmentNameSchema.safeParse(rawName).data;
      if (!name) {
        problems.push(
          `${key}: unknown environment; expected one of ${environmentNames.join(', ')}`,
        );
        return [];
      }
      const { network: rawNetwork, ...environment } =
        parse(environmentSchema, value, key) ?? {};
      if (!('accountId' in environment) || !rawNetwork) {
        return [];
      }
      const network = parse(
        networkSchemaFor(rawNetwork),
        rawNetwork,
        `${key}.network`,
      );
      const { accountId, region, endpoint, alarmTopicArn } = environment;
      const { lambdaRoleArns: lambdaRoles, engineVersion } = environment;
      const { cloudFormationRoleArn } = environment;
      const settings = environmentSettingsSchema.parse(environment);
      const windows = databaseWindows(region, {
        backup: settings.backupWindow,
        maintenance: settings.maintenanceWindow,
      });
      const overrides = databaseOverridesSchema.parse(environment);
      const database = parse(
        databaseConfigSchema,
        { ...environmentDefaults[name], ...overrides },
        key,
      );
      problems.push(
        ...[
          ...checkBoundary(settings, accountId),
          ...checkRoleAccount(cloudFormationRoleArn, accountId),
          ...checkWindows(settings, windows),
        ].map(problem => `${key}.${problem}`),
      );
      if (!network || !database) {
        return [];
      }
      problems.push(
        ...checkZones(network, region).map(
          problem => `${key}.network.${problem}`,
        ),
      );
      return [
        {
          name,
          accountId,
          region,
          endpoint,
          network,
          alarmTopicArn,
          lambdaRoles,
          cloudFormationRoleArn,
          ...settings,
          backupWindow: windows.backup,
          maintenanceWindow: windows.maintenance,
          engineVersion,
          acuHour:
            environment.acuHour ??
            root?.pricing?.acuHour ??
            environmentTreatments[name].acuHour,
          snapshotBeforeChange:
            environment.snapshotBeforeChange ??
            environmentTreatments[name].snapshotBeforeChange,
          config: database,
        },
      ];
    },
  );
  if (!root || problems.length > 0) {
    throw new InvalidConfigError(problems);
  }
  return { environments };
}

/** Selects the schema by the keys of the network, because errors of a union name no key. */
function networkSchemaFor(
  network: Record<string, unknown>,
): z.ZodType<NetworkConfig> {
  const [byIds, byExports] = networkConfigSchema.options;
  return Object.keys(network).some(key => key.endsWith('Export'))
    ? byExports
    : byIds;
}

/** IAM accepts only a policy of the role's account or an AWS managed policy. */
function checkBoundary(
  { permissionsBoundaryArn }: EnvironmentSettings,
  accountId: string,
): string[] {
  const [, , , , owner] = permissionsBoundaryArn?.split(':') ?? [];
  return owner === undefined || owner === accountId || owner === 'aws'
    ? []
    : [
        `permissionsBoundaryArn: expected a policy of account ${accountId} or of AWS (got ${JSON.stringify(permissionsBoundaryArn)})`,
      ];
}

/** CloudFormation can only assume a role of the stack's own account. */
function checkRoleAccount(
  arn: string | undefined,
  accountId: string,
): string[] {
  return !arn || arn.split(':')[4] === accountId
    ? []
    : [
        `cloudFormationRoleArn: expected a role of account ${accountId} (got ${JSON.stringify(arn)})`,
      ];
}

function checkWindows(
  { maintenanceWindow }: EnvironmentSettings,
  windows: DatabaseWindows,
): string[] {
  const { backup, maintenance } = windows;
  const at = maintenanceWindow ? 'maintenanceWindow' : 'backupWindow';
  return windowsOverlap(windows)
    ? [
        `${at}: the backup window ${backup} and the maintenance window ${maintenance} overlap, which RDS refuses; set backupWindow and maintenanceWindow apart`,
      ]
    : [];
}

function checkZones(network: NetworkConfig, region: string): string[] {
  const [key, zones] =
    'availabilityZones' in network
      ? ['availabilityZones', network.availabilityZones]
      : [
          'privateSubnets',
          network.privateSubnets.map(subnet => subnet.availabilityZone),
        ];
  const foreign = zones.find(zone => !zone.startsWith(region));
  if (foreign) {
    return [`${key}: ${foreign} is not an availability zone of ${region}`];
  }
  return new Set(zones).size < 2
    ? [`${key}: Aurora needs at least two different availability zones`]
    : [];
}
