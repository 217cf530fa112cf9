import { validationError } from '../validationError';
import {
  attributeReference,
  intrinsicOf,
  substitutionNames,
} from './intrinsicSyntax';
import type { Json, Template, TemplateResource } from './parseTemplate';

/** A reference to another resource in a value. */
export interface ResourceReference {
  logicalId: string;
  /** Absent for `Ref`. */
  attribute?: string;
}

/**
 * References of a value by Ref, Fn::GetAtt and Fn::Sub: resources, parameters and pseudo
 * parameters.
 */
export function referencesIn(value: Json): ResourceReference[] {
  if (Array.isArray(value)) {
    return value.flatMap(referencesIn);
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const intrinsic = intrinsicOf(value);
  if (!intrinsic) {
    return Object.values(value).flatMap(referencesIn);
  }
  const { name, argument } = intrinsic;
  if (name === 'Ref') {
    return [{ logicalId: String(argument) }];
  }
  if (name === 'Condition') {
    return [];
  }
  if (name === 'Fn::GetAtt') {
    const { logicalId, attribute } = attributeReference(argument);
    return [
      { logicalId, attribute: String(attribute) },
      ...referencesIn(attribute),
    ];
  }
  if (name === 'Fn::Sub') {
    const [text, variables] = Array.isArray(argument)
      ? argument
      : [argument, {}];
    const own =
      typeof variables === 'object' &&
      variables !== null &&
      !Array.isArray(variables)
        ? variables
        : {};
    const named = substitutionNames(String(text)).filter(
      item => !Object.hasOwn(own, item),
    );
    return [...named.map(fromSubstitution), ...referencesIn(own)];
  }
  return referencesIn(argument);
}

function fromSubstitution(name: string): ResourceReference {
  const dot = name.indexOf('.');
  return dot > 0
    ? { logicalId: name.slice(0, dot), attribute: name.slice(dot + 1) }
    : { logicalId: name };
}

/** Logical ids that a resource depends on, in the template's order. */
export function dependenciesOf(
  resource: TemplateResource,
  template: Template,
): string[] {
  const dependsOn =
    typeof resource.DependsOn === 'string'
      ? [resource.DependsOn]
      : (resource.DependsOn ?? []);
  const mentioned = [
    ...referencesIn(resource.Properties ?? {}),
    ...referencesIn(resource.Metadata ?? {}),
  ].map(({ logicalId }) => logicalId);
  return Array.from(new Set([...dependsOn, ...mentioned])).filter(id =>
    Object.hasOwn(template.Resources, id),
  );
}

/**
 * Logical ids in an order in which each follows its dependencies. Throws AWS's error for a circular
 * dependency.
 */
export function topologicalOrder(template: Template): string[] {
  const waiting = new Map(
    Object.entries(template.Resources).map(([id, resource]) => [
      id,
      new Set(dependenciesOf(resource, template)),
    ]),
  );
  const order: string[] = [];
  while (waiting.size > 0) {
    const ready = Array.from(waiting)
      .filter(([, dependencies]) => dependencies.size === 0)
      .map(([id]) => id);
    if (ready.length === 0) {
      throw validationError(
        `Circular dependency between resources: [${inCircle(waiting).join(', ')}]`,
      );
    }
    for (const id of ready) {
      waiting.delete(id);
      order.push(id);
    }
    waiting.forEach(dependencies =>
      ready.forEach(id => dependencies.delete(id)),
    );
  }
  return order;
}

/** The circle without the resources that only depend on it. */
function inCircle(waiting: Map<string, Set<string>>): string[] {
  const left = new Map(waiting);
  for (;;) {
    const leaf = Array.from(left.keys()).find(
      id =>
        !Array.from(left.values()).some(dependencies => dependencies.has(id)),
    );
    if (leaf === undefined) {
      return Array.from(left.keys());
    }
    left.delete(leaf);
  }
}
