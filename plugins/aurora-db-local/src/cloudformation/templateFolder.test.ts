import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { EC2 } from '@aws-sdk/client-ec2';
import { RDS } from '@aws-sdk/client-rds';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SNS } from '@aws-sdk/client-sns';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import { templateStacks } from './testing/templateStacks';

describe('a template of a common style', () => {
  let endpoint: TestEndpoint;
  let stacks: ReturnType<typeof templateStacks>;
  let rds: RDS;
  let sns: SNS;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    stacks = templateStacks(endpoint);
    rds = new RDS(endpoint.clientConfig());
    sns = new SNS(endpoint.clientConfig());
  }, 180_000);
  afterAll(() => endpoint.stop(), 180_000);

  const clusterOf = async (DBClusterIdentifier: string) =>
    (await rds.describeDBClusters({ DBClusterIdentifier })).DBClusters?.[0];

  it('has a stage for development and one for production, which has a provisioned writer', async () => {
    const parameters = { Password: 'Secret123' };
    const dev = await stacks.create(
      'orders-dev',
      'devAndProd.yaml',
      parameters,
    );
    expect(await stacks.reasons('orders-dev')).toEqual([]);
    expect(dev).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Parameters: [
        { ParameterKey: 'Stage', ParameterValue: 'dev' },
        { ParameterKey: 'Protected', ParameterValue: 'false' },
        { ParameterKey: 'Password', ParameterValue: '****' },
      ],
    });
    expect(stacks.output(dev, 'TopicArn')).toBeUndefined();
    expect(await clusterOf('orders-dev')).toMatchObject({
      BackupRetentionPeriod: 1,
      StorageEncrypted: true,
      DeletionProtection: false,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
      TagList: expect.arrayContaining([
        { Key: 'stage', Value: 'dev' },
        { Key: 'cost-centre', Value: '0755' },
      ]),
    });
    const staged = await stacks.update('orders-dev', 'devAndProd.yaml', {
      ...parameters,
      Stage: 'stg',
    });
    expect(staged.StackStatus).toBe('UPDATE_COMPLETE');
    const cloudWatch = new CloudWatch(endpoint.clientConfig());
    expect((await cloudWatch.describeAlarms({})).MetricAlarms).toMatchObject([
      { AlarmDescription: 'Connections of orders-stg in stg', Threshold: 50 },
    ]);
    await expect(clusterOf('orders-dev')).rejects.toThrow('not found');
    expect(await stacks.remove(staged)).toBe('DELETE_COMPLETE');

    const prod = await stacks.create('orders-prod', 'devAndProd.yaml', {
      ...parameters,
      Stage: 'prod',
    });
    expect(await stacks.reasons('orders-prod')).toEqual([]);
    expect(await clusterOf('orders-prod')).toMatchObject({
      BackupRetentionPeriod: 14,
      DBClusterMembers: [{ IsClusterWriter: true }],
    });
    expect(
      (await clusterOf('orders-prod'))?.ServerlessV2ScalingConfiguration,
    ).toBeUndefined();
    await expect(
      stacks.update('orders-prod', 'devAndProd.yaml', {
        ...parameters,
        Stage: 'prod',
        Protected: 'true',
      }),
    ).rejects.toThrow('Unrecognized resource types: [AWS::Grafana::Workspace]');
    expect(await stacks.remove(prod)).toBe('DELETE_COMPLETE');
  }, 180_000);

  it('has the long forms of functions and rules', async () => {
    const created = await stacks.create('long', 'longForm.json');
    expect(await stacks.reasons('long')).toEqual([]);
    expect(stacks.output(created, 'TopicArn')).toMatch(
      /:alerts-ap-northeast-1$/,
    );
    const ec2 = new EC2(endpoint.clientConfig());
    const groupOf = async () => {
      const GroupIds = [stacks.output(created, 'GroupId') ?? ''];
      return (await ec2.describeSecurityGroups({ GroupIds }))
        .SecurityGroups?.[0];
    };
    expect(await groupOf()).toMatchObject({
      Description: 'Ports 5432+6432',
      IpPermissions: [
        { FromPort: 5432, IpRanges: [{ CidrIp: '10.0.1.0/24' }] },
      ],
    });
    await expect(
      stacks.update('long', 'longForm.json', { Ports: '5432,80' }),
    ).rejects.toThrow('Ports must be those of a database.');
    const renamed = await stacks.update('long', 'longForm.json', {
      Names: 'warnings,reports',
    });
    expect(stacks.output(renamed, 'TopicArn')).toMatch(
      /:warnings-ap-northeast-1$/,
    );
    expect(await stacks.remove(renamed)).toBe('DELETE_COMPLETE');
    await expect(groupOf()).rejects.toThrow('does not exist');
  });

  it('uses what another stack exports', async () => {
    const shared = await stacks.create('shared', 'exporting.yaml');
    const user = await stacks.create('user', 'importing.yaml', {
      SharedStack: 'shared',
    });
    expect(await stacks.reasons('user')).toEqual([]);
    expect(user.Outputs).toBeUndefined();
    const logs = new CloudWatchLogs(endpoint.clientConfig());
    const { logGroups } = await logs.describeLogGroups({
      logGroupNamePrefix: 'user-',
    });
    expect(logGroups).toMatchObject([{ retentionInDays: 30 }]);
    const subscribed = await stacks.update('user', 'importing.yaml', {
      SharedStack: 'shared',
      Email: 'shop@example.com',
    });
    expect(stacks.output(subscribed, 'Subscription')).toContain(
      stacks.output(shared, 'TopicArn'),
    );
    await expect(
      stacks.cfn.deleteStack({ StackName: 'shared' }),
    ).rejects.toThrow('it is in use by user');
    const renamed = await stacks.update('shared', 'exporting.yaml', {
      DisplayName: 'All alerts',
    });
    expect(renamed.LastUpdatedTime).toBeInstanceOf(Date);
    expect(shared.LastUpdatedTime).toBeUndefined();
    const { Attributes } = await sns.getTopicAttributes({
      TopicArn: stacks.output(renamed, 'TopicArn'),
    });
    expect(Attributes?.DisplayName).toBe('All alerts');
    expect(await stacks.remove(subscribed)).toBe('DELETE_COMPLETE');
    expect(await stacks.remove(renamed)).toBe('DELETE_COMPLETE');
  });

  it('has mappings by account and the functions of AWS::LanguageExtensions', async () => {
    const accountId = '012345670123';
    const own = templateStacks(endpoint, accountId);
    const created = await own.create('account', 'byAccount.yaml');
    expect(await own.reasons('account')).toEqual([]);
    expect(own.output(created, 'Count')).toBe('3');
    const logs = new CloudWatchLogs(endpoint.clientConfig(accountId));
    expect((await logs.describeLogGroups({})).logGroups).toMatchObject([
      { logGroupName: '/shop/prod/1a', retentionInDays: 365 },
    ]);
    const updated = await own.update('account', 'byAccount.yaml', {
      Names: 'x',
    });
    expect(own.output(updated, 'Count')).toBe('1');
    const secrets = new SecretsManager(endpoint.clientConfig(accountId));
    const { SecretList = [] } = await secrets.listSecrets({});
    const { SecretString = '' } = await secrets.getSecretValue({
      SecretId: SecretList[0]?.ARN,
    });
    expect(JSON.parse(SecretString)).toEqual({
      stage: 'prod',
      names: ['x'],
      count: 1,
    });
    expect(await own.remove(updated)).toBe('DELETE_COMPLETE');
  });

  it('is that of a database of aws-cdk-lib, with its bootstrap version and its rule', async () => {
    const created = await stacks.create('Database', 'cdkDatabase.json');
    expect(await stacks.reasons('Database')).toEqual([]);
    const identifier = stacks.output(created, 'SecretArn') ?? '';
    const secrets = new SecretsManager(endpoint.clientConfig());
    const { SecretString = '' } = await secrets.getSecretValue({
      SecretId: identifier,
    });
    const { username, dbClusterIdentifier } = JSON.parse(SecretString);
    expect(username).toBe('shop');
    const updated = await stacks.update('Database', 'cdkDatabase.json', {
      MaxCapacity: '4',
    });
    expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
    expect(await clusterOf(dbClusterIdentifier)).toMatchObject({
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
      TagList: expect.arrayContaining([{ Key: 'team', Value: 'shop' }]),
    });
    expect(await stacks.remove(updated)).toBe('DELETE_COMPLETE');
    await expect(clusterOf(dbClusterIdentifier)).rejects.toThrow('not found');
  }, 180_000);
});
