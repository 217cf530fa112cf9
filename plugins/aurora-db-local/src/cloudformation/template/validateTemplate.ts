import { isAttribute, resourceTypes } from '../resources/resourceTypes';
import { validationError } from '../validationError';
import {
  referencesIn,
  topologicalOrder,
  type ResourceReference,
} from './dependencyGraph';
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
 * CloudFormation's checks before it creates a change set or a stack. Throws its ValidationErrors.
 */
export function validateTemplate(template: Template): void {
  const types = Object.values(template.Resources).map(({ Type }) => Type);
  const unknown = Array.from(
    new Set(types.filter(type => !resourceTypes.has(type))),
  );
  if (unknown.length > 0) {
    throw validationError(
      `Template format error: Unrecognized resource types: [${unknown.join(', ')}]`,
    );
  }
  const resources = Object.entries(template.Resources);
  const dependsOn = resources
    .flatMap(([, { DependsOn }]) => DependsOn ?? [])
    .map((logicalId): ResourceReference => ({ logicalId }));
  const inResources = [
    ...dependsOn,
    ...resources.flatMap(([, { Properties }]) =>
      referencesIn(Properties ?? {}),
    ),
  ];
  const inOutputs = Object.values(template.Outputs).flatMap(output =>
    referencesIn({ ...output, Description: '' }),
  );
  checkReferences(inResources, 'Resources', template);
  checkReferences(inOutputs, 'Outputs', template);
  for (const { logicalId, attribute } of [...inResources, ...inOutputs]) {
    const type = template.Resources[logicalId]?.Type;
    const definition = type === undefined ? undefined : resourceTypes.get(type);
    if (
      attribute !== undefined &&
      definition &&
      !isAttribute(definition, attribute)
    ) {
      throw validationError(
        `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
      );
    }
  }
  for (const [logicalId, resource] of resources) {
    checkCondition(resource.Condition, template);
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
  Object.values(template.Outputs).forEach(output =>
    checkCondition(output.Condition, template),
  );
  topologicalOrder(template);
}

function checkReferences(
  references: ReadonlyArray<{ logicalId: string }>,
  block: string,
  template: Template,
): void {
  const unresolved = references
    .map(({ logicalId }) => logicalId)
    .filter(
      id =>
        !Object.hasOwn(template.Resources, id) &&
        !Object.hasOwn(template.Parameters, id) &&
        !pseudoParameters.has(id),
    );
  if (unresolved.length > 0) {
    throw validationError(
      `Template format error: Unresolved resource dependencies [${Array.from(new Set(unresolved)).join(', ')}] in the ${block} block of the template`,
    );
  }
}

function checkCondition(name: string | undefined, template: Template): void {
  if (name !== undefined && !Object.hasOwn(template.Conditions, name)) {
    throw validationError(
      `Template format error: Unresolved condition dependency ${name} in the Resources block of the template`,
    );
  }
}

/** Capabilities that the caller must grant for IAM resources, with or without custom names. */
export function requiredCapabilities(template: Template): {
  capabilities: string[];
  resourceTypes: string[];
} {
  const iam = Object.values(template.Resources).filter(({ Type }) =>
    Type.startsWith('AWS::IAM::'),
  );
  if (iam.length === 0) {
    return { capabilities: [], resourceTypes: [] };
  }
  const named = iam.some(
    ({ Properties }) =>
      Properties?.RoleName !== undefined ||
      Properties?.ManagedPolicyName !== undefined,
  );
  return {
    capabilities: [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'],
    resourceTypes: Array.from(new Set(iam.map(({ Type }) => Type))),
  };
}
