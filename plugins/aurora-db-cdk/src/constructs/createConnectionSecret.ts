import type { DatabaseNames } from '@aurora-db/backstage-plugin-aurora-db-common';
import { RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import type { DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * Makes the secret with the address of the database, for functions that log in with an IAM token:
 * engine, host, readerHost, port and dbname, without a password. It is a secret for two reasons:
 * functions read it like credentials, and only granted roles can read it.
 *
 * @param databaseName - the PostgreSQL database in the cluster
 */
export function createConnectionSecret(
  scope: Construct,
  {
    names,
    cluster,
    databaseName,
  }: { names: DatabaseNames; cluster: DatabaseCluster; databaseName: string },
): Secret {
  const secret = new Secret(scope, 'ConnectionSecret', {
    description: `Address of ${names.clusterIdentifier}, without a password`,
    // "Unsafe" refers to passwords in clear text in the template. This secret has no password.
    secretStringValue: SecretValue.unsafePlainText(
      Stack.of(scope).toJsonString({
        engine: 'postgres',
        host: cluster.clusterEndpoint.hostname,
        readerHost: cluster.clusterReadEndpoint.hostname,
        port: cluster.clusterEndpoint.port,
        dbname: databaseName,
      }),
    ),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'It holds an address and no password: there is nothing to rotate.',
  });
  return secret;
}
