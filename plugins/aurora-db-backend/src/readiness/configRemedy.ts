import type { Remedy } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/** A key of an environment in app-config, with the value that it should have. */
export function configRemedy(
  { name }: Pick<EnvironmentConfig, 'name'>,
  key: string,
  value: string,
): Remedy {
  const line = `${key}: '${value.replaceAll("'", "''")}'`;
  return {
    kind: 'config',
    text: `auroraDb:\n  environments:\n    ${name}:\n      ${line}`,
  };
}
