import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { resources } from './testing/templates';

describe('the rollback of a resource that its service refused', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;

  beforeAll(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterAll(() => cfn.stop());

  it.each([
    ['AWS::SNS::Topic', { TopicName: 'a topic' }],
    [
      'AWS::Logs::MetricFilter',
      {
        LogGroupName: 'a group',
        FilterPattern: '',
        MetricTransformations: [
          { MetricName: 'Lines', MetricNamespace: 'Shop', MetricValue: '1' },
        ],
      },
    ],
    ['AWS::Logs::LogGroup', { LogGroupName: 'a group' }],
    ['AWS::CloudWatch::Alarm', { AlarmName: 'a', Period: 7 }],
    [
      'AWS::CloudWatch::Dashboard',
      { DashboardName: 'a b', DashboardBody: '{}' },
    ],
    ['AWS::IAM::Role', { RoleName: 'a role', AssumeRolePolicyDocument: {} }],
    ['AWS::SSM::Parameter', { Name: 'a b', Type: 'String', Value: 'c' }],
    [
      'AWS::KMS::Key',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'a', Value: '2' },
        ],
      },
    ],
    [
      'AWS::SecretsManager::Secret',
      { SecretString: 'a', GenerateSecretString: {} },
    ],
    [
      'AWS::IAM::ManagedPolicy',
      {
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'anything', Resource: '*' },
        },
      },
    ],
  ])('%s is complete', async (Type, Properties) => {
    const stack = await cfn.deploy(
      `of${Type.replaceAll('::', '')}`,
      resources({ Refused: { Type, Properties } }),
      { Capabilities: ['CAPABILITY_NAMED_IAM'] },
    );
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
  });
});
