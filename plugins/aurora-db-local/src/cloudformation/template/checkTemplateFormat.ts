import { validationError } from '../validationError';
import type { Json, JsonObject } from './Json';

const sections = [
  'AWSTemplateFormatVersion',
  'Conditions',
  'Description',
  'Mappings',
  'Metadata',
  'Outputs',
  'Parameters',
  'Resources',
  'Rules',
  'Transform',
];
const resourceAttributes = [
  'Condition',
  'CreationPolicy',
  'DeletionPolicy',
  'DependsOn',
  'Metadata',
  'Properties',
  'Type',
  'UpdatePolicy',
  'UpdateReplacePolicy',
];
const parameterAttributes = [
  'AllowedPattern',
  'AllowedValues',
  'ConstraintDescription',
  'Default',
  'Description',
  'MaxLength',
  'MaxValue',
  'MinLength',
  'MinValue',
  'NoEcho',
  'Type',
];
const outputAttributes = ['Condition', 'Description', 'Export', 'Value'];

/**
 * Most members of a section. Source:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const mostMembers = {
  Resources: 500,
  Parameters: 200,
  Mappings: 200,
  Outputs: 200,
};

/** Most bytes of a template's description. */
const DESCRIPTION_LIMIT = 1024;

/**
 * The checks of a template's structure for which CloudFormation has messages of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function checkTemplateFormat(value: Json): asserts value is JsonObject {
  if (!isObject(value)) {
    throw formatError('unsupported structure.');
  }
  checkNulls(value);
  checkSections(value);
  checkNumbers(value);
  checkParameters(value.Parameters);
  checkResources(value.Resources);
  checkOutputs(value.Outputs);
}

function checkNulls(template: JsonObject): void {
  const path = pathOfNull(template);
  if (path !== undefined) {
    throw validationError(
      `[${path}] 'null' values are not allowed in templates`,
    );
  }
}

function pathOfNull(value: Json): string | undefined {
  if (value === null) {
    return '';
  }
  if (typeof value !== 'object') {
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    const path = pathOfNull(member);
    if (path !== undefined) {
      return `/${key}${path}`;
    }
  }
  return undefined;
}

function checkSections(template: JsonObject): void {
  if (template.Hooks !== undefined) {
    throw validationError(
      'aurora-db-local has no Hooks: they belong to blue/green deployments of ECS.',
    );
  }
  // First, because a transform may have sections of its own, such as Globals.
  checkTransforms(template.Transform);
  const unknown = others(template, sections);
  if (unknown.length > 0) {
    throw validationError(
      `Invalid template property or properties [${unknown.join(', ')}]`,
    );
  }
  const { AWSTemplateFormatVersion: version, Description } = template;
  if (version !== undefined && version !== '2010-09-09') {
    throw formatError('unsupported value for AWSTemplateFormatVersion.');
  }
  if (
    typeof Description === 'string' &&
    Buffer.byteLength(Description) > DESCRIPTION_LIMIT
  ) {
    throw formatError(
      `'Description' length is greater than ${DESCRIPTION_LIMIT}.`,
    );
  }
}

function checkNumbers(template: JsonObject): void {
  for (const [section, most] of Object.entries(mostMembers)) {
    const count = entries(template[section]).length;
    if (count > most) {
      throw formatError(
        `Number of ${section.toLocaleLowerCase('en-US')}, ${count}, is greater than maximum allowed, ${most}`,
      );
    }
  }
}

function checkParameters(parameters: Json | undefined): void {
  for (const [key, parameter] of entries(parameters)) {
    if (!/^[a-zA-Z0-9]+$/.test(key)) {
      throw formatError(`Parameter name ${key} is non alphanumeric.`);
    }
    if (!isObject(parameter) || typeof parameter.Type !== 'string') {
      throw formatError(
        `[/Parameters/${key}] Every Parameters object must contain a Type member.`,
      );
    }
    if (typeof parameter.Default === 'object') {
      throw formatError('Every Default member must be a string.');
    }
    const [unknown] = others(parameter, parameterAttributes);
    if (unknown !== undefined) {
      throw validationError(`Invalid template parameter property '${unknown}'`);
    }
  }
}

function checkResources(resources: Json | undefined): void {
  if (!isObject(resources) || Object.keys(resources).length === 0) {
    throw formatError('At least one Resources member must be defined.');
  }
  for (const [logicalId, resource] of Object.entries(resources)) {
    if (logicalId.startsWith('Fn::')) {
      throw notImplemented(logicalId);
    }
    if (!/^[a-zA-Z0-9]+$/.test(logicalId)) {
      throw formatError(`Resource name ${logicalId} is non alphanumeric.`);
    }
    if (!isObject(resource) || typeof resource.Type !== 'string') {
      throw formatError(
        `[/Resources/${logicalId}] Every Resources object must contain a Type member.`,
      );
    }
    const [unknown] = others(resource, resourceAttributes);
    if (unknown !== undefined) {
      throw validationError(`Invalid template resource property '${unknown}'`);
    }
    const { DependsOn } = resource;
    const named = DependsOn === undefined ? [] : [DependsOn].flat();
    if (!named.every(name => typeof name === 'string')) {
      throw formatError('DependsOn must be a string or list of strings.');
    }
  }
}

function checkOutputs(outputs: Json | undefined): void {
  for (const [key, output] of entries(outputs)) {
    if (key.startsWith('Fn::')) {
      throw notImplemented(key);
    }
    if (!/^[a-zA-Z0-9]+$/.test(key)) {
      throw formatError(`Output name ${key} is non alphanumeric.`);
    }
    if (!isObject(output) || output.Value === undefined) {
      throw formatError(
        `[/Outputs/${key}] Every Outputs member must contain a Value object`,
      );
    }
    const unknown = others(output, outputAttributes);
    if (unknown.length > 0) {
      throw formatError(`Invalid outputs property : [${unknown.join(', ')}]`);
    }
  }
}

function notImplemented(key: string) {
  const name = key.split('::').slice(0, 2).join('::');
  return validationError(
    `aurora-db-local does not implement ${name}: send the template that it makes.`,
  );
}

function formatError(message: string) {
  return validationError(`Template format error: ${message}`);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entries(section: Json | undefined): Array<[string, Json]> {
  return isObject(section) ? Object.entries(section) : [];
}

function others(value: JsonObject, known: readonly string[]): string[] {
  return Object.keys(value).filter(key => !known.includes(key));
}

/** Refuses transforms other than AWS::LanguageExtensions, and macros. */
function checkTransforms(transforms: Json | undefined): void {
  const unknown = [transforms ?? []]
    .flat()
    .filter(name => name !== 'AWS::LanguageExtensions');
  if (unknown.length > 0) {
    const names = unknown.map(name =>
      typeof name === 'string' ? name : JSON.stringify(name),
    );
    throw validationError(
      `aurora-db-local has no transform or macro ${names.join(', ')}: send the template that it makes.`,
    );
  }
}
