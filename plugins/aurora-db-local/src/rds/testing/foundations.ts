import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import type { TestEndpoint } from '../../testing/startEndpoint';

type Endpoint = Pick<TestEndpoint, 'clientConfig'>;

/** Creates a key, and returns its ARN. */
export async function createKey(
  endpoint: Endpoint,
  accountId?: string,
): Promise<string> {
  const kms = new KMS(endpoint.clientConfig(accountId));
  const { KeyMetadata } = await kms.createKey({});
  return KeyMetadata?.Arn ?? '';
}

/** Creates a role that trusts services, and returns its ARN. */
export async function createServiceRole(
  endpoint: Endpoint,
  RoleName: string,
  ...services: string[]
): Promise<string> {
  const { Role } = await new IAM(endpoint.clientConfig()).createRole({
    RoleName,
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: services },
          Action: 'sts:AssumeRole',
        },
      ],
    }),
  });
  return Role?.Arn ?? '';
}
