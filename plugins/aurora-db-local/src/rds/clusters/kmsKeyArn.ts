import type { Scope } from '../../service/AwsService';

/** The keys of AWS in every account. */
const managedKeys: Readonly<Record<string, string>> = {
  'alias/aws/rds': '0a0b0c0d-0e0f-4000-8000-000000000001',
  'alias/aws/secretsmanager': '0a0b0c0d-0e0f-4000-8000-000000000002',
};

/** Whether it is a key of AWS, by its alias or its ARN. Not all of them are in KMS here. */
export function isKeyOfAws(scope: Scope, key: string): boolean {
  return Object.keys(managedKeys).some(
    alias => key === alias || key === kmsKeyArn(scope, alias),
  );
}

/** The ARN of a key by the alias of a key of AWS or by its ARN. Default: RDS's key. */
export function kmsKeyArn(
  { accountId, region }: Scope,
  key: string = 'alias/aws/rds',
): string {
  const id = managedKeys[key];
  return id === undefined
    ? key
    : `arn:aws:kms:${region}:${accountId}:key/${id}`;
}
