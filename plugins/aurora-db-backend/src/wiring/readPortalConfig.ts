import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { AccountCredentials } from '../aws/AccountCredentials';
import {
  invalidEnvironment,
  notConfigured,
  readUsableConfig,
} from '../config/readUsableConfig';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';

/**
 * Reads `auroraDb` and the entries of `aws` that its environments need. Logs what is wrong, and
 * never throws: a portal works without Aurora DB.
 */
export function readPortalConfig(
  rootConfig: Config,
  logger: Pick<LoggerService, 'error'>,
): AuroraDbConfig {
  const config = withCredentials(readUsableConfig(rootConfig), rootConfig);
  const problems = config.notConfigured
    ? [config.notConfigured]
    : (config.invalid ?? []).map(({ message }) => message);
  problems.forEach(({ text }) => logger.error(text));
  return config;
}

/** Moves the environments whose entry in `aws` is invalid to `invalid`. */
function withCredentials(
  config: AuroraDbConfig,
  rootConfig: Config,
): AuroraDbConfig {
  const credentials = new AccountCredentials(rootConfig);
  const problemOf = ({ accountId }: EnvironmentConfig) => {
    try {
      credentials.managerFor(accountId);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const environments: EnvironmentConfig[] = [];
  const problems: string[] = [];
  const invalid = [...(config.invalid ?? [])];
  for (const environment of config.environments) {
    const problem = problemOf(environment);
    if (problem === undefined) {
      environments.push(environment);
    } else {
      problems.push(problem);
      invalid.push(invalidEnvironment(environment.name, [problem]));
    }
  }
  return environments.length === 0 && problems.length > 0
    ? notConfigured([...new Set(problems)], invalid)
    : { ...config, environments, invalid };
}
