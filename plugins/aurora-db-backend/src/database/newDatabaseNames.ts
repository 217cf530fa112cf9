import {
  createMessage,
  databaseNames,
  type DatabaseNames,
  longestDatabaseName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { InputError } from '../ports/errors/userErrors';

/**
 * Returns the names of a database that may not exist yet. Throws an InputError if its form name is
 * too long for the environment.
 */
export function newDatabaseNames(
  environment: Pick<EnvironmentConfig, 'name' | 'shortName'>,
  name: string,
): DatabaseNames {
  const longest = longestDatabaseName(environment);
  if (name.length > longest) {
    throw new InputError(
      createMessage('deploy.nameTooLong', {
        name,
        length: name.length,
        environment: environment.name,
        longest,
      }),
    );
  }
  return databaseNames(name, environment);
}
