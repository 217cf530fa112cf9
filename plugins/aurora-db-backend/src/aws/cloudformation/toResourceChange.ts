import type { ResourceChange as AwsResourceChange } from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from '../../ports/DatabaseStackWriter';

/** Converts AWS's description of a changed resource. */
export function toResourceChange(change: AwsResourceChange): ResourceChange {
  const details = change.Details ?? [];
  const replacement = toReplacement(change.Replacement);
  const names = new Set(
    details.map(({ Target: target }) =>
      target?.Attribute === 'Properties' || target?.Attribute === undefined
        ? (target?.Name ?? '')
        : target.Attribute,
    ),
  );
  return {
    action: toAction(change.Action, replacement),
    resource: change.LogicalResourceId ?? '',
    type: change.ResourceType ?? '',
    replacement,
    properties: [...names].filter(Boolean).map(name => ({
      name,
      replacement: details
        .filter(
          ({ Target: target }) =>
            target?.Name === name || target?.Attribute === name,
        )
        .map(detail =>
          toRecreation(
            detail.Target?.RequiresRecreation,
            detail.Evaluation === 'Dynamic',
          ),
        )
        .reduce(stronger, 'never'),
    })),
  };
}

function toAction(
  action: AwsResourceChange['Action'],
  replacement: ResourceChange['replacement'],
): ResourceChange['action'] {
  switch (action) {
    case 'Add':
    case 'Import':
      return 'add';
    case 'Remove':
      return 'remove';
    default:
      return replacement === 'always' ? 'replace' : 'modify';
  }
}

function toReplacement(
  replacement: AwsResourceChange['Replacement'],
): ResourceChange['replacement'] {
  switch (replacement) {
    case 'True':
      return 'always';
    case 'Conditional':
      return 'conditional';
    default:
      return 'never';
  }
}

/** A value that is only known during the deployment may turn out to be the same as before. */
function toRecreation(
  recreation: string | undefined,
  dynamic: boolean,
): ResourceChange['replacement'] {
  if (recreation === 'Always') {
    return dynamic ? 'conditional' : 'always';
  }
  return recreation === 'Conditionally' ? 'conditional' : 'never';
}

function stronger(
  one: ResourceChange['replacement'],
  other: ResourceChange['replacement'],
): ResourceChange['replacement'] {
  const order = ['never', 'conditional', 'always'] as const;
  return order.indexOf(one) > order.indexOf(other) ? one : other;
}
