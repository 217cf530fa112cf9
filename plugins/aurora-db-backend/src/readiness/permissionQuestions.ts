import type { IamGrant } from '../iam/IamGrant';
import type { IamConditions } from '../iam/IamPolicy';
import type {
  PermissionDecision,
  PermissionQuestion,
  PermissionRefusal,
} from '../ports/PermissionSimulator';

/** The refusals of one question, the clearest first. */
const refusals: readonly PermissionRefusal[] = [
  'denied',
  'organization',
  'boundary',
  'missing',
];

/** The calls of a grant, on examples of its resources, with values that meet its conditions. */
export function questionOf(
  grant: IamGrant,
  principalArn: string,
): PermissionQuestion {
  return {
    principalArn,
    actions: grant.actions,
    resources: grant.resources
      .filter(resource => resource !== '*')
      .map(exampleOf),
    context: contextOf(grant.conditions ?? {}),
  };
}

/**
 * Returns why actions are not allowed. An action usually concerns only some of the kinds of
 * resources that a grant lists, so it is allowed if it is allowed on all resources of one kind.
 */
export function refusedActions(
  decisions: readonly PermissionDecision[],
): Map<PermissionRefusal, string[]> {
  const refused = new Map<PermissionRefusal, string[]>();
  for (const action of new Set(decisions.map(one => one.action))) {
    const ofAction = decisions.filter(one => one.action === action);
    const kinds = new Set(ofAction.map(({ resource }) => kindOf(resource)));
    const isAllowed = [...kinds].some(kind =>
      ofAction
        .filter(({ resource }) => kindOf(resource) === kind)
        .every(({ refusal }) => !refusal),
    );
    const found = ofAction.map(({ refusal }) => refusal);
    const refusal = refusals.find(one => found.includes(one));
    if (refusal && !isAllowed) {
      refused.set(refusal, [...(refused.get(refusal) ?? []), action]);
    }
  }
  return refused;
}

/** A text that matches a pattern with wildcards. */
function exampleOf(pattern: string): string {
  return pattern.replaceAll('*', 'readiness').replaceAll('?', 'x');
}

function contextOf(conditions: IamConditions): PermissionQuestion['context'] {
  return Object.fromEntries(
    Object.entries(conditions).flatMap(([operator, keys]) =>
      // `Null` asks for calls without the key.
      operator === 'Null'
        ? []
        : Object.entries(keys).map(([key, values]) => {
            const [first = '', ...others] = [values].flat().map(exampleOf);
            const isList = /^For(Any|All)/.test(operator);
            return [key, isList ? [first, ...others] : first] as const;
          }),
    ),
  );
}

/** Service and type of an ARN, e.g. `rds cluster`. */
function kindOf(arn: string): string {
  const [, , service, , , resource = ''] = arn.split(':');
  return `${service} ${/^[^:/]*/.exec(resource)?.[0]}`;
}
