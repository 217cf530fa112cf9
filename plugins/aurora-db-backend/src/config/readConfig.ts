import type { Config } from '@backstage/config';
import { z } from 'zod';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';
import { describeIssues } from './describeIssues';
import { InvalidConfigError } from './InvalidConfigError';
import { acuHourSchema } from './environmentSchema';
import { readEnvironment } from './readEnvironment';

const environmentsExpected =
  'configure at least one environment, for example prod';

const auroraDbSchema = z.strictObject(
  {
    environments: z
      .record(z.string(), z.unknown(), environmentsExpected)
      .refine(environments => Object.keys(environments).length > 0, {
        error: environmentsExpected,
      }),
    pricing: z.strictObject({ acuHour: acuHourSchema.optional() }).optional(),
    // readApiEntityConfig and readTemplatesConfig read these.
    apiEntity: z.unknown().optional(),
    templates: z.unknown().optional(),
  },
  'expected an object with environments',
);

/** The environments of `auroraDb`, and a line for each wrong key with its expected value. */
export interface ReadConfig {
  environments: EnvironmentConfig[];
  /** What is wrong with `auroraDb` itself. The environments are then not read. */
  problems: string[];
  /** What is wrong with single environments, by their names. */
  problemsOf: Map<string, string[]>;
}

/** Reads and validates `auroraDb`. */
export function readAuroraDb(config: Config): ReadConfig {
  const auroraDb = config.getOptional('auroraDb');
  const root = auroraDbSchema.safeParse(auroraDb);
  const problemsOf = new Map<string, string[]>();
  if (!root.success) {
    const problems = describeIssues(root.error, auroraDb, 'auroraDb');
    return { environments: [], problems, problemsOf };
  }
  const environments: EnvironmentConfig[] = [];
  for (const [name, value] of Object.entries(root.data.environments)) {
    const { environment, problems } = readEnvironment(
      name,
      value,
      root.data.pricing,
    );
    const wrong = environment
      ? checkShortName(environment, environments)
      : problems;
    if (environment && wrong.length === 0) {
      environments.push(environment);
    } else {
      problemsOf.set(name, wrong);
    }
  }
  return { environments, problems: [], problemsOf };
}

/**
 * Reads and validates `auroraDb`. Throws an InvalidConfigError with a line for each wrong key and
 * its expected value.
 */
export function readConfig(config: Config): AuroraDbConfig {
  const { environments, problems, problemsOf } = readAuroraDb(config);
  const all = [...problems, ...[...problemsOf.values()].flat()];
  if (all.length > 0) {
    throw new InvalidConfigError(all);
  }
  return { environments };
}

/** Stacks of one account and region need different names. */
function checkShortName(
  { name, shortName, accountId, region }: EnvironmentConfig,
  before: readonly EnvironmentConfig[],
): string[] {
  const other = before.find(
    environment =>
      environment.shortName === shortName &&
      environment.accountId === accountId &&
      environment.region === region,
  );
  return other
    ? [
        `auroraDb.environments.${name}.shortName: ${shortName} is also the short name of auroraDb.environments.${other.name} in account ${accountId}, ${region}; set another shortName`,
      ]
    : [];
}
