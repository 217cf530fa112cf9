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

/**
 * Reads and validates `auroraDb`. Throws an InvalidConfigError with a line for each wrong key and
 * its expected value. A line about an environment begins with the key of that environment.
 */
export function readConfig(config: Config): AuroraDbConfig {
  const problems: string[] = [];
  const auroraDb = config.getOptional('auroraDb');
  const root = auroraDbSchema.safeParse(auroraDb);
  if (!root.success) {
    problems.push(...describeIssues(root.error, auroraDb, 'auroraDb'));
  }
  const environments = Object.entries(root.data?.environments ?? {}).flatMap(
    ([name, value]) => {
      const read = readEnvironment(name, value, root.data?.pricing);
      problems.push(...read.problems);
      return read.environment ? [read.environment] : [];
    },
  );
  problems.push(...checkShortNames(environments));
  if (!root.success || problems.length > 0) {
    throw new InvalidConfigError(problems);
  }
  return { environments };
}

/** Stacks of one account and region need different names. */
function checkShortNames(environments: readonly EnvironmentConfig[]): string[] {
  return environments.flatMap(
    ({ name, shortName, accountId, region }, index) => {
      const other = environments
        .slice(0, index)
        .find(
          before =>
            before.shortName === shortName &&
            before.accountId === accountId &&
            before.region === region,
        );
      return other
        ? [
            `auroraDb.environments.${name}.shortName: ${shortName} is also the short name of auroraDb.environments.${other.name} in account ${accountId}, ${region}; set another shortName`,
          ]
        : [];
    },
  );
}
