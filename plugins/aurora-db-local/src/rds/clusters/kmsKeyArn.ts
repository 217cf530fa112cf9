import type { Scope } from '../../service/AwsService';

/** The ARN of a KMS key, given by id or ARN. Default: the account's default key for RDS. */
export function kmsKeyArn(
  { accountId, region }: Scope,
  key: string | undefined,
): string {
  if (key?.startsWith('arn:')) {
    return key;
  }
  return `arn:aws:kms:${region}:${accountId}:key/${key ?? '0a0b0c0d-0e0f-4000-8000-000000000001'}`;
}
