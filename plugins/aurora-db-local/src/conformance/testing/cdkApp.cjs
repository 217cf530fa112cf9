/**
 * The app of the test of the CDK's command line, run by that. `CAPACITY` is the cluster's maximum
 * capacity, `ASSET` is a file.
 */
const { App, CfnOutput, RemovalPolicy, Stack } = require('aws-cdk-lib');
const { Vpc, SubnetType } = require('aws-cdk-lib/aws-ec2');
const {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
} = require('aws-cdk-lib/aws-rds');
const { BlockPublicAccess, Bucket } = require('aws-cdk-lib/aws-s3');
const { Asset } = require('aws-cdk-lib/aws-s3-assets');
const { StringParameter } = require('aws-cdk-lib/aws-ssm');

const stack = new Stack(new App(), 'Orders');

const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0a0b0c0d0e0f00001',
  availabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
  isolatedSubnetIds: ['subnet-0a0b0c0d0e0f0003a', 'subnet-0a0b0c0d0e0f0003c'],
  isolatedSubnetRouteTableIds: Array(2).fill('rtb-0a0b0c0d0e0f00003'),
});
const cluster = new DatabaseCluster(stack, 'Database', {
  engine: DatabaseClusterEngine.auroraPostgres({
    version: AuroraPostgresEngineVersion.of(process.env.ENGINE_VERSION, '15'),
  }),
  credentials: Credentials.fromGeneratedSecret('orders'),
  defaultDatabaseName: 'orders',
  writer: ClusterInstance.serverlessV2('Writer'),
  serverlessV2MinCapacity: 0.5,
  serverlessV2MaxCapacity: Number(process.env.CAPACITY),
  vpc,
  vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
  removalPolicy: RemovalPolicy.DESTROY,
});
const files = new Bucket(stack, 'Files', {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.DESTROY,
});
const host = new StringParameter(stack, 'Host', {
  parameterName: '/orders/host',
  stringValue: cluster.clusterEndpoint.hostname,
});
const asset = new Asset(stack, 'Asset', { path: process.env.ASSET });

const outputs = {
  SecretArn: cluster.secret.secretArn,
  ClusterIdentifier: cluster.clusterIdentifier,
  FilesName: files.bucketName,
  AssetBucket: asset.s3BucketName,
  AssetKey: asset.s3ObjectKey,
  HostParameter: host.parameterName,
  Greeting: StringParameter.valueForStringParameter(stack, '/orders/greeting'),
};
module.exports = Object.entries(outputs).map(
  ([name, value]) => new CfnOutput(stack, name, { value }),
);
