import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { type Config, ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import type {
  AuroraDbConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';
import { InvalidConfigError } from './InvalidConfigError';
import { readConfig } from './readConfig';

const jsonObjectSchema: z.ZodType<JsonObject> = z.record(z.string(), z.json());
const environmentsSchema = z.object({ environments: jsonObjectSchema });

/**
 * Reads `auroraDb` without stopping the portal. An environment with a problem of its own is in
 * `invalid`, and the others can be used. A problem of `auroraDb` itself disables all of them.
 */
export function readUsableConfig(config: Config): AuroraDbConfig {
  const auroraDb = jsonObjectSchema.safeParse(config.getOptional('auroraDb'));
  let { environments: remaining = {} } =
    environmentsSchema.safeParse(auroraDb.data).data ?? {};
  const problemsOf = new Map<string, readonly string[]>();
  for (;;) {
    try {
      const { environments } = readConfig(
        problemsOf.size === 0
          ? config
          : new ConfigReader({
              auroraDb: { ...auroraDb.data, environments: remaining },
            }),
      );
      return { environments, invalid: invalidOf(problemsOf) };
    } catch (error) {
      if (!(error instanceof InvalidConfigError)) {
        throw error;
      }
      const found = groupByEnvironment(error.problems, Object.keys(remaining));
      found.forEach((problems, name) => problemsOf.set(name, problems));
      const others = error.problems.filter(
        problem => ![...found.values()].flat().includes(problem),
      );
      remaining = Object.fromEntries(
        Object.entries(remaining).filter(([name]) => !found.has(name)),
      );
      if (others.length > 0 || Object.keys(remaining).length === 0) {
        return notConfigured(error.problems, invalidOf(problemsOf));
      }
    }
  }
}

/** The configuration of a portal in which no environment can be used. */
export function notConfigured(
  problems: readonly string[],
  invalid: InvalidEnvironment[],
): AuroraDbConfig {
  return {
    environments: [],
    invalid,
    notConfigured: createMessage('error.notConfigured', {
      problems: problems.join('; '),
    }),
  };
}

/** @param problems - each begins with its full key */
export function invalidEnvironment(
  name: string,
  problems: readonly string[],
): InvalidEnvironment {
  return {
    name,
    message: createMessage('error.environmentInvalid', {
      environment: name,
      problems: problems.join('; '),
    }),
  };
}

function invalidOf(
  problemsOf: ReadonlyMap<string, readonly string[]>,
): InvalidEnvironment[] {
  return [...problemsOf].map(([name, problems]) =>
    invalidEnvironment(name, problems),
  );
}

/** Returns the environments that have problems. A problem names its key, and so its environment. */
function groupByEnvironment(
  problems: readonly string[],
  names: readonly string[],
): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const name of names) {
    const key = `auroraDb.environments.${name}`;
    const own = problems.filter(problem =>
      [`${key}.`, `${key}:`, `${key}[`].some(start =>
        problem.startsWith(start),
      ),
    );
    if (own.length > 0) {
      grouped.set(name, own);
    }
  }
  return grouped;
}
