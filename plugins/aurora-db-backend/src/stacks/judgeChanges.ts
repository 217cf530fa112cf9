import type { PlannedChange } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ResourceChange } from '../ports/DatabaseStackWriter';
import { clusterResourceType } from '../database/databaseTemplateSchema';
import {
  secretResourceType,
  secretsOfTemplate,
  type TemplateSecrets,
} from '../database/secretsOfTemplate';

/** The changes as users see them, and a sentence for each refused change. */
export interface JudgedChanges {
  changes: PlannedChange[];
  refusals: string[];
}

/** Properties that make a new password when they change. The cluster does not get it. */
const secretContents: ReadonlySet<string> = new Set([
  'GenerateSecretString',
  'SecretString',
]);

const newName =
  'A database is never replaced in place: restore it under a new name instead';

/**
 * Decides which changes of an existing database are allowed. Resources with data, and the secret
 * with the password, are never replaced or removed. The master secret is removed only if RDS makes
 * the password from then on.
 */
export function judgeChanges(
  changes: readonly ResourceChange[],
  options: {
    allowInstanceReplacement: boolean;
    /** The template that the changes lead to, as JSON. */
    template: string;
  },
): JudgedChanges {
  const secrets = secretsOfTemplate(options.template);
  const judged = changes.map(change => ({
    change,
    refusal: refusalOf(change, options.allowInstanceReplacement, secrets),
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
  secrets: TemplateSecrets,
): string | undefined {
  if (change.action === 'add') {
    return undefined;
  }
  switch (change.type) {
    case clusterResourceType:
      return lossOf(change);
    case secretResourceType:
      return refusalOfSecret(change, secrets);
    case 'AWS::RDS::DBInstance':
      return change.replacement !== 'never' && !allowInstanceReplacement
        ? `${what(change)} ${mayBe(change)} replaced because of ${culprits(change)}, which interrupts connections. Set allowInstanceReplacement if you want that`
        : undefined;
    default:
      return undefined;
  }
}

function refusalOfSecret(
  change: ResourceChange,
  { isManaged, withoutPassword }: TemplateSecrets,
): string | undefined {
  const names = change.properties.map(({ name }) => name);
  if (
    withoutPassword.has(change.resource) &&
    !names.includes('GenerateSecretString')
  ) {
    return undefined;
  }
  if (change.action === 'remove' && isManaged) {
    return undefined;
  }
  const contents = names.find(name => secretContents.has(name));
  return (
    lossOf(change) ??
    (contents
      ? `${what(change)} would get a new password through ${contents} that the cluster is not told. Rotate the secret instead`
      : undefined)
  );
}

/** Returns the sentence that refuses a change because of what it loses. */
function lossOf(change: ResourceChange): string | undefined {
  if (change.action === 'remove') {
    return `${what(change)} would be removed. ${newName}`;
  }
  return change.replacement === 'never'
    ? undefined
    : `${what(change)} ${mayBe(change)} replaced because of ${culprits(change)}. ${newName}`;
}

function what({ resource, type }: ResourceChange): string {
  return `${resource} (${type})`;
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
