import {
  masterUsername,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * The master credentials; attaching the secret to the cluster adds engine, host and port to username, password and dbname.
 * Without a fixed name, since a secret that is kept would block the next create.
 *
 * @param databaseName - what the secret says as dbname
 * @param keep - whether the secret outlives its stack, as the final snapshot does whose password it holds
 */
export function createMasterSecret(
  scope: Construct,
  {
    names,
    databaseName,
    keep,
  }: { names: DatabaseNames; databaseName: string; keep: boolean },
): Secret {
  const secret = new Secret(scope, 'Secret', {
    description: `Master credentials of ${names.clusterIdentifier}`,
    // Never change a property of it: CloudFormation would generate another password and never tell the cluster.
    generateSecretString: {
      secretStringTemplate: JSON.stringify({
        username: masterUsername,
        dbname: databaseName,
      }),
      generateStringKey: 'password',
      passwordLength: 30,
      excludeCharacters: ' %+~`#$&*()|[]{}:;<>?!\'/@"\\',
    },
  });
  // RETAIN_ON_UPDATE_OR_DELETE is CloudFormation's RetainExceptOnCreate: a failed first create leaves nothing behind.
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
