import type {
  Deployable,
  ResourceRecord,
  StackRecord,
  Tag,
} from './StackRecord';
import { checkProperties } from './resources/PropertyHandling';
import { resourceType } from './resources/resourceTypes';
import { dependenciesOf } from './template/dependencyGraph';
import {
  evaluateCondition,
  evaluateObject,
  type EvaluationScope,
} from './template/evaluateIntrinsics';
import type { Json } from './template/parseTemplate';

/** A resource of the template after its intrinsic functions are evaluated. */
export type DesiredResource = Pick<
  ResourceRecord,
  | 'logicalId'
  | 'type'
  | 'properties'
  | 'tags'
  | 'dependencies'
  | 'metadata'
  | 'deletionPolicy'
  | 'updateReplacePolicy'
>;

/** Logical ids of the resources whose condition is true. */
export function activeResources(scope: EvaluationScope): Set<string> {
  return new Set(
    Object.entries(scope.template.Resources)
      .filter(
        ([, { Condition }]) =>
          Condition === undefined || evaluateCondition(Condition, scope),
      )
      .map(([logicalId]) => logicalId),
  );
}

export function desiredResource(
  logicalId: string,
  scope: EvaluationScope,
  stack: Pick<StackRecord, 'stackId' | 'stackName'>,
  deployable: Deployable,
): DesiredResource {
  const resource = scope.template.Resources[logicalId];
  if (!resource) {
    throw new Error(`The template has no resource '${logicalId}'.`);
  }
  const { taggable, properties: handling } = resourceType(resource.Type);
  const evaluated = evaluateObject(resource.Properties ?? {}, scope);
  const { Tags, ...others } = evaluated;
  const properties = taggable ? others : evaluated;
  checkProperties(logicalId, resource.Type, handling, properties);
  return {
    logicalId,
    type: resource.Type,
    properties,
    tags: taggable ? mergeTags(logicalId, Tags, stack, deployable.tags) : [],
    dependencies: dependenciesOf(resource, scope.template),
    metadata: resource.Metadata,
    deletionPolicy: resource.DeletionPolicy,
    updateReplacePolicy: resource.UpdateReplacePolicy,
  };
}

/** A resource's tags override the stack's. CloudFormation's system tags are always present. */
function mergeTags(
  logicalId: string,
  own: Json | undefined,
  { stackId, stackName }: Pick<StackRecord, 'stackId' | 'stackName'>,
  stackTags: readonly Tag[],
): Tag[] {
  const tags = new Map(stackTags.map(({ Key, Value }) => [Key, Value]));
  for (const tag of Array.isArray(own) ? own : []) {
    if (typeof tag === 'object' && tag !== null && !Array.isArray(tag)) {
      tags.set(String(tag.Key), String(tag.Value));
    }
  }
  tags.set('aws:cloudformation:stack-name', stackName);
  tags.set('aws:cloudformation:stack-id', stackId);
  tags.set('aws:cloudformation:logical-id', logicalId);
  return Array.from(tags, ([Key, Value]) => ({ Key, Value }));
}
