import { createHash } from 'node:crypto';
import type { Scope } from '../service/AwsService';
import { parameterArn, type ParameterVersion } from './ParameterRecord';
import type { SelectedVersion } from './Parameters';

/** A parameter with its value, as GetParameter returns it. */
export function describeValue(
  scope: Scope,
  { name, version, selector }: SelectedVersion,
  withDecryption: boolean,
) {
  return {
    Name: name,
    Type: version.type,
    Value: valueOf(scope, name, version, withDecryption),
    Version: version.version,
    Selector: selector,
    LastModifiedDate: version.modifiedAt,
    ARN: parameterArn(scope, name),
    DataType: version.dataType,
  };
}

/** A version without its value, as DescribeParameters returns it. */
export function describeVersion(name: string, version: ParameterVersion) {
  return {
    Name: name,
    Type: version.type,
    KeyId: version.keyId,
    LastModifiedDate: version.modifiedAt,
    LastModifiedUser: version.modifiedBy,
    Description: version.description,
    AllowedPattern: version.allowedPattern,
    Version: version.version,
    Tier: version.tier,
    Policies: [],
    DataType: version.dataType,
  };
}

/** Without decryption, a SecureString shows text that does not depend on its value. */
export function valueOf(
  scope: Scope,
  name: string,
  { type, value, version }: ParameterVersion,
  withDecryption: boolean,
): string {
  return type !== 'SecureString' || withDecryption
    ? value
    : createHash('sha512')
        .update(`${parameterArn(scope, name)}:${version}`)
        .digest('base64');
}
