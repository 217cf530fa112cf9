import {
  lambdaDatabaseUser,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { InvalidSynthRequestError } from './InvalidSynthRequestError';

/**
 * Lets roles connect as lambda-user with an IAM token, and read the secret.
 *
 * @throws InvalidSynthRequestError for a role of another account: CDK would leave out its policy in silence
 */
export function grantLambdaAccess(
  scope: Construct,
  {
    names,
    cluster,
    secret,
    roles,
  }: {
    names: DatabaseNames;
    cluster: DatabaseCluster;
    secret: Secret;
    roles: iam.IRole[];
  },
): void {
  const stack = Stack.of(scope);
  if (roles.length === 0) {
    return;
  }
  for (const { env, roleArn } of roles) {
    const known = ![env.account, stack.account].some(Token.isUnresolved);
    if (known && env.account !== stack.account) {
      throw new InvalidSynthRequestError(
        `lambdaRoleArns: ${roleArn} is in account ${env.account}, but the database is in ${stack.account}. ` +
          'A stack can attach policies only to roles of its own account: name a role of that account.',
      );
    }
  }
  const policy = new iam.Policy(scope, 'LambdaAccess', {
    // A role may use several databases: CDK's own name is the same in each of their stacks, and the last would win.
    policyName: `${names.base}-database`,
    statements: [
      new iam.PolicyStatement({
        actions: ['rds-db:connect'],
        // RDS compares the cluster's resource id, not its identifier.
        resources: [
          stack.formatArn({
            service: 'rds-db',
            resource: 'dbuser',
            resourceName: `${cluster.clusterResourceIdentifier}/${lambdaDatabaseUser}`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
      new iam.PolicyStatement({
        actions: [
          'secretsmanager:GetSecretValue',
          'secretsmanager:DescribeSecret',
        ],
        resources: [secret.secretArn],
      }),
    ],
  });
  for (const role of roles) {
    role.attachInlinePolicy(policy);
  }
}
