import {
  type DatabaseConfig,
  databaseConfigFields,
  databaseConfigSchema,
  defaultEngineVersion,
  engineVersionSchema,
  environmentDefaults,
  type EnvironmentName,
  environmentNameSchema,
  environmentNames,
  type NetworkConfig,
  networkConfigSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** One configured environment, its defaults filled in. */
export interface EnvironmentConfig {
  name: EnvironmentName;
  /** Twelve digits. */
  accountId: string;
  region: string;
  /** Of every AWS service, where it isn't AWS's own. */
  endpoint?: string;
  network: NetworkConfig;
  alarmTopicArn?: string;
  lambdaRoleArns: string[];
  /** The environment's defaults with app-config's overrides. */
  config: DatabaseConfig;
  /** A major version such as `15` for its newest, or an exact one such as `15.17`. */
  engineVersion: string;
}

/** `auroraDb` of app-config. */
export interface AuroraDbConfig {
  environments: EnvironmentConfig[];
  pricing: {
    /** US dollars an ACU-hour. */
    acuHour: number;
  };
}

/** US dollars an ACU-hour in ap-northeast-1, Aurora Standard. Source: https://aws.amazon.com/rds/aurora/pricing/ (November 2026). */
const defaultAcuHour = 0.2;

const environmentSchema = z.strictObject(
  {
    accountId: z
      .string('expected an account id of 12 digits in quotes')
      .regex(/^\d{12}$/, 'expected an account id of 12 digits in quotes'),
    region: z
      .string('expected a region such as ap-northeast-1')
      .regex(
        /^[a-z]{2,}(-[a-z]+)+-\d+$/,
        'expected a region such as ap-northeast-1',
      ),
    endpoint: z
      .url({
        protocol: /^https?$/,
        error: 'expected an http or https URL',
      })
      .optional(),
    network: z.record(
      z.string(),
      z.unknown(),
      'expected the ids of an existing network, or the exports of its stack',
    ),
    alarmTopicArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:.+$/,
        'expected the ARN of an SNS topic',
      )
      .optional(),
    lambdaRoleArns: z
      .array(
        z
          .string()
          .regex(
            /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/,
            'expected the ARN of an IAM role',
          ),
      )
      .default([]),
    engineVersion: engineVersionSchema
      .refine(isSupportedEngineVersion, {
        error: 'expected 15, or 15.4 or later, in quotes',
      })
      .default(defaultEngineVersion),
    ...z.object(databaseConfigFields).partial().shape,
  },
  'expected an object with accountId, region and network',
);

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
    pricing: z
      .strictObject({
        acuHour: z.number().positive().max(100).default(defaultAcuHour),
      })
      .default({ acuHour: defaultAcuHour }),
  },
  'expected an object with environments',
);

/**
 * Reads and checks `auroraDb`. Throws one Error whose every line names the full key that is wrong and what is expected there.
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
      const { accountId, region, endpoint, alarmTopicArn, ...rest } =
        environment;
      const { lambdaRoleArns, engineVersion, ...overrides } = rest;
      const database = parse(
        databaseConfigSchema,
        { ...environmentDefaults[name], ...overrides },
        key,
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
          lambdaRoleArns,
          engineVersion,
          config: database,
        },
      ];
    },
  );
  if (!root || problems.length > 0) {
    throw new Error(`Invalid configuration:\n${problems.join('\n')}`);
  }
  return { environments, pricing: root.pricing };
}

/**
 * The configuration of one environment. Throws an InputError that names those that are configured.
 */
export function environmentConfig(
  config: AuroraDbConfig,
  name: EnvironmentName,
): EnvironmentConfig {
  const found = config.environments.find(
    environment => environment.name === name,
  );
  if (!found) {
    const configured = config.environments.map(environment => environment.name);
    throw new InputError(
      `The environment ${name} is not configured here; configured: ${configured.join(', ')}`,
    );
  }
  return found;
}

/** Aurora PostgreSQL 15 from 15.4 on is what the templates and thresholds are made for. */
function isSupportedEngineVersion(version: string): boolean {
  const [major, minor] = version.split('.');
  return major === '15' && (minor === undefined || Number(minor) >= 4);
}

/** Errors of a union name no key, so the form of the network is chosen by what it holds. */
function networkSchemaFor(
  network: Record<string, unknown>,
): z.ZodType<NetworkConfig> {
  const [byIds, byExports] = networkConfigSchema.options;
  return Object.keys(network).some(key => key.endsWith('Export'))
    ? byExports
    : byIds;
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

function describeIssues(
  error: z.ZodError,
  input: unknown,
  prefix: string,
): string[] {
  return error.issues.flatMap(issue => {
    const key = [prefix, ...issue.path].reduce<string>(
      (joined, part) =>
        typeof part === 'number'
          ? `${joined}[${part}]`
          : `${joined}.${String(part)}`,
      '',
    );
    const at = key.slice(1);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(unknown => `${at}.${unknown}: unknown key`);
    }
    const value = valueAt(input, issue.path);
    return value === undefined
      ? [`${at}: missing; ${lowerFirst(issue.message)}`]
      : [`${at}: ${lowerFirst(issue.message)} (got ${JSON.stringify(value)})`];
  });
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, part)
        : undefined,
    input,
  );
}

/** Zod's own messages begin with a capital; after a key they don't. */
function lowerFirst(text: string): string {
  return text.replace(/^(Invalid|Too)/, word =>
    word.toLocaleLowerCase('en-US'),
  );
}
