import { isAttribute, resourceTypes } from '../resources/resourceTypes';
import { validationError } from '../validationError';
import { checkConditions } from './checkConditions';
import { checkParameterTypes } from './checkParameterTypes';
import { referencesIn, topologicalOrder } from './dependencyGraph';
import { checkFunction } from './evaluateIntrinsics';
import { functionsIn } from './functionsIn';
import { isKnownResourceType } from './isKnownResourceType';
import type { Template } from './parseTemplate';

const pseudoParameters = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

/**
 * CloudFormation's checks of a template without the values of its parameters. Throws its
 * ValidationErrors.
 */
export function validateTemplate(
  template: Template,
  { allowUnknownTypes = false } = {},
): void {
  checkParameterTypes(template);
  checkConditions(template);
  for (const part of [template.Resources, template.Outputs]) {
    for (const name of functionsIn(Object.values(part))) {
      checkFunction(name, template);
    }
  }
  if (!allowUnknownTypes) {
    checkTypes(template, type => !isKnownResourceType(type));
  }
  checkReferences(template);
  checkAttributes(template);
  if (Object.keys(template.Conditions).length === 0) {
    checkActive(template, allowUnknownTypes);
  }
}

/**
 * CloudFormation's checks of a template from which the parts are removed whose condition is false.
 * Throws its ValidationErrors.
 */
export function validateActive(template: Template): void {
  checkReferences(template);
  checkActive(template, false);
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const required = resourceTypes.get(resource.Type)?.required ?? [];
    const missing = required.filter(
      name => resource.Properties?.[name] === undefined,
    );
    if (missing.length > 0) {
      throw validationError(
        `Properties validation failed for resource ${logicalId} with message:\n${missing.map(name => `#: required key [${name}] not found`).join('\n')}`,
      );
    }
  }
}

function checkActive(template: Template, allowUnknownTypes: boolean): void {
  if (!allowUnknownTypes) {
    checkTypes(template, type => !resourceTypes.has(type));
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    for (const [words, policy] of [
      ['deletion policy', resource.DeletionPolicy],
      ['update replace policy', resource.UpdateReplacePolicy],
    ]) {
      if (policy === 'Snapshot' && !takesSnapshots(resource.Type)) {
        throw validationError(
          `Template error: resource type ${resource.Type} does not support ${words} Snapshot`,
        );
      }
    }
    for (const name of ['CreationPolicy', 'UpdatePolicy'] as const) {
      if (resource[name] !== undefined && resourceTypes.has(resource.Type)) {
        throw validationError(
          `aurora-db-local takes no ${name}, which resource ${logicalId} has: no type here sends signals or is updated in batches.`,
        );
      }
    }
  }
  topologicalOrder(template);
}

/** The instances of a cluster have no data, but the policy is valid for their type. */
function takesSnapshots(type: string): boolean {
  const definition = resourceTypes.get(type);
  return (
    definition === undefined ||
    definition.snapshots === true ||
    type === 'AWS::RDS::DBInstance'
  );
}

function checkTypes(
  { Resources }: Template,
  isUnknown: (type: string) => boolean,
): void {
  const types = Object.values(Resources).map(({ Type }) => Type);
  const unknown = Array.from(new Set(types.filter(isUnknown)));
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${unknown.join(', ')}]`,
    );
  }
}

function checkReferences(template: Template): void {
  const { Resources, Outputs, Parameters } = template;
  const inResources = Object.values(Resources).flatMap(resource => [
    ...[resource.DependsOn ?? []].flat(),
    ...logicalIdsIn(resource.Properties ?? {}),
    ...logicalIdsIn(resource.Metadata ?? {}),
  ]);
  const inOutputs = Object.values(Outputs).flatMap(({ Value, Export }) =>
    logicalIdsIn([Value, Export?.Name ?? '']),
  );
  for (const [block, logicalIds] of [
    ['Resources', inResources],
    ['Outputs', inOutputs],
  ] as const) {
    const unresolved = logicalIds.filter(
      id =>
        !Object.hasOwn(Resources, id) &&
        !Object.hasOwn(Parameters, id) &&
        !pseudoParameters.has(id),
    );
    if (unresolved.length > 0) {
      throw validationError(
        `Template format error: Unresolved resource dependencies [${Array.from(new Set(unresolved)).join(', ')}] in the ${block} block of the template`,
      );
    }
  }
}

function logicalIdsIn(value: Parameters<typeof referencesIn>[0]): string[] {
  return referencesIn(value).map(({ logicalId }) => logicalId);
}

function checkAttributes({ Resources, Outputs }: Template): void {
  const references = [
    ...Object.values(Resources).flatMap(({ Properties }) =>
      referencesIn(Properties ?? {}),
    ),
    ...Object.values(Outputs).flatMap(({ Value }) => referencesIn(Value)),
  ];
  for (const { logicalId, attribute } of references) {
    const resource = Object.hasOwn(Resources, logicalId)
      ? Resources[logicalId]
      : undefined;
    if (attribute !== undefined && !resource) {
      throw validationError(
        `Template error: instance of Fn::GetAtt references undefined resource ${logicalId}`,
      );
    }
    const type = resourceTypes.get(resource?.Type ?? '');
    if (attribute !== undefined && type && !isAttribute(type, attribute)) {
      throw validationError(
        `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
      );
    }
  }
}
