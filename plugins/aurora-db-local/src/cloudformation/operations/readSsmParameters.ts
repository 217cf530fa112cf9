import { z } from 'zod';
import type { RequestContext, ServiceCaller } from '../../service/AwsService';
import type { StackRecord } from '../StackRecord';
import { parseTemplate } from '../template/parseTemplate';
import { validationError } from '../validationError';
import type { DeployableInput } from './stackInputs';

const foundSchema = z.object({
  Parameters: z.array(
    z.object({ Name: z.string(), Type: z.string(), Value: z.string() }),
  ),
});

/**
 * The values in Systems Manager of the parameters whose value is a name there, by key. An update
 * reads them again. Throws AWS's error if Systems Manager does not have one.
 */
export async function readSsmParameters(
  services: ServiceCaller,
  context: RequestContext,
  input: DeployableInput,
  body: string | undefined,
  previous?: StackRecord,
): Promise<Record<string, string>> {
  const text = body ?? previous?.deployed.templateBody;
  if (!text?.includes('AWS::SSM::Parameter::')) {
    return {};
  }
  const wanted = Object.entries(parseTemplate(text).Parameters).flatMap(
    ([key, { Type, Default }]) => {
      const given = input.Parameters.find(
        ({ ParameterKey }) => ParameterKey === key,
      );
      const fallback = Default === undefined ? undefined : String(Default);
      const name = given?.UsePreviousValue
        ? previous?.deployed.parameters[key]
        : (given?.ParameterValue ?? fallback);
      return Type.startsWith('AWS::SSM::Parameter::') && name !== undefined
        ? [{ key, name, Type, isValue: Type !== 'AWS::SSM::Parameter::Name' }]
        : [];
    },
  );
  const names = Array.from(new Set(wanted.map(({ name }) => name)));
  const found = await getParameters(services, context, names);
  const missing = names.filter(name => !found.has(name));
  if (missing.length > 0) {
    throw validationError(
      `Unable to fetch parameters [${missing.join(',')}] from parameter store for this account.`,
    );
  }
  const values = wanted.filter(({ isValue }) => isValue);
  const secure = values.filter(
    ({ name }) => found.get(name)?.Type === 'SecureString',
  );
  if (secure.length > 0) {
    throw validationError(
      `Parameters [${secure.map(({ name }) => name).join(',')}] referenced by template have types not supported by CloudFormation.`,
    );
  }
  const incompatible = values.filter(
    ({ name, Type }) =>
      (found.get(name)?.Type === 'StringList') !==
      /<(List<|CommaDelimitedList)/.test(Type),
  );
  if (incompatible.length > 0) {
    throw validationError(
      `Types for SSM parameters [${incompatible.map(({ name }) => name).join(',')}] defined in CFN template and SSM are incompatible`,
    );
  }
  return Object.fromEntries(
    values.map(({ key, name }) => [key, found.get(name)?.Value ?? '']),
  );
}

/** The parameters that exist, by the name that was asked for. */
async function getParameters(
  services: ServiceCaller,
  context: RequestContext,
  names: readonly string[],
) {
  const found = new Map<string, { Type: string; Value: string }>();
  // One by one, because the answer has names without the version or label that was asked for.
  for (const name of names) {
    const { Parameters } = foundSchema.parse(
      await services.call('ssm', 'GetParameters', { Names: [name] }, context),
    );
    Parameters.forEach(parameter => found.set(name, parameter));
  }
  return found;
}
