import {
  databaseNames,
  type DatabaseNames,
  databaseNameSchema,
  environmentNameSchema,
  environmentShortNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  EnvironmentConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';

/** The database that an entity reference names. It may not exist. */
export interface NamedDatabase {
  environment: EnvironmentConfig;
  /** Form name. */
  name: string;
  names: DatabaseNames;
}

/**
 * Returns undefined if no database of the environments can have that reference.
 *
 * @param entityRef - in its full form, e.g. `resource:default/goal-mandala-prd`
 */
export function databaseOfEntityRef(
  environments: readonly EnvironmentConfig[],
  entityRef: string,
): NamedDatabase | undefined {
  const ref = parseEntityRef(entityRef);
  const at = ref.name.lastIndexOf('-');
  const name = databaseNameSchema.safeParse(ref.name.slice(0, at));
  const environment = environments.find(
    candidate =>
      environmentShortNames[candidate.name] === ref.name.slice(at + 1),
  );
  return ref.kind === 'resource' &&
    ref.namespace === 'default' &&
    name.success &&
    environment
    ? {
        environment,
        name: name.data,
        names: databaseNames(name.data, environment.name),
      }
    : undefined;
}

/** Returns the name of the invalid environment whose databases have such references. */
export function invalidEnvironmentOf(
  invalid: readonly InvalidEnvironment[] | undefined,
  entityRef: string,
): string | undefined {
  return invalid?.find(({ name }) => {
    const known = environmentNameSchema.safeParse(name).data;
    return entityRef.endsWith(
      `-${known ? environmentShortNames[known] : name}`,
    );
  })?.name;
}
