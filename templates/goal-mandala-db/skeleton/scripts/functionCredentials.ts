import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Signer } from '@aws-sdk/rds-signer';

type Credentials = ConstructorParameters<typeof Signer>[0]['credentials'];

/**
 * The credentials of the functions: those of the role `DATABASE_ROLE_ARN`. Undefined without it:
 * the caller's own.
 */
export async function functionCredentials(
  role = process.env.DATABASE_ROLE_ARN,
): Promise<Credentials> {
  if (!role) {
    return undefined;
  }
  const { Credentials: given } = await new STSClient().send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'database-login' }),
  );
  if (!given?.AccessKeyId || !given.SecretAccessKey) {
    throw new Error(`STS gave no credentials of ${role}`);
  }
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  };
}
