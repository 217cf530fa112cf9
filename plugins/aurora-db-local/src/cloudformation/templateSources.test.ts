import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { S3 } from '@aws-sdk/client-s3';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import { templateStacks } from './testing/templateStacks';

const topicTemplate = `
Parameters:
  Name: { Type: String, Default: alerts, NoEcho: yes, AllowedValues: [alerts, 0755] }
Conditions:
  Never: !Equals [a, b]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: { TopicName: !Ref Name }
  Function:
    Type: AWS::Lambda::Function
    Condition: Never
    Properties: { Role: !GetAtt Function.Arn }
`;

describe('a template of a request', () => {
  let endpoint: TestEndpoint;
  let cfn: CloudFormation;
  let s3: S3;
  let stacks: ReturnType<typeof templateStacks>;
  beforeAll(async () => {
    endpoint = await startEndpoint();
    cfn = new CloudFormation(endpoint.clientConfig());
    s3 = new S3({ ...endpoint.clientConfig(), forcePathStyle: true });
    stacks = templateStacks(endpoint);
    await s3.createBucket({
      Bucket: 'shop-templates',
      CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-1' },
    });
  });
  afterAll(() => endpoint.stop());

  const put = (Key: string, Body: string) =>
    s3.putObject({ Bucket: 'shop-templates', Key, Body });
  const host = 'ap-northeast-1.amazonaws.com';

  it('may be in S3, and is then 1 MiB at most', async () => {
    const long = `${topicTemplate}# ${'x'.repeat(60_000)}`;
    await put('stacks/my topic.yaml', long);
    await put('long.yaml', `# ${'x'.repeat(1_048_576)}`);
    for (const TemplateURL of [
      `https://shop-templates.s3.${host}/stacks/my%20topic.yaml`,
      `https://s3.${host}/shop-templates/stacks/my%20topic.yaml`,
      `https://s3-${host}/shop-templates/stacks/my%20topic.yaml`,
      'https://shop-templates.s3.amazonaws.com/stacks/my%20topic.yaml',
      `${endpoint.url}/shop-templates/stacks/my%20topic.yaml`,
    ]) {
      const { Parameters } = await cfn.validateTemplate({ TemplateURL });
      expect(Parameters).toHaveLength(1);
    }
    const TemplateURL = `${endpoint.url}/shop-templates/stacks/my topic.yaml`;
    await cfn.createStack({ StackName: 'from-s3', TemplateURL });
    const { TemplateBody } = await cfn.getTemplate({ StackName: 'from-s3' });
    expect(TemplateBody).toBe(long);
    await expect(
      cfn.validateTemplate({
        TemplateURL: `${endpoint.url}/shop-templates/long.yaml`,
      }),
    ).rejects.toThrow('Template may not exceed 1048576 bytes in size.');
    await expect(cfn.validateTemplate({ TemplateBody: long })).rejects.toThrow(
      'less than or equal to 51200',
    );
  });

  it.each([
    [
      'https://example.com/shop-templates/topic.yaml',
      'is not the address of an object in S3',
    ],
    ['topic.yaml', 'is not the address of an object in S3'],
    [
      `https://s3.${host}/shop-templates`,
      'is not the address of an object in S3',
    ],
    [
      `https://s3.${host}/shop-templates/missing.yaml`,
      'S3 error: The specified key does not exist.',
    ],
    [
      `https://missing.s3.${host}/topic.yaml`,
      'S3 error: The specified bucket does not exist',
    ],
  ])('cannot be at %s', async (TemplateURL, message) => {
    await expect(
      cfn.createStack({ StackName: 'shop', TemplateURL }),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('is summarized without hidden values and with types that it does not create', async () => {
    expect(
      await cfn.getTemplateSummary({ TemplateBody: topicTemplate }),
    ).toMatchObject({
      Parameters: [
        {
          ParameterKey: 'Name',
          DefaultValue: '****',
          NoEcho: true,
          ParameterConstraints: { AllowedValues: ['alerts', '493'] },
        },
      ],
      ResourceTypes: ['AWS::SNS::Topic', 'AWS::Lambda::Function'],
    });
    const TemplateBody = topicTemplate.replace('Lambda::Function', 'Lambda::X');
    await expect(cfn.getTemplateSummary({ TemplateBody })).rejects.toThrow(
      'Template format error: Unrecognized resource types: [AWS::Lambda::X]',
    );
    expect(
      await cfn.getTemplateSummary({
        TemplateBody,
        TemplateSummaryConfig: {
          TreatUnrecognizedResourceTypesAsWarnings: true,
        },
      }),
    ).toMatchObject({
      ResourceTypes: ['AWS::SNS::Topic'],
      Warnings: { UnrecognizedResourceTypes: ['AWS::Lambda::X'] },
    });
  });

  it('is not there while a stack is in review', async () => {
    await cfn.createChangeSet({
      StackName: 'reviewed',
      ChangeSetName: 'first',
      ChangeSetType: 'CREATE',
      TemplateBody: topicTemplate,
    });
    await expect(
      cfn.getTemplateSummary({ StackName: 'reviewed' }),
    ).rejects.toThrow(
      'GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.',
    );
    const { TemplateBody } = await cfn.getTemplate({ StackName: 'reviewed' });
    expect(TemplateBody).toBeUndefined();
  });

  it('leaves no trace of a hidden value, and no empty members', async () => {
    const stack = await stacks.create('importer', 'importing.yaml', {
      SharedStack: 'none',
    });
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    await cfn.createStack({
      StackName: 'hidden',
      TemplateBody: topicTemplate,
      Parameters: [{ ParameterKey: 'Name', ParameterValue: '493' }],
    });
    let described = (await cfn.describeStacks({ StackName: 'hidden' })).Stacks;
    while (described?.[0]?.StackStatus === 'CREATE_IN_PROGRESS') {
      described = (await cfn.describeStacks({ StackName: 'hidden' })).Stacks;
    }
    expect(described).toMatchObject([
      {
        StackStatus: 'CREATE_COMPLETE',
        Parameters: [{ ParameterKey: 'Name', ParameterValue: '****' }],
      },
    ]);
    for (const name of ['Outputs', 'LastUpdatedTime', 'Capabilities']) {
      expect(described?.[0]).not.toHaveProperty(name, expect.anything());
    }
    const { StackEvents = [] } = await cfn.describeStackEvents({
      StackName: 'hidden',
    });
    expect(
      StackEvents.map(({ ResourceProperties }) => ResourceProperties),
    ).toContain('{"TopicName":"****"}');
    await cfn.createChangeSet({
      StackName: 'hidden',
      ChangeSetName: 'rename',
      TemplateBody: topicTemplate,
    });
    const changeSet = await cfn.describeChangeSet({
      StackName: 'hidden',
      ChangeSetName: 'rename',
      IncludePropertyValues: true,
    });
    expect(changeSet).toMatchObject({
      Parameters: [{ ParameterKey: 'Name', ParameterValue: '****' }],
      Changes: [
        {
          ResourceChange: {
            Replacement: 'True',
            Details: [{ Target: { BeforeValue: '****', AfterValue: '****' } }],
          },
        },
      ],
    });
    expect(changeSet.Tags).toBeUndefined();
  });

  it.each([
    [
      'an unknown status',
      { StackStatusFilter: ['CREATE_COMPLET'] },
      "Value '[CREATE_COMPLET]' at 'stackStatusFilter'",
    ],
    [
      'an unknown status among others',
      { StackStatusFilter: ['CREATE_COMPLETE', 'DELETED'] },
      'enum value set',
    ],
  ])(
    'has nothing to do with %s, which is refused',
    async (_, input, message) => {
      await expect(
        endpoint.services.call('cloudformation', 'ListStacks', input, {
          accountId: '123456789012',
          region: 'ap-northeast-1',
          requestId: 'test',
          principalArn: 'arn:aws:iam::123456789012:root',
        }),
      ).rejects.toThrow(message);
    },
  );
});
