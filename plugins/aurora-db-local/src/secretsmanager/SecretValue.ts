import { randomUUID } from 'node:crypto';
import { AwsError } from '../service/AwsService';

/** The value of a version: text, or bytes in base64. */
export interface SecretValue {
  secretString?: string;
  secretBinary?: string;
}

export function hasSameValue(a: SecretValue, b: SecretValue): boolean {
  return a.secretString === b.secretString && a.secretBinary === b.secretBinary;
}

/** The version for an input; undefined if the input has no value. */
export function versionOf(input: {
  SecretString?: string;
  SecretBinary?: string;
  ClientRequestToken?: string;
}) {
  const {
    SecretString: secretString,
    SecretBinary: secretBinary,
    ClientRequestToken: token,
  } = input;
  if (secretString !== undefined && secretBinary !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      "You can't specify both a binary secret value and a string secret value.",
    );
  }
  return secretString === undefined && secretBinary === undefined
    ? undefined
    : {
        id: token ?? randomUUID(),
        createdDate: new Date(),
        secretString,
        secretBinary,
      };
}
