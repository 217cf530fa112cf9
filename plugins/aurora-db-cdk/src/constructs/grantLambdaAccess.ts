import {
  lambdaDatabaseUser,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { InvalidSynthRequestError } from '../synth/InvalidSynthRequestError';

/**
 * Allows roles to connect as lambda-user with an IAM token and to read secrets. Makes one managed
 * policy, because the inline policies of a role have space for only about 26 databases. The policy
 * has no fixed name, because CloudFormation could not replace it then.
 *
 * @throws InvalidSynthRequestError for a role of another account, because CloudFormation cannot
 * attach the policy to it
 */
export function grantLambdaAccess(
  scope: Construct,
  {
    names,
    cluster,
    secrets,
    roles,
  }: {
    names: DatabaseNames;
    cluster: DatabaseCluster;
    secrets: ISecret[];
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
  // Not "LambdaAccess": that is an inline policy in older stacks, and CloudFormation cannot change
  // the type of a logical id.
  new iam.ManagedPolicy(scope, 'LambdaAccessPolicy', {
    description: `Lets functions connect to ${names.clusterIdentifier}`,
    statements: [
      new iam.PolicyStatement({
        actions: ['rds-db:connect'],
        // RDS checks the cluster's resource id, not its identifier.
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
        resources: secrets.map(({ secretArn }) => secretArn),
      }),
    ],
    roles,
  });
}
