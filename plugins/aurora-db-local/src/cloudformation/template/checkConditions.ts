import { validationError } from '../validationError';
import { referencesIn } from './dependencyGraph';
import { functionsIn } from './functionsIn';
import { intrinsicOf } from './intrinsicSyntax';
import type { Json, Template } from './parseTemplate';

/** The functions of the Conditions block. */
const allowed = new Set([
  'Condition',
  'Fn::And',
  'Fn::Equals',
  'Fn::FindInMap',
  'Fn::If',
  'Fn::Join',
  'Fn::Length',
  'Fn::Not',
  'Fn::Or',
  'Fn::Select',
  'Fn::Split',
  'Fn::Sub',
  'Fn::ToJsonString',
  'Ref',
]);

/** The functions that are true or false. */
const logical = ['Condition', 'Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or'];

/** Throws AWS's error if a condition is missing, refers to a resource or depends on itself. */
export function checkConditions(template: Template): void {
  const { Conditions, Resources, Outputs } = template;
  for (const condition of Object.values(Conditions)) {
    const unknown = [...functionsIn(condition)].filter(
      name => !allowed.has(name),
    );
    if (unknown.length > 0) {
      throw validationError(
        `Template format error: Following functions are not supported in the Conditions block of the template: [${unknown.join(', ')}].`,
      );
    }
  }
  if (!Object.values(Conditions).every(isLogical)) {
    throw validationError(
      'Template format error: Conditions can only be boolean operations on parameters and other conditions',
    );
  }
  Object.values(Conditions).forEach(checkOperands);
  const references = Object.values(Conditions)
    .flatMap(referencesIn)
    .map(({ logicalId }) => logicalId)
    .filter(
      id => !Object.hasOwn(template.Parameters, id) && !id.startsWith('AWS::'),
    );
  if (references.length > 0) {
    throw validationError(
      `Template format error: Unresolved dependencies [${Array.from(new Set(references)).join(', ')}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  const checkPresent = (names: readonly string[], block: string) => {
    const missing = names.find(name => !Object.hasOwn(Conditions, name));
    if (missing !== undefined) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${missing} in the ${block} block of the template`,
      );
    }
  };
  checkPresent(Object.values(Conditions).flatMap(conditionsOf), 'Conditions');
  checkPresent(namesOf(Resources), 'Resources');
  checkPresent(namesOf(Outputs), 'Outputs');
  checkCircles(Conditions);
}

function isLogical(value: Json): boolean {
  const intrinsic =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? intrinsicOf(value)
      : undefined;
  return intrinsic !== undefined && logical.includes(intrinsic.name);
}

/** Throws AWS's error if a logical function has too few, too many or wrong operands. */
function checkOperands(value: Json): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const { name, argument } =
    (Array.isArray(value) ? undefined : intrinsicOf(value)) ?? {};
  const operands = Array.isArray(argument) ? argument : [];
  const count = operands.length;
  if (
    (name === 'Fn::And' || name === 'Fn::Or') &&
    (count < 2 || count > 10 || !operands.every(isLogical))
  ) {
    throw validationError(
      `Template error: every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`,
    );
  }
  if (name === 'Fn::Equals' && count !== 2) {
    throw validationError(
      'Template error: every Fn::Equals object requires a list of 2 string parameters.',
    );
  }
  if (name === 'Fn::Not' && (count !== 1 || !operands.every(isLogical))) {
    throw validationError(
      'Template error: every Fn::Not object requires one boolean parameter.',
    );
  }
  Object.values(value).forEach(checkOperands);
}

/** The conditions of resources or outputs, and those of Fn::If in them. */
function namesOf(
  members: Readonly<
    Record<string, { Condition?: string; Properties?: Json; Value?: Json }>
  >,
): string[] {
  return Object.values(members).flatMap(({ Condition, Properties, Value }) => [
    ...(Condition === undefined ? [] : [Condition]),
    ...usedIn([Properties ?? '', Value ?? '']),
  ]);
}

/** The names of conditions in Condition and Fn::If. */
function usedIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const intrinsic = Array.isArray(value) ? undefined : intrinsicOf(value);
  if (intrinsic?.name === 'Fn::If' && Array.isArray(intrinsic.argument)) {
    const [name, ...branches] = intrinsic.argument;
    return [String(name), ...branches.flatMap(usedIn)];
  }
  return Object.values(value).flatMap(usedIn);
}

/** As {@link usedIn}, with the function Condition, which only the Conditions block has. */
function conditionsOf(value: Json): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const intrinsic = Array.isArray(value) ? undefined : intrinsicOf(value);
  return intrinsic?.name === 'Condition'
    ? [String(intrinsic.argument)]
    : [...usedIn(value), ...Object.values(value).flatMap(conditionsOf)];
}

function checkCircles(conditions: Template['Conditions']): void {
  const left = new Map(
    Object.entries(conditions).map(([name, value]) => [
      name,
      conditionsOf(value),
    ]),
  );
  for (;;) {
    const ready = [...left].find(([, uses]) =>
      uses.every(other => !left.has(other)),
    );
    if (!ready) {
      break;
    }
    left.delete(ready[0]);
  }
  if (left.size > 0) {
    throw validationError(
      `Template error: Found circular condition dependency between [${[...left.keys()].join(', ')}]`,
    );
  }
}
