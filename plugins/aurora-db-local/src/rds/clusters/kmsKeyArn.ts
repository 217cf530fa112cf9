import type { Scope } from '../../service/AwsService';

/** The keys of AWS in every account. */
const managedKeys: Readonly<Record<string, string>> = {
  'alias/aws/rds': '0a0b0c0d-0e0f-4000-8000-000000000001',
  'alias/aws/secretsmanager': '0a0b0c0d-0e0f-4000-8000-000000000002',
};

/**
 * The ARN of a KMS key, given by id, alias or ARN. Default: the account's default key for RDS. There
 * are no aliases but those of AWS's own keys.
 */
export function kmsKeyArn(
  { accountId, region }: Scope,
  key: string = 'alias/aws/rds',
): string {
  if (key.startsWith('arn:')) {
    return key;
  }
  const id = managedKeys[key] ?? key;
  return `arn:aws:kms:${region}:${accountId}:${id.startsWith('alias/') ? id : `key/${id}`}`;
}
