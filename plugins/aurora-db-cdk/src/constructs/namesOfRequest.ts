import {
  databaseNames,
  defaultShortName,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';

/** All names of a requested database. */
export function namesOfRequest({
  name,
  environment,
  shortName = defaultShortName(environment),
}: {
  readonly name: string;
  readonly environment: string;
  readonly shortName?: string;
}): DatabaseNames {
  return databaseNames(name, { shortName });
}
