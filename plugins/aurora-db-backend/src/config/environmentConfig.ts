import {
  createMessage,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';
import { InputError } from '../ports/userErrors';

/**
 * Returns the configuration of an environment. Throws an InputError that lists the configured
 * environments.
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
      createMessage('deploy.environmentUnknown', {
        environment: name,
        configured: configured.join(', '),
      }),
    );
  }
  return found;
}
