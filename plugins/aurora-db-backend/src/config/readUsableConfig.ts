import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { Config } from '@backstage/config';
import type {
  AuroraDbConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';
import { readAuroraDb } from './readConfig';

/**
 * Reads `auroraDb` without stopping the portal. An environment with a problem of its own is in
 * `invalid`, and the others can be used. A problem of `auroraDb` itself disables all of them.
 */
export function readUsableConfig(config: Config): AuroraDbConfig {
  const { environments, problems, problemsOf } = readAuroraDb(config);
  const invalid = [...problemsOf].map(([name, own]) =>
    invalidEnvironment(name, own),
  );
  return environments.length === 0
    ? notConfigured([...problems, ...[...problemsOf.values()].flat()], invalid)
    : { environments, invalid };
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
