import { lambdaDatabaseUser } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** Lets roles connect as lambda-user with an IAM token, and read the secret. */
export function grantLambdaAccess(
  scope: Construct,
  {
    cluster,
    secret,
    roles,
  }: { cluster: DatabaseCluster; secret: Secret; roles: iam.IRole[] },
): void {
  const stack = Stack.of(scope);
  if (roles.length === 0) {
    return;
  }
  for (const { env, roleArn } of roles) {
    if (
      !Token.isUnresolved(env.account) &&
      !Token.isUnresolved(stack.account) &&
      env.account !== stack.account
    ) {
      throw new Error(
        `lambdaRoleArns: ${roleArn} is in account ${env.account}, but the database is in ${stack.account}. ` +
          'A stack can attach policies only to roles of its own account: name a role of that account.',
      );
    }
  }
  const policy = new iam.Policy(scope, 'LambdaAccess', {
    statements: [
      new iam.PolicyStatement({
        actions: ['rds-db:connect'],
        // The cluster's resource id, not its identifier, is what RDS compares.
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
