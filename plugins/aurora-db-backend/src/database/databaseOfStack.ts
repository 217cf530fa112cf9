import {
  auroraDbTags,
  databaseNames,
  databaseNameSchema,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/** The database that a stack's tags describe. */
export interface StackDatabase {
  /** The form name, e.g. `goal-mandala`. */
  name: string;
  names: DatabaseNames;
  /** Full entity reference; `group:default/unknown` if the tag is missing or malformed. */
  owner: string;
  system?: string;
  /** Entity reference of the database that this one was restored from. */
  restoredFrom?: string;
  /** A sentence for each tag that cannot be used. */
  complaints: string[];
}

/** A database of the portal, or the reason why the stack has none. */
export type StackIdentity =
  | { outcome: 'ours'; database: StackDatabase }
  | { outcome: 'not-ours'; reason: string };

/**
 * Returns the common part of the names of a portal's cluster and its stack; undefined if no database
 * of the portal has such a cluster.
 */
export function baseOfCluster(clusterIdentifier: string): string | undefined {
  const base = clusterIdentifier.replace(/-aurora-cluster$/, '');
  return base === clusterIdentifier ? undefined : base;
}

/** Owner of a database whose stack names none. */
const unknownOwner = 'group:default/unknown';

/** Statuses of stacks without a database: a creation failed or was never executed. */
const remains: ReadonlySet<string> = new Set([
  'REVIEW_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'DELETE_COMPLETE',
]);

/**
 * Reads a stack's tags. The stack is the portal's only if the tags name this environment and the
 * name that the stack has.
 */
export function databaseOfStack(
  environment: Pick<EnvironmentConfig, 'name' | 'shortName'>,
  stack: DatabaseStack,
): StackIdentity {
  const { stackName, status, tags } = stack;
  const notOurs = (reason: string): StackIdentity => ({
    outcome: 'not-ours',
    reason: `Stack ${stackName} ${reason}`,
  });
  if (remains.has(status)) {
    return notOurs(`is in state ${status}`);
  }
  if (tags[auroraDbTags.environment] !== environment.name) {
    return notOurs(
      `has no tag ${auroraDbTags.environment}=${environment.name}`,
    );
  }
  const name = databaseNameSchema.safeParse(tags[auroraDbTags.name]);
  if (!name.success) {
    return notOurs(`has no database name in its tag ${auroraDbTags.name}`);
  }
  const names = databaseNames(name.data, environment);
  if (names.stackName !== stackName) {
    return notOurs(
      `is tagged as ${name.data}, whose stack would be ${names.stackName}`,
    );
  }
  const complaints: string[] = [];
  const readRef = (key: string, defaultKind: string) => {
    const text = tags[key];
    if (text === undefined) {
      return undefined;
    }
    const ref = normalizeEntityRef(text, defaultKind);
    if (!ref) {
      complaints.push(
        `Stack ${stackName}: the tag ${key} is no entity reference: ${text}`,
      );
    }
    return ref;
  };
  const owner = readRef(auroraDbTags.owner, 'group') ?? unknownOwner;
  const system = readRef(auroraDbTags.system, 'system');
  const restoredFrom = readRef(auroraDbTags.restoredFrom, 'resource');
  return {
    outcome: 'ours',
    database: {
      name: name.data,
      names,
      owner,
      ...(system && { system }),
      ...(restoredFrom && { restoredFrom }),
      complaints,
    },
  };
}

const refPattern = /^[a-z][a-z0-9+_-]*:[a-z0-9._-]{1,63}\/[a-z0-9._-]{1,63}$/;

/**
 * Returns the full, lower-case form of an entity reference for comparisons; undefined if the text
 * is not one.
 */
export function normalizeEntityRef(
  text: string,
  defaultKind: string,
): string | undefined {
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(text.trim(), {
        defaultKind,
        defaultNamespace: 'default',
      }),
    );
    return refPattern.test(ref) ? ref : undefined;
  } catch {
    // The parser throws only for malformed text.
    return undefined;
  }
}
