import type { z } from 'zod';
import { AwsError } from '../service/AwsService';
import type { ssmInputs } from './ssmInputs';

type PutInput = z.infer<typeof ssmInputs.PutParameter>;

/**
 * In bytes. Source:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const valueLimits = { Standard: 4096, Advanced: 8192 };

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const limits = { nameLength: 1011, levels: 15 };

/** Parameter Store's requirements for names. */
export function checkParameterName(name: string): void {
  const first = name.replace(/^\//, '').toLowerCase();
  if (/^\/aws\//i.test(name)) {
    throw new AwsError(
      'AccessDeniedException',
      `No access to reserved parameter name: ${name}.`,
    );
  }
  if (/^(aws|ssm)/.test(first)) {
    throw invalid(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
    );
  }
  if (
    !/^[a-zA-Z0-9_.\-/]+$/.test(name) ||
    name.includes('//') ||
    name.endsWith('/')
  ) {
    throw invalid(
      `Parameter name: can't be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of ` +
        'sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.includes('/') && !name.startsWith('/')) {
    throw invalid('Parameter name must be a fully qualified name.');
  }
  if (name.length > limits.nameLength) {
    throw invalid(
      `Parameter name: can have at most ${limits.nameLength} characters.`,
    );
  }
  if (name.split('/').length - 1 > limits.levels) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${limits.levels} levels.`,
    );
  }
}

/** Parameter Store's requirements for values, without their size. */
export function checkParameterValue({
  Value,
  AllowedPattern,
  DataType = 'text',
}: Pick<PutInput, 'Value' | 'AllowedPattern' | 'DataType'>): void {
  if (/\{\{.*\}\}/s.test(Value)) {
    throw invalid(
      'Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.',
    );
  }
  if (!['text', 'aws:ec2:image'].includes(DataType)) {
    throw invalid(
      `The following data type is not supported: ${DataType} (Data type names are all lowercase.)`,
    );
  }
  if (DataType === 'aws:ec2:image' && !/^ami-[0-9a-f]{8,17}$/.test(Value)) {
    throw invalid(
      'A parameter of the data type aws:ec2:image must have the id of an image as its value.',
    );
  }
  if (AllowedPattern && !patternOf(AllowedPattern).test(Value)) {
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${AllowedPattern}`,
    );
  }
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new AwsError(
      'InvalidAllowedPatternException',
      `The allowed pattern ${pattern} is not a valid regular expression.`,
    );
  }
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
