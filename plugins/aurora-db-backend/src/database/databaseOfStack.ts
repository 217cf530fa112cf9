import {
  auroraDbTags,
  databaseNames,
  databaseNameSchema,
  type DatabaseNames,
  type EnvironmentName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { DatabaseStack } from '../ports/DatabaseStacks';

/** What a stack's tags say about the database in it. */
export interface StackDatabase {
  /** The form name, e.g. `goal-mandala`. */
  name: string;
  names: DatabaseNames;
  /** Full entity reference; `group:default/unknown` where the tag is missing or malformed. */
  owner: string;
  system?: string;
  /** Entity reference of the database that this one was restored from. */
  restoredFrom?: string;
  /** A sentence for each tag that could not be used. */
  complaints: string[];
}

/** Either a database of ours, or why the stack holds none. */
export type StackIdentity =
  | { outcome: 'ours'; database: StackDatabase }
  | { outcome: 'not-ours'; reason: string };

/** Owner of a database whose stack doesn't name one. */
const unknownOwner = 'group:default/unknown';

/** Stacks in these states hold no database, only the remains of an attempt. */
const remains: ReadonlySet<string> = new Set([
  'REVIEW_IN_PROGRESS',
  'ROLLBACK_COMPLETE',
  'DELETE_COMPLETE',
]);

/** Reads a stack's tags. It is ours only if they name this environment and the very name that the stack has. */
export function databaseOfStack(
  environment: EnvironmentName,
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
  if (tags[auroraDbTags.environment] !== environment) {
    return notOurs(`has no tag ${auroraDbTags.environment}=${environment}`);
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

/** The full, lower-case form of an entity reference, so that two can be compared; undefined where it isn't one. */
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
    // The parser throws for malformed text alone, and the answer to that is that there is no reference.
    return undefined;
  }
}
