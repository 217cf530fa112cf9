import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';

describe('parameters of a template in Systems Manager', () => {
  let cloudFormation: Awaited<ReturnType<typeof startCloudFormation>>;

  beforeAll(async () => {
    cloudFormation = await startCloudFormation(new FakeRds());
  });

  afterAll(() => cloudFormation.stop());

  const put = (Name: string, Value: string, more = {}) =>
    cloudFormation.services.call(
      'ssm',
      'PutParameter',
      { Name, Value, Type: 'String', Overwrite: true, ...more },
      cloudFormation.context,
    );
  const valueOf = async (Name: string) =>
    cloudFormation.services.call(
      'ssm',
      'GetParameter',
      { Name },
      cloudFormation.context,
    );
  const parameter = (Type: string, Default: string) => ({
    Parameters: { P: { Type: `AWS::SSM::Parameter::${Type}`, Default } },
  });
  const joined = (Name: string) => ({
    Resources: {
      Copy: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Name, Type: 'String', Value: { 'Fn::Sub': '<${P}>' } },
      },
    },
    Outputs: { P: { Value: { Ref: 'P' } } },
  });

  it('have the values there, which the next update reads again', async () => {
    await put('/app/name', 'first');
    const template = {
      ...parameter('Value<String>', '/app/name'),
      ...joined('/copy/a'),
    };
    await expect(
      cloudFormation.deploy('values', template),
    ).resolves.toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Parameters: [
        {
          ParameterKey: 'P',
          ParameterValue: '/app/name',
          ResolvedValue: 'first',
        },
      ],
    });
    await put('/app/name', 'second');
    await cloudFormation.call('CreateChangeSet', {
      StackName: 'values',
      ChangeSetName: 'again',
      UsePreviousTemplate: true,
      Parameters: [{ ParameterKey: 'P', UsePreviousValue: true }],
    });
    await expect(
      cloudFormation.call('DescribeChangeSet', {
        StackName: 'values',
        ChangeSetName: 'again',
      }),
    ).resolves.toMatchObject({
      Parameters: [{ ResolvedValue: 'second' }],
      Changes: [
        {
          ResourceChange: {
            LogicalResourceId: 'Copy',
            Details: [
              { ChangeSource: 'ParameterReference', CausingEntity: 'P' },
            ],
          },
        },
      ],
    });
    // What the change set shows is executed, whatever is in Systems Manager by then.
    await put('/app/name', 'third');
    await cloudFormation.call('ExecuteChangeSet', {
      StackName: 'values',
      ChangeSetName: 'again',
    });
    await cloudFormation.settled('values');
    await expect(valueOf('/copy/a')).resolves.toMatchObject({
      Parameter: { Value: '<second>' },
    });
  });

  it.each([
    ['Value<List<String>>'],
    ['Value<CommaDelimitedList>'],
    ['Value<List<AWS::EC2::Subnet::Id>>'],
  ])('of type %s are lists', async type => {
    const ids = ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'];
    await put('/app/list', ids.join(), { Type: 'StringList' });
    const template = {
      ...parameter(type, '/app/list'),
      Resources: {
        Copy: {
          Type: 'AWS::SSM::Parameter',
          Properties: {
            Type: 'String',
            Value: { 'Fn::Select': [1, { Ref: 'P' }] },
          },
        },
      },
      Outputs: { Copied: { Value: { 'Fn::GetAtt': 'Copy.Value' } } },
    };
    const stack = `lists-${type.replace(/\W/g, '')}`;
    await expect(cloudFormation.deploy(stack, template)).resolves.toMatchObject(
      { Outputs: [{ OutputValue: ids[1] }] },
    );
  });

  it('that name subnets there must name those that exist', async () => {
    await put('/app/list', 'subnet-0a0b0c0d0e0f0001a,subnet-gone', {
      Type: 'StringList',
    });
    await expect(
      cloudFormation
        .call('CreateStack', {
          StackName: 'gone',
          TemplateBody: JSON.stringify({
            ...parameter('Value<List<AWS::EC2::Subnet::Id>>', '/app/list'),
            Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
          }),
        })
        .then(() => cloudFormation.settled('gone')),
    ).resolves.toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
    });
    expect(JSON.stringify(await cloudFormation.events('gone'))).toContain(
      'parameter value subnet-gone for parameter name P does not exist',
    );
  });

  it('of the CDK satisfy its rule about the bootstrap version without a bootstrapped account', async () => {
    const rule = {
      BootstrapVersion: {
        Assertions: [
          {
            Assert: {
              'Fn::Not': [
                { 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'P' }] },
              ],
            },
            AssertDescription: 'CDK bootstrap stack version 6 required.',
          },
        ],
      },
    };
    const template = {
      ...parameter('Value<String>', '/cdk-bootstrap/hnb659fds/version'),
      ...joined('/copy/c'),
      Rules: rule,
    };
    await expect(cloudFormation.deploy('cdk', template)).resolves.toMatchObject(
      { StackStatus: 'CREATE_COMPLETE' },
    );
    await put('/cdk-bootstrap/hnb659fds/version', '5');
    await expect(cloudFormation.deploy('cdk', template)).rejects.toThrow(
      /CDK bootstrap stack version 6 required/,
    );
  });

  it('are refused if Systems Manager has no such parameter, or a secret one', async () => {
    await put('/app/secret', 'geheim', { Type: 'SecureString' });
    const deploy = (name: string, type = 'Value<String>') =>
      cloudFormation.deploy('refused', {
        ...parameter(type, name),
        ...joined('/copy/d'),
      });
    await expect(deploy('/app/none')).rejects.toMatchObject({
      code: 'ValidationError',
      message:
        'Unable to fetch parameters [/app/none] from parameter store for this account.',
    });
    await expect(deploy('/app/none', 'Name')).rejects.toThrow(
      /Unable to fetch parameters/,
    );
    await expect(deploy('/app/secret')).rejects.toThrow(
      'Parameters [/app/secret] referenced by template have types not supported by CloudFormation.',
    );
    await expect(cloudFormation.stack('refused')).rejects.toThrow(
      /does not exist/,
    );
  });

  it('of type Name are the name itself', async () => {
    await put('/app/name', 'x');
    await expect(
      cloudFormation.deploy('names', {
        ...parameter('Name', '/app/name'),
        ...joined('/copy/e'),
      }),
    ).resolves.toMatchObject({ Outputs: [{ OutputValue: '/app/name' }] });
  });

  it('can be read by dynamic references', async () => {
    await put('/app/dynamic', 'one');
    await put('/app/dynamic', 'two');
    await cloudFormation.deploy('dynamic', {
      Resources: {
        Copy: {
          Type: 'AWS::SSM::Parameter',
          Properties: {
            Name: '/copy/f',
            Type: 'String',
            Value:
              '{{resolve:ssm:/app/dynamic:1}} {{resolve:ssm:/app/dynamic}}',
          },
        },
      },
    });
    await expect(valueOf('/copy/f')).resolves.toMatchObject({
      Parameter: { Value: 'one two' },
    });
  });

  it('can be read by dynamic references in tags', async () => {
    await put('/app/team', 'shop');
    const tagged = (team: string) => ({
      Resources: {
        Copy: {
          Type: 'AWS::SSM::Parameter',
          Properties: {
            Name: '/copy/g',
            Type: 'String',
            Value: 'x',
            Tags: { team },
          },
        },
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: {
            TopicName: 'tagged',
            Tags: [{ Key: 'team', Value: team }],
          },
        },
      },
    });
    const tags = async (service: string, input: Record<string, unknown>) =>
      cloudFormation.services.call(
        service,
        'ListTagsForResource',
        input,
        cloudFormation.context,
      );
    const reference = '{{resolve:ssm:/app/team}}';
    await cloudFormation.deploy('tagged', tagged(reference));
    const expected = (Value: string) =>
      expect.arrayContaining([{ Key: 'team', Value }]);
    const ofCopy = { ResourceType: 'Parameter', ResourceId: '/copy/g' };
    const ofTopic = {
      ResourceArn: 'arn:aws:sns:ap-northeast-1:123456789012:tagged',
    };
    expect(await tags('ssm', ofCopy)).toEqual({ TagList: expected('shop') });
    expect(await tags('sns', ofTopic)).toEqual({ Tags: expected('shop') });

    await cloudFormation.deploy('tagged', tagged(`${reference}-2`));
    expect(await tags('ssm', ofCopy)).toEqual({ TagList: expected('shop-2') });
    expect(await tags('sns', ofTopic)).toEqual({ Tags: expected('shop-2') });
    // Deleting needs no references.
    await cloudFormation.services.call(
      'ssm',
      'DeleteParameter',
      { Name: '/app/team' },
      cloudFormation.context,
    );
    await cloudFormation.call('DeleteStack', { StackName: 'tagged' });
    await expect(cloudFormation.settled('tagged')).rejects.toThrow(
      /does not exist/,
    );
  });

  it.each([
    [
      'a label',
      '{{resolve:ssm:/app/name:live}}',
      'Incorrect format is used in the following SSM reference: [{{resolve:ssm:/app/name:live}}]',
    ],
    [
      'a secure string in a tag',
      '{{resolve:ssm-secure:/app/secret:1}}',
      'SSM Secure reference is not supported in: [AWS::SNS::Topic/Properties/Tags/Value]',
    ],
  ])('are refused by the call with %s', async (_, Value, message) => {
    await expect(
      cloudFormation.call('CreateStack', {
        StackName: 'refused',
        TemplateBody: JSON.stringify({
          Resources: {
            Topic: {
              Type: 'AWS::SNS::Topic',
              Properties: { Tags: [{ Key: 'team', Value }] },
            },
          },
        }),
      }),
    ).rejects.toMatchObject({ code: 'ValidationError', message });
  });

  it('must be a list in both places or in none', async () => {
    await put('/app/list', 'a,b', { Type: 'StringList' });
    await put('/app/commas', 'a,b');
    for (const [type, name] of [
      ['Value<String>', '/app/list'],
      ['Value<List<String>>', '/app/commas'],
    ] as const) {
      await expect(
        cloudFormation.call('CreateStack', {
          StackName: 'refused',
          TemplateBody: JSON.stringify({
            ...parameter(type, name),
            ...joined('/copy/h'),
          }),
        }),
      ).rejects.toThrow(
        `Types for SSM parameters [${name}] defined in CFN template and SSM are incompatible`,
      );
    }
  });
});
