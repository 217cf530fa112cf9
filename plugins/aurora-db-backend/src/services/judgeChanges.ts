import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ResourceChange } from './DatabaseStackWriter';

/** The changes as they are shown, and a sentence for each that may not be carried out. */
export interface JudgedChanges {
  changes: PlannedChange[];
  refusals: string[];
}

/** What holds data, or the only way to it: never replaced, never removed (DESIGN.md, decision 8). */
const irreplaceable: ReadonlySet<string> = new Set([
  'AWS::RDS::DBCluster',
  'AWS::SecretsManager::Secret',
]);

/** Changing one of these makes a new password without telling the cluster (DESIGN.md, decision 7). */
const secretContents: ReadonlySet<string> = new Set([
  'GenerateSecretString',
  'SecretString',
]);

/** Decides which changes of an existing database may be carried out. */
export function judgeChanges(
  changes: readonly ResourceChange[],
  options: { allowInstanceReplacement: boolean },
): JudgedChanges {
  const judged = changes.map(change => ({
    change,
    refusal: refusalOf(change, options.allowInstanceReplacement),
  }));
  return {
    changes: judged.map(({ change, refusal }) => ({
      action: change.action,
      resource: change.resource,
      type: change.type,
      properties: change.properties.map(({ name }) => name),
      allowed: refusal === undefined,
    })),
    refusals: judged.flatMap(({ refusal }) => refusal ?? []),
  };
}

function refusalOf(
  change: ResourceChange,
  allowInstanceReplacement: boolean,
): string | undefined {
  const what = `${change.resource} (${change.type})`;
  if (change.action === 'add') {
    return undefined;
  }
  if (irreplaceable.has(change.type)) {
    const newName =
      'A database is never replaced in place: restore it under a new name instead';
    if (change.action === 'remove') {
      return `${what} would be removed. ${newName}`;
    }
    if (change.replacement !== 'never') {
      return `${what} ${mayBe(change)} replaced because of ${culprits(change)}. ${newName}`;
    }
    const contents = change.properties.find(({ name }) =>
      secretContents.has(name),
    );
    return contents && change.type === 'AWS::SecretsManager::Secret'
      ? `${what} would get a new password through ${contents.name} that the cluster is not told. Rotate the secret instead`
      : undefined;
  }
  return change.type === 'AWS::RDS::DBInstance' &&
    change.replacement !== 'never' &&
    !allowInstanceReplacement
    ? `${what} ${mayBe(change)} replaced because of ${culprits(change)}, which interrupts connections. Set allowInstanceReplacement if you want that`
    : undefined;
}

function mayBe(change: ResourceChange): string {
  return change.replacement === 'always' ? 'would be' : 'may be';
}

function culprits(change: ResourceChange): string {
  const names = change.properties
    .filter(({ replacement }) => replacement !== 'never')
    .map(({ name }) => name);
  return names.join(', ') || 'a change that CloudFormation does not name';
}
