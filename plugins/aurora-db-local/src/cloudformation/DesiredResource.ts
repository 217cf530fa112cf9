import { randomUUID } from 'node:crypto';
import type {
  Deployable,
  ResourceRecord,
  StackRecord,
  Tag,
} from './StackRecord';
import { checkTags } from './resources/checkTags';
import { checkProperties } from './resources/PropertyHandling';
import { resourceType } from './resources/resourceTypes';
import { dependenciesOf } from './template/dependencyGraph';
import { evaluateObject } from './template/evaluateIntrinsics';
import type { EvaluationScope } from './template/EvaluationScope';
import {
  parseTemplate,
  type Json,
  type JsonObject,
  type TemplateResource,
} from './template/parseTemplate';

/** A resource of the template after its intrinsic functions are evaluated. */
export type DesiredResource = Pick<
  ResourceRecord,
  | 'logicalId'
  | 'type'
  | 'properties'
  | 'shownProperties'
  | 'tags'
  | 'dependencies'
  | 'metadata'
  | 'deletionPolicy'
  | 'updateReplacePolicy'
>;

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
  const { Tags } = evaluated;
  const properties = taggable ? withoutTags(evaluated) : evaluated;
  checkProperties(logicalId, resource.Type, handling, properties);
  if (taggable) {
    checkTags(logicalId, resource.Type, Tags);
  }
  return {
    logicalId,
    type: resource.Type,
    properties,
    shownProperties: shownProperties(resource, scope, taggable),
    tags: taggable ? mergeTags(logicalId, Tags, stack, deployable.tags) : [],
    dependencies: dependenciesOf(resource, scope.template),
    metadata: resource.Metadata && evaluateObject(resource.Metadata, scope),
    deletionPolicy: resource.DeletionPolicy,
    updateReplacePolicy: resource.UpdateReplacePolicy,
  };
}

/** The properties for events and change sets, if the template hides values of parameters. */
function shownProperties(
  { Properties = {} }: TemplateResource,
  scope: EvaluationScope,
  taggable: boolean,
): ResourceRecord['shownProperties'] {
  const hidden = Object.entries(scope.template.Parameters)
    .filter(([, { NoEcho }]) => NoEcho)
    .map(([key]) => [key, '****']);
  if (hidden.length === 0) {
    return undefined;
  }
  const shown = evaluateObject(Properties, {
    ...scope,
    parameters: { ...scope.parameters, ...Object.fromEntries(hidden) },
  });
  return taggable ? withoutTags(shown) : shown;
}

function withoutTags(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => name !== 'Tags'),
  );
}

/** A resource's tags override the stack's. CloudFormation's system tags are always present. */
function mergeTags(
  logicalId: string,
  own: Json | undefined,
  { stackId, stackName }: Pick<StackRecord, 'stackId' | 'stackName'>,
  stackTags: readonly Tag[],
): Tag[] {
  const tags = new Map(stackTags.map(({ Key, Value }) => [Key, Value]));
  // Systems Manager has a map of tags instead of a list.
  if (typeof own === 'object' && own !== null && !Array.isArray(own)) {
    for (const [key, value] of Object.entries(own)) {
      tags.set(key, String(value));
    }
  }
  // A key that the template has twice stays, so that the service refuses it.
  const repeated: Tag[] = [];
  const seen = new Set<string>();
  for (const tag of Array.isArray(own) ? own : []) {
    if (typeof tag === 'object' && tag !== null && !Array.isArray(tag)) {
      const [key, value] = [String(tag.Key), String(tag.Value)];
      if (seen.has(key)) {
        repeated.push({ Key: key, Value: value });
      } else {
        tags.set(key, value);
      }
      seen.add(key);
    }
  }
  tags.set('aws:cloudformation:stack-name', stackName);
  tags.set('aws:cloudformation:stack-id', stackId);
  tags.set('aws:cloudformation:logical-id', logicalId);
  return [...Array.from(tags, ([Key, Value]) => ({ Key, Value })), ...repeated];
}

/** The record of a resource whose properties could not be evaluated. */
export function unevaluatedResource(
  logicalId: string,
  templateBody: string,
): ResourceRecord {
  const { Type } = parseTemplate(templateBody).Resources[logicalId] ?? {
    Type: '',
  };
  return {
    logicalId,
    type: Type,
    status: 'CREATE_FAILED',
    timestamp: new Date().toISOString(),
    properties: {},
    tags: [],
    attributes: {},
    dependencies: [],
    token: randomUUID(),
    owned: false,
    stable: false,
  };
}
