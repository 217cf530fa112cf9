import { validationError } from '../validationError';
import { malformed } from './functionArguments';
import type { Json, Template } from './parseTemplate';

/** Functions of the transform AWS::LanguageExtensions. */
const functions = ['Fn::Length', 'Fn::ToJsonString'];

/** Throws if a function needs the transform and the template does not name it. */
export function checkExtension(name: string, template: Template): void {
  if (functions.includes(name)) {
    checkTransform(name, template);
  }
}

/** The DefaultValue of Fn::FindInMap. */
export function mappingDefault(
  options: Json | undefined,
  template: Template,
): Json | undefined {
  if (options === undefined) {
    return undefined;
  }
  checkTransform('DefaultValue of Fn::FindInMap', template);
  if (
    typeof options !== 'object' ||
    options === null ||
    Array.isArray(options) ||
    options.DefaultValue === undefined
  ) {
    throw malformed('Fn::FindInMap');
  }
  return options.DefaultValue;
}

function checkTransform(what: string, { Transform }: Template): void {
  if (!Transform.includes('AWS::LanguageExtensions')) {
    throw validationError(
      `Template error: ${what} needs the transform AWS::LanguageExtensions`,
    );
  }
}
