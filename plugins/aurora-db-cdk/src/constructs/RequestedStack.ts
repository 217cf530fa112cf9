import {
  auroraDbTags,
  maxConnectionsFor,
  stackDescription,
  stackOutputs,
  type SynthRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  CfnOutput,
  LegacyStackSynthesizer,
  Stack,
  Tags,
  Tokenization,
} from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { existingNetwork } from './existingNetwork';
import { namesOfRequest } from './namesOfRequest';
import { RequestedDatabase } from './RequestedDatabase';

type OutputName = (typeof stackOutputs)[keyof typeof stackOutputs];

/**
 * The stack of a database whose request is valid: {@link DatabaseStack} without the validation.
 *
 * @public
 */
export class RequestedStack extends Stack {
  public readonly cluster: rds.DatabaseCluster;
  public readonly secret: secretsmanager.ISecret;
  public readonly connectionSecret: secretsmanager.Secret;
  public readonly securityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, request: SynthRequest) {
    const { name, environment, config } = request;
    const { stackName } = namesOfRequest(request);
    const tags = tagsOf(request);
    super(scope, id, {
      stackName,
      env: { account: request.accountId, region: request.region },
      description: stackDescription(
        name,
        environment,
        request.restoreFrom?.entityRef,
      ),
      terminationProtection: config.deletionProtection,
      synthesizer: new LegacyStackSynthesizer(),
      analyticsReporting: false,
      // Tags of the stack itself, which the portal's catalog searches for. Aspects only tag
      // resources.
      tags,
    });
    for (const [key, value] of Object.entries(tags)) {
      Tags.of(this).add(key, value);
    }

    const database = new RequestedDatabase(this, 'Database', {
      ...request,
      ...existingNetwork(this, request.network),
      lambdaRoles: [...new Set(request.lambdaRoleArns)].map((arn, index) =>
        iam.Role.fromRoleArn(this, `LambdaRole${index}`, arn),
      ),
      alarmTopic: request.alarmTopicArn
        ? sns.Topic.fromTopicArn(this, 'AlarmTopic', request.alarmTopicArn)
        : undefined,
    });
    this.cluster = database.cluster;
    this.secret = database.secret;
    this.connectionSecret = database.connectionSecret;
    this.securityGroup = database.securityGroup;

    const outputs: Record<OutputName, string | undefined> = {
      [stackOutputs.clusterIdentifier]: this.cluster.clusterIdentifier,
      [stackOutputs.clusterResourceId]: this.cluster.clusterResourceIdentifier,
      [stackOutputs.clusterEndpoint]: this.cluster.clusterEndpoint.hostname,
      [stackOutputs.readerEndpoint]: this.cluster.clusterReadEndpoint.hostname,
      [stackOutputs.port]: Tokenization.stringifyNumber(
        this.cluster.clusterEndpoint.port,
      ),
      [stackOutputs.databaseName]: database.databaseName,
      [stackOutputs.masterUsername]: request.restoreFrom?.masterUsername,
      [stackOutputs.secretArn]: this.secret.secretArn,
      [stackOutputs.connectionSecretArn]: this.connectionSecret.secretArn,
      [stackOutputs.securityGroupId]: this.securityGroup.securityGroupId,
      [stackOutputs.engineVersion]: request.engineVersion,
      [stackOutputs.maxConnections]: String(maxConnectionsFor(config)),
      [stackOutputs.maxConnectionsUntilReboot]:
        request.maxConnectionsUntilReboot?.toString(),
    };
    for (const [outputName, value] of Object.entries(outputs)) {
      if (value !== undefined) {
        new CfnOutput(this, outputName, { value });
      }
    }
  }
}

function tagsOf(request: SynthRequest): Record<string, string> {
  return {
    ...request.tags,
    [auroraDbTags.name]: request.name,
    [auroraDbTags.environment]: request.environment,
    [auroraDbTags.owner]: request.owner,
    ...(request.system ? { [auroraDbTags.system]: request.system } : {}),
    ...(request.restoreFrom
      ? { [auroraDbTags.restoredFrom]: request.restoreFrom.entityRef }
      : {}),
  };
}
