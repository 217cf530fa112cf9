import {
  createMessage,
  type Message,
  type MessageCode,
  type PlannedChange,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ResourceChange } from '../ports/DatabaseStackWriter';
import { clusterResourceType } from '../database/templates/databaseTemplateSchema';
import {
  secretResourceType,
  secretsOfTemplate,
  type TemplateSecrets,
} from '../database/templates/secretsOfTemplate';

/** The changes as users see them, and the reason of each refused change. */
export interface JudgedChanges {
  changes: PlannedChange[];
  refusals: Message[];
}

/** Properties that make a new password when they change. The cluster does not get it. */
const secretContents: ReadonlySet<string> = new Set([
  'GenerateSecretString',
  'SecretString',
]);

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
): Message | undefined {
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
        ? replacementOf(change, {
            always: 'change.instanceReplaced',
            maybe: 'change.instanceMayBeReplaced',
          })
        : undefined;
    default:
      return undefined;
  }
}

function refusalOfSecret(
  change: ResourceChange,
  { isManaged, withoutPassword }: TemplateSecrets,
): Message | undefined {
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
      ? createMessage('change.newPassword', {
          ...resourceOf(change),
          property: contents,
        })
      : undefined)
  );
}

/** Returns the message that refuses a change because of what it loses. */
function lossOf(change: ResourceChange): Message | undefined {
  if (change.action === 'remove') {
    return createMessage('change.removed', resourceOf(change));
  }
  return change.replacement === 'never'
    ? undefined
    : replacementOf(change, {
        always: 'change.replaced',
        maybe: 'change.mayBeReplaced',
      });
}

function replacementOf(
  change: ResourceChange,
  codes: { always: MessageCode; maybe: MessageCode },
): Message {
  const names = change.properties
    .filter(({ replacement }) => replacement !== 'never')
    .map(({ name }) => name);
  return createMessage(
    change.replacement === 'always' ? codes.always : codes.maybe,
    {
      ...resourceOf(change),
      properties: names.join(', ') || createMessage('change.unnamed'),
    },
  );
}

function resourceOf({ resource, type }: ResourceChange) {
  return { resource, type };
}
