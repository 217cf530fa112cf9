import { AwsError } from '../service/AwsService';

/** SNS's error for input, for example `Invalid parameter: AttributeName`. */
export function invalidParameter(detail: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${detail}`);
}

/** The reason that an attribute's value is refused. */
export function invalidAttribute(name: string, problem: string): AwsError {
  return invalidParameter(`Attributes Reason: ${name}: ${problem}`);
}

/** Parses the JSON object in an attribute. */
export function parseAttribute(
  name: string,
  text: string,
): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidAttribute(name, 'failed to parse JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidAttribute(name, 'must be a JSON object.');
  }
  return { ...value };
}
