import type { DatabaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * Makes the secret with the master credentials. It has username, password and dbname. Attaching it
 * to the cluster adds engine, host and port. It has no fixed name, because a retained secret would
 * block the next create.
 *
 * @param username - the master user of the cluster
 * @param databaseName - the dbname in the secret
 * @param keep - whether the secret stays after its stack is deleted. The final snapshot has its
 * password.
 */
export function createMasterSecret(
  scope: Construct,
  {
    names,
    username,
    databaseName,
    keep,
  }: {
    names: DatabaseNames;
    username: string;
    databaseName: string;
    keep: boolean;
  },
): Secret {
  const secret = new Secret(scope, 'Secret', {
    description: `Master credentials of ${names.clusterIdentifier}`,
    // Never change a property of the generator. CloudFormation would generate another password, and
    // not set it in the cluster.
    generateSecretString: {
      secretStringTemplate: JSON.stringify({
        username,
        dbname: databaseName,
      }),
      generateStringKey: 'password',
      passwordLength: 30,
      excludeCharacters: ' %+~`#$&*()|[]{}:;<>?!\'/@"\\',
    },
  });
  // RETAIN_ON_UPDATE_OR_DELETE is CloudFormation's RetainExceptOnCreate: nothing remains after a
  // failed first create.
  secret.applyRemovalPolicy(
    keep ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  );
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Rotation needs a Lambda function in the VPC, which is the account owner’s to place; applications use IAM tokens of 15 minutes instead of this password.',
  });
  return secret;
}
