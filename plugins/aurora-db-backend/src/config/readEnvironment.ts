import {
  databaseConfigFields,
  databaseConfigSchema,
  type DatabaseWindows,
  databaseWindows,
  defaultShortName,
  environmentDefaults,
  environmentNameSchema,
  type EnvironmentProfile,
  environmentProfiles,
  environmentProfileSchema,
  type EnvironmentSettings,
  environmentSettingsSchema,
  environmentShortNameSchema,
  environmentTreatments,
  type NetworkConfig,
  networkConfigSchema,
  windowsOverlap,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { z } from 'zod';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { describeIssues } from './describeIssues';
import { environmentSchema } from './environmentSchema';

/** The keys of an environment that override its database defaults. */
const databaseOverridesSchema = z.object(databaseConfigFields).partial();

/** An environment, or a line for each wrong key and its expected value. */
export interface ReadEnvironment {
  environment?: EnvironmentConfig;
  problems: string[];
}

/**
 * Reads and validates an environment of app-config.
 *
 * @param name - its key in `auroraDb.environments`
 * @param pricing - `auroraDb.pricing`
 */
export function readEnvironment(
  name: string,
  value: unknown,
  pricing: { acuHour?: number } | undefined,
): ReadEnvironment {
  const key = `auroraDb.environments.${name}`;
  const problems: string[] = [];
  const parse = <T>(schema: z.ZodType<T>, input: unknown, at: string) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
      problems.push(...describeIssues(parsed.error, input, at));
    }
    return parsed.data;
  };

  for (const { message } of environmentNameSchema.safeParse(name).error
    ?.issues ?? []) {
    problems.push(
      `${key}: wrong name; ${message} (got ${JSON.stringify(name)})`,
    );
  }
  const parsed = parse(environmentSchema, value, key);
  if (!parsed) {
    return { problems };
  }
  const { network: rawNetwork, acuHour, snapshotBeforeChange } = parsed;
  const { lambdaRoleArns: lambdaRoles, ...environment } = parsed;
  const { accountId, region, title } = environment;
  const network = parse(
    networkSchemaFor(rawNetwork),
    rawNetwork,
    `${key}.network`,
  );
  const profile = profileOf(name, parsed.profile);
  const shortName = environment.shortName ?? defaultShortName(name);
  const settings = environmentSettingsSchema.parse(environment);
  const windows = databaseWindows(region, {
    backup: settings.backupWindow,
    maintenance: settings.maintenanceWindow,
  });
  problems.push(
    ...[
      ...checkProfile(name, parsed.profile),
      ...checkDefaultShortName(name, environment.shortName),
      ...checkBoundary(settings, accountId),
      ...checkRoleAccount(
        'cloudFormationRoleArn',
        environment.cloudFormationRoleArn,
        accountId,
      ),
      ...lambdaRoles.flatMap(({ arn }, index) =>
        checkRoleAccount(`lambdaRoleArns[${index}]`, arn, accountId),
      ),
      ...checkKey(settings, region),
      ...checkWindows(settings, windows),
    ].map(problem => `${key}.${problem}`),
  );
  const config =
    profile &&
    parse(
      databaseConfigSchema,
      {
        ...environmentDefaults[profile],
        ...databaseOverridesSchema.parse(environment),
      },
      key,
    );
  if (network) {
    problems.push(
      ...checkZones(network, region).map(
        problem => `${key}.network.${problem}`,
      ),
    );
  }
  if (!network || !profile || !config || problems.length > 0) {
    return { problems };
  }
  return {
    environment: {
      name,
      title,
      profile,
      shortName,
      accountId,
      region,
      endpoint: environment.endpoint,
      network,
      alarmTopicArn: environment.alarmTopicArn,
      lambdaRoles,
      cloudFormationRoleArn: environment.cloudFormationRoleArn,
      ...settings,
      backupWindow: windows.backup,
      maintenanceWindow: windows.maintenance,
      engineVersion: environment.engineVersion,
      ...(environment.existing && { existing: environment.existing }),
      acuHour:
        acuHour ?? pricing?.acuHour ?? environmentTreatments[profile].acuHour,
      snapshotBeforeChange:
        snapshotBeforeChange ??
        environmentTreatments[profile].snapshotBeforeChange,
      config,
    },
    problems,
  };
}

/** An environment with the name of a profile has that profile. */
function profileOf(
  name: string,
  configured: EnvironmentProfile | undefined,
): EnvironmentProfile | undefined {
  return environmentProfileSchema.safeParse(name).data ?? configured;
}

function checkProfile(
  name: string,
  configured: EnvironmentProfile | undefined,
): string[] {
  const profile = profileOf(name, configured);
  if (!profile) {
    return [
      `profile: missing; expected one of ${environmentProfiles.join(', ')}, which has the defaults of ${name}`,
    ];
  }
  return configured && configured !== profile
    ? [
        `profile: the environment ${name} has the profile ${profile}; remove this key, or give the environment another name (got ${JSON.stringify(configured)})`,
      ]
    : [];
}

/** A name can be no short name, such as `a--b`. */
function checkDefaultShortName(
  name: string,
  configured: string | undefined,
): string[] {
  return configured ||
    environmentShortNameSchema.safeParse(defaultShortName(name)).success ||
    !environmentNameSchema.safeParse(name).success
    ? []
    : [
        `shortName: missing; the name ${name} cannot be a part of identifiers, because its hyphens are not between letters or digits`,
      ];
}

/** RDS only uses keys of the cluster's region. */
function checkKey(
  { kmsKeyArn }: EnvironmentSettings,
  region: string,
): string[] {
  return !kmsKeyArn || kmsKeyArn.split(':')[3] === region
    ? []
    : [
        `kmsKeyArn: expected a key of ${region} (got ${JSON.stringify(kmsKeyArn)})`,
      ];
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

/**
 * CloudFormation can only assume a role of the stack's own account. It attaches the policy of a
 * database to the role of this name, whose account its ARN would hide.
 */
function checkRoleAccount(
  key: string,
  arn: string | undefined,
  accountId: string,
): string[] {
  return !arn || arn.split(':')[4] === accountId
    ? []
    : [
        `${key}: expected a role of account ${accountId} (got ${JSON.stringify(arn)})`,
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
