import { validationError } from '../validationError';
import { evaluateIntrinsics } from './evaluateIntrinsics';
import type { EvaluationScope } from './EvaluationScope';
import { list, malformed, pair } from './functionArguments';
import { intrinsicOf } from './intrinsicSyntax';
import { isSameValue } from './isSameValue';
import type { Json } from './parseTemplate';

type RuleFunction = (argument: Json, scope: EvaluationScope) => boolean;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-rules.html */
const functions: Readonly<Record<string, RuleFunction>> = {
  'Fn::And': (argument, scope) =>
    list(argument, 'Fn::And').every(item => holds(item, scope)),
  'Fn::Or': (argument, scope) =>
    list(argument, 'Fn::Or').some(item => holds(item, scope)),
  'Fn::Not': (argument, scope) =>
    !holds(list(argument, 'Fn::Not')[0] ?? false, scope),
  'Fn::Equals': (argument, scope) => {
    const [left, right] = pair(argument, 'Fn::Equals');
    return isSameValue(valueOf(left, scope), valueOf(right, scope));
  },
  'Fn::Contains': (argument, scope) => {
    const [values, value] = pair(argument, 'Fn::Contains');
    return contains(valuesOf(values, scope), valueOf(value, scope));
  },
  'Fn::EachMemberEquals': (argument, scope) => {
    const [values, value] = pair(argument, 'Fn::EachMemberEquals');
    return valuesOf(values, scope).every(item =>
      isSameValue(item, valueOf(value, scope)),
    );
  },
  'Fn::EachMemberIn': (argument, scope) => {
    const [values, others] = pair(argument, 'Fn::EachMemberIn');
    return valuesOf(values, scope).every(item =>
      contains(valuesOf(others, scope), item),
    );
  },
};

/** Throws if the parameters' values do not satisfy an assertion of the template's rules. */
export function checkRules(scope: EvaluationScope): void {
  for (const [name, rule] of Object.entries(scope.template.Rules)) {
    const { RuleCondition: condition, Assertions } = rule;
    if (condition === undefined || holds(condition, scope)) {
      for (const { Assert, AssertDescription } of Assertions) {
        if (!holds(Assert, scope)) {
          throw validationError(
            `Template error: The parameters do not satisfy the rule ${name}: ${AssertDescription ?? JSON.stringify(Assert)}`,
          );
        }
      }
    }
  }
}

function holds(value: Json, scope: EvaluationScope): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value === true || value === 'true';
  }
  const { name = '', argument = null } = intrinsicOf(value) ?? {};
  const apply = functions[name];
  if (!apply) {
    throw unsupported(name);
  }
  return apply(argument, scope);
}

/** An operand: a literal, Ref, or the values of all parameters of a type. */
function valueOf(value: Json, scope: EvaluationScope): Json {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => valueOf(item, scope));
  }
  const { name = '', argument = null } = intrinsicOf(value) ?? {};
  if (name === 'Ref') {
    return evaluateIntrinsics(value, scope) ?? '';
  }
  if (name === 'Fn::RefAll') {
    return Object.entries(scope.template.Parameters)
      .filter(([, { Type }]) => Type === argument)
      .map(([key]) => scope.parameters[key] ?? '');
  }
  throw unsupported(name);
}

function valuesOf(value: Json, scope: EvaluationScope): Json[] {
  const values = valueOf(value, scope);
  if (!Array.isArray(values)) {
    throw malformed('rule');
  }
  return values.flat();
}

function contains(values: readonly Json[], value: Json): boolean {
  return values.some(item => isSameValue(item, value));
}

function unsupported(name: string) {
  return validationError(
    name === 'Fn::ValueOf' || name === 'Fn::ValueOfAll'
      ? `aurora-db-local does not implement ${name} in Rules.`
      : `Template format error: Following functions are not supported in the Rules block of the template: [${name}].`,
  );
}
