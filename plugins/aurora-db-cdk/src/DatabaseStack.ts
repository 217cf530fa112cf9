import {
  auroraDbTags,
  stackOutputs,
  synthRequestSchema,
  type NetworkConfig,
  type SynthRequestInput,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  Annotations,
  CfnOutput,
  Fn,
  LegacyStackSynthesizer,
  Stack,
  Tags,
  Tokenization,
} from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DatabaseConstruct } from './DatabaseConstruct';

/** Properties of {@link DatabaseStack}; validated, so that a plain CDK app gets the same messages as the portal. */
export type DatabaseStackProps = SynthRequestInput;

/**
 * A database as a stack of its own, in an existing network. Needs no CDK bootstrap: it holds no assets, and goes inline.
 */
export class DatabaseStack extends Stack {
  public readonly cluster: rds.DatabaseCluster;
  public readonly secret: secretsmanager.Secret;
  public readonly securityGroup: ec2.SecurityGroup;

  /** @throws ZodError naming every property that is wrong */
  constructor(scope: Construct, id: string, props: DatabaseStackProps) {
    const request = synthRequestSchema.parse(props);
    super(scope, id, {
      env: { account: request.accountId, region: request.region },
      description: `Aurora PostgreSQL database ${request.name} in ${request.environment}`,
      terminationProtection: request.config.deletionProtection,
      synthesizer: new LegacyStackSynthesizer(),
      analyticsReporting: false,
    });

    const { vpc, subnets, lambdaSecurityGroup } = existingNetwork(
      this,
      request.network,
    );
    const database = new DatabaseConstruct(this, 'Database', {
      name: request.name,
      environment: request.environment,
      config: request.config,
      engineVersion: request.engineVersion,
      vpc,
      subnets,
      lambdaSecurityGroup,
      lambdaRoles: request.lambdaRoleArns.map((arn, index) =>
        iam.Role.fromRoleArn(this, `LambdaRole${index}`, arn),
      ),
      alarmTopic: request.alarmTopicArn
        ? sns.Topic.fromTopicArn(this, 'AlarmTopic', request.alarmTopicArn)
        : undefined,
      protect: request.protect,
    });
    this.cluster = database.cluster;
    this.secret = database.secret;
    this.securityGroup = database.securityGroup;

    const tags = {
      [auroraDbTags.name]: request.name,
      [auroraDbTags.environment]: request.environment,
      [auroraDbTags.owner]: request.owner,
      ...(request.system ? { [auroraDbTags.system]: request.system } : {}),
    };
    for (const [key, value] of Object.entries(tags)) {
      Tags.of(this).add(key, value);
    }

    const outputs: Record<string, string> = {
      [stackOutputs.clusterIdentifier]: this.cluster.clusterIdentifier,
      [stackOutputs.clusterResourceId]: this.cluster.clusterResourceIdentifier,
      [stackOutputs.clusterEndpoint]: this.cluster.clusterEndpoint.hostname,
      [stackOutputs.readerEndpoint]: this.cluster.clusterReadEndpoint.hostname,
      [stackOutputs.port]: Tokenization.stringifyNumber(
        this.cluster.clusterEndpoint.port,
      ),
      [stackOutputs.databaseName]: database.databaseName,
      [stackOutputs.secretArn]: this.secret.secretArn,
      [stackOutputs.securityGroupId]: this.securityGroup.securityGroupId,
      [stackOutputs.engineVersion]: request.engineVersion,
    };
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value });
    }
  }
}

/** The network as it is: nothing in it is made or changed. */
function existingNetwork(scope: Stack, network: NetworkConfig) {
  const byIds = 'vpcId' in network;
  const availabilityZones = byIds
    ? network.privateSubnets.map(subnet => subnet.availabilityZone)
    : network.availabilityZones;
  const subnetIds = byIds
    ? network.privateSubnets.map(subnet => subnet.id)
    : Fn.split(
        ',',
        Fn.importValue(network.privateSubnetIdsExport),
        availabilityZones.length,
      );
  const vpc = ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: byIds ? network.vpcId : Fn.importValue(network.vpcIdExport),
    availabilityZones,
  });
  const subnets = subnetIds.map((subnetId, index) =>
    ec2.Subnet.fromSubnetAttributes(scope, `Subnet${index}`, {
      subnetId,
      availabilityZone: availabilityZones[index],
    }),
  );
  for (const subnet of subnets) {
    Annotations.of(subnet).acknowledgeWarning(
      '@aws-cdk/aws-ec2:noSubnetRouteTableId',
      'Nothing here touches route tables',
    );
  }
  const lambdaSecurityGroup = ec2.SecurityGroup.fromSecurityGroupId(
    scope,
    'LambdaSecurityGroup',
    byIds
      ? network.lambdaSecurityGroupId
      : Fn.importValue(network.lambdaSecurityGroupIdExport),
    { mutable: false },
  );
  return { vpc, subnets, lambdaSecurityGroup };
}
