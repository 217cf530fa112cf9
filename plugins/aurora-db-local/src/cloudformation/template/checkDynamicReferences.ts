import { validationError } from '../validationError';
import { KNOWN_AFTER_APPLY } from './EvaluationScope';
import type { Json, JsonObject } from './Json';

const pattern = /\{\{resolve:(ssm(?:-secure)?):([^}]*)\}\}/g;
/** The placeholder without its braces, at which the pattern ends. */
const placeholder = KNOWN_AFTER_APPLY.replace(/\}+$/, '');

/**
 * The properties of the types here that take a secure string. Source: CloudFormation user guide,
 * "Get a secure string value from Systems Manager Parameter Store".
 */
const secureProperties = [
  'AWS::RDS::DBCluster/Properties/MasterUserPassword',
  'AWS::RDS::DBInstance/Properties/MasterUserPassword',
];

/** Throws AWS's error for a reference to Systems Manager in a form or a place that it cannot have. */
export function checkDynamicReferences(
  type: string,
  properties: JsonObject,
): void {
  for (const [path, text] of textsIn(properties, `${type}/Properties`)) {
    for (const [reference, service, name = ''] of text.matchAll(pattern)) {
      if (!/^[\w.\-/]+(:\d+)?$/.test(name) && !name.includes(placeholder)) {
        throw validationError(
          `Incorrect format is used in the following SSM reference: [${reference}]`,
        );
      }
      if (service === 'ssm-secure' && !secureProperties.includes(path)) {
        throw validationError(
          `SSM Secure reference is not supported in: [${path}]`,
        );
      }
    }
  }
}

/** The texts of a value with their paths, in which lists have no index. */
function textsIn(value: Json, path: string): Array<[string, string]> {
  if (typeof value === 'string') {
    return [[path, value]];
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => textsIn(item, path));
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) =>
        textsIn(item, `${path}/${key}`),
      )
    : [];
}
