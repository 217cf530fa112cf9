import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';
import {
  InputError,
  ServiceUnavailableError,
} from '../ports/errors/userErrors';

/**
 * Returns the configuration of an environment. Throws a ServiceUnavailableError if it is invalid,
 * and an InputError that lists the configured environments if there is none.
 */
export function environmentConfig(
  config: AuroraDbConfig,
  name: string,
): EnvironmentConfig {
  const found = config.environments.find(
    environment => environment.name === name,
  );
  if (!found) {
    assertNotInvalid(config, name);
    const configured = config.environments.map(environment => environment.name);
    throw new InputError(
      createMessage('deploy.environmentUnknown', {
        environment: name,
        configured: configured.join(', '),
      }),
    );
  }
  return found;
}

/** Throws a ServiceUnavailableError if the environment's configuration is invalid. */
export function assertNotInvalid(
  { invalid = [] }: Pick<AuroraDbConfig, 'invalid'>,
  name: string | undefined,
): void {
  const wrong = invalid.find(environment => environment.name === name);
  if (wrong) {
    throw new ServiceUnavailableError(wrong.message);
  }
}
