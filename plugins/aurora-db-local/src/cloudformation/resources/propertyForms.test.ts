import { trustPolicy } from '../../testing/trustPolicy';
import { FakeRds } from '../testing/FakeRds';
import { startCloudFormation } from '../testing/startCloudFormation';

const role = { AssumeRolePolicyDocument: JSON.parse(trustPolicy) };
const missing = '{{resolve:ssm:/missing}}';

describe('a resource of a template', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterEach(() => cfn.stop());

  const create = async (Type: string, Properties: Record<string, unknown>) => {
    await cfn.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: JSON.stringify({ Resources: { It: { Type, Properties } } }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
    const { StackStatus } = await cfn.settled('shop');
    const failed = (await cfn.events('shop')).find(
      ({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED',
    );
    return { StackStatus, reason: failed?.ResourceStatusReason };
  };

  it('may have a number or a boolean as text, as in YAML without quotes', async () => {
    expect(
      await create('AWS::SSM::Parameter', {
        Name: 'port',
        Type: 'String',
        Value: 5432,
        Description: true,
      }),
    ).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(
      await cfn.services.call(
        'ssm',
        'GetParameter',
        { Name: 'port' },
        cfn.context,
      ),
    ).toMatchObject({ Parameter: { Value: '5432' } });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'AWS::SNS::Topic',
      { DisplayName: missing },
      'Unable to fetch parameters [/missing] from parameter store for this account.',
    ],
    [
      'AWS::Logs::MetricFilter',
      {
        LogGroupName: missing,
        FilterPattern: 'ERROR',
        MetricTransformations: [
          { MetricName: 'errors', MetricNamespace: 'shop', MetricValue: '1' },
        ],
      },
      'Unable to fetch parameters [/missing]',
    ],
    ['AWS::SNS::Topic', { DisplayName: 'x'.repeat(101) }, 'DisplayName'],
    [
      'AWS::SNS::Topic',
      { DisplayName: ['shop'] },
      '#/DisplayName: expected type: String, found: JSONArray',
    ],
    [
      'AWS::SNS::Topic',
      { Tags: { Key: 'team', Value: 'shop' } },
      'Properties validation failed for resource It with message:\n#/Tags: ',
    ],
    ['AWS::SNS::Topic', { Tags: [{ Key: 'team' }] }, '#/Tags: 0.Value'],
    [
      'AWS::SSM::Parameter',
      { Type: 'String', Value: 'x', Tags: [{ Key: 'team', Value: 'shop' }] },
      '#/Tags: ',
    ],
    [
      'AWS::IAM::Role',
      { ...role, Policies: { PolicyName: 'read' } },
      'expected array, received object',
    ],
    [
      'AWS::IAM::Role',
      { ...role, ManagedPolicyArns: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      'expected array, received string',
    ],
    [
      'AWS::IAM::Policy',
      { PolicyName: 'read', PolicyDocument: {}, Roles: 'app' },
      'expected array, received string',
    ],
    [
      'AWS::IAM::ManagedPolicy',
      { PolicyDocument: { Version: '2012-10-17' } },
      'Syntax errors in policy',
    ],
    [
      'AWS::SecretsManager::Secret',
      { SecretString: 'x', GenerateSecretString: {} },
      'either SecretString or GenerateSecretString',
    ],
    [
      'AWS::SecretsManager::Secret',
      { GenerateSecretString: { PasswordLenth: 8 } },
      '"PasswordLenth: aurora-db-local does not know this member" ',
    ],
  ])(
    'of type %s with %j is rolled back with the reason, and nothing remains',
    async (type, properties, reason) => {
      expect(await create(type, properties)).toEqual({
        StackStatus: 'ROLLBACK_COMPLETE',
        reason: expect.stringContaining(reason),
      });
    },
  );

  const group = { GroupDescription: 'db', VpcId: 'vpc-0a0b0c0d0e0f00001' };
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'AWS::EC2::SecurityGroup',
      group,
      { SecurityGroupIngress: [{ IpProtocol: 'tcp', CidrIp: '10.0.0/16' }] },
    ],
    [
      'AWS::EC2::SecurityGroup',
      group,
      { SecurityGroupIngress: [{ IpProtocol: '-1', Cidr: '10.0.0.0/16' }] },
    ],
    ['AWS::EC2::SecurityGroup', group, { SecurityGroupIngress: {} }],
    ['AWS::IAM::Role', role, { Policies: {} }],
    ['AWS::IAM::Role', role, { ManagedPolicyArns: ['ReadOnlyAccess'] }],
    ['AWS::IAM::ManagedPolicy', { PolicyDocument: document }, { Roles: 'app' }],
    ['AWS::KMS::Key', {}, { PendingWindowInDays: 3 }],
    ['AWS::SNS::Topic', {}, { Subscription: 'a@example.com' }],
  ])(
    'of type %s with %j gets its former state back if an update to %j fails',
    async (Type, Properties, change) => {
      await create(Type, Properties);
      await cfn.call('UpdateStack', {
        StackName: 'shop',
        TemplateBody: JSON.stringify({
          Resources: {
            It: { Type, Properties: { ...Properties, ...change } },
          },
        }),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      });
      expect((await cfn.settled('shop')).StackStatus).toBe(
        'UPDATE_ROLLBACK_COMPLETE',
      );
    },
  );
});
