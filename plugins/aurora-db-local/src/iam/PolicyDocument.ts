import { z } from 'zod';
import { meetsConditions, type ConditionContext } from './policyConditions';

const patterns = z
  .union([z.string(), z.array(z.string())])
  .transform(value => [value].flat());

const statementSchema = z.looseObject({
  Effect: z.enum(['Allow', 'Deny']),
  Action: patterns.optional(),
  NotAction: patterns.optional(),
  Resource: patterns.optional(),
  NotResource: patterns.optional(),
  Condition: z.record(z.string(), z.unknown()).optional(),
});

type Statement = z.infer<typeof statementSchema>;

/** The evaluated parts of an identity-based policy. */
const policyDocumentSchema = z.looseObject({
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform(value => [value].flat()),
});

const variable = /\$\{[^}]*\}/;

/** The effect of a policy on one action on one resource. */
export type PolicyEffect = 'allow' | 'deny' | 'nothing';

/**
 * Evaluates a policy. An explicit Deny overrides any Allow. Policy variables are not evaluated, and
 * conditions only if their context is given: a statement that depends on what is not evaluated
 * never allows and always denies.
 *
 * @param document - JSON
 * @throws SyntaxError or ZodError if it is not a policy
 */
export function effectOf(
  document: string,
  action: string,
  resource: string,
  context?: ConditionContext,
): PolicyEffect {
  const matching = policyDocumentSchema
    .parse(JSON.parse(document))
    .Statement.filter(statement => matches(statement, action, resource))
    .map(statement => ({ ...statement, applies: applies(statement, context) }));
  if (matching.some(one => one.Effect === 'Deny' && one.applies !== false)) {
    return 'deny';
  }
  return matching.some(one => one.Effect === 'Allow' && one.applies)
    ? 'allow'
    : 'nothing';
}

function matches(
  { Action, NotAction, Resource, NotResource }: Statement,
  action: string,
  resource: string,
): boolean {
  return (
    isMeant(Action, NotAction, pattern =>
      toRegExp(pattern.toLowerCase()).test(action.toLowerCase()),
    ) &&
    isMeant(
      Resource,
      // Does not rely on an exception that depends on a variable.
      NotResource?.filter(pattern => !variable.test(pattern)),
      pattern => toRegExp(pattern).test(resource),
    )
  );
}

function isMeant(
  named: string[] | undefined,
  excepted: string[] | undefined,
  fits: (pattern: string) => boolean,
): boolean {
  return named
    ? named.some(fits)
    : excepted !== undefined && !excepted.some(fits);
}

/** Whether a statement's conditions are met; undefined if they are not evaluated. */
function applies(
  { Condition = {}, Resource, NotResource }: Statement,
  context: ConditionContext | undefined,
): boolean | undefined {
  const hasVariable = [...(Resource ?? []), ...(NotResource ?? [])].some(
    pattern => variable.test(pattern),
  );
  if (hasVariable || variable.test(JSON.stringify(Condition))) {
    return undefined;
  }
  if (Object.keys(Condition).length === 0) {
    return true;
  }
  return context && meetsConditions(Condition, context);
}

/** `*` stands for any characters, `?` for one, and a variable for anything. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(new RegExp(variable, 'g'), '*')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
