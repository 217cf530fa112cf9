import type { EnvironmentName } from '@aurora-db/backstage-plugin-aurora-db-common';
import { InputError } from '@backstage/errors';
import type {
  AuroraDbConfig,
  EnvironmentConfig,
} from '../ports/EnvironmentConfig';

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
