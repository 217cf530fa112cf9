import {
  databaseNames,
  type DatabaseNames,
  databaseNameSchema,
  defaultShortName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef } from '@backstage/catalog-model';
import type {
  EnvironmentConfig,
  InvalidEnvironment,
} from '../ports/EnvironmentConfig';
import { baseOfCluster } from './databaseOfStack';

/** The database that an entity reference names. It may not exist. */
export interface NamedDatabase {
  environment: EnvironmentConfig;
  /** Form name. */
  name: string;
  names: DatabaseNames;
}

/**
 * Returns the databases that can have an entity reference, those of the longest short names first.
 * There can be several: `resource:default/orders-eu-dev` is `orders` in `eu-dev` or `orders-eu` in
 * `dev`, and environments of different accounts can have the same short name.
 *
 * @param entityRef - in its full form, e.g. `resource:default/goal-mandala-prd`
 */
export function databasesOfEntityRef(
  environments: readonly EnvironmentConfig[],
  entityRef: string,
): NamedDatabase[] {
  const ref = parseEntityRef(entityRef);
  if (ref.kind !== 'resource' || ref.namespace !== 'default') {
    return [];
  }
  return environments
    .flatMap(environment => {
      const suffix = `-${environment.shortName}`;
      const name = databaseNameSchema.safeParse(
        ref.name.slice(0, -suffix.length),
      );
      return ref.name.endsWith(suffix) && name.success
        ? [
            {
              environment,
              name: name.data,
              names: databaseNames(name.data, environment),
            },
          ]
        : [];
    })
    .toSorted((one, other) => one.name.length - other.name.length);
}

/** Returns the databases that can have a cluster, as {@link databasesOfEntityRef} does. */
export function databasesOfCluster(
  environments: readonly EnvironmentConfig[],
  clusterIdentifier: string,
): NamedDatabase[] {
  const base = baseOfCluster(clusterIdentifier);
  return base === undefined
    ? []
    : databasesOfEntityRef(environments, `resource:default/${base}`);
}

/** Returns the environment whose existing databases can have an entity reference. */
export function environmentOfExistingRef(
  environments: readonly EnvironmentConfig[],
  entityRef: string,
): EnvironmentConfig | undefined {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return kind === 'resource' && namespace === 'default'
    ? environments.find(one => name.startsWith(`${one.name}.`))
    : undefined;
}

/** Returns the name of the invalid environment whose databases have such references. */
export function invalidEnvironmentOf(
  invalid: readonly InvalidEnvironment[] | undefined,
  entityRef: string,
): string | undefined {
  const ownName = entityRef.split('/').at(-1) ?? '';
  return invalid?.find(
    ({ name }) =>
      ownName.endsWith(`-${defaultShortName(name)}`) ||
      ownName.startsWith(`${name}.`),
  )?.name;
}
