import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { topic } from './testing/templates';

const conditional = (more: Record<string, unknown>, outputs = {}) => ({
  Parameters: { Stage: { Type: 'String', Default: 'dev' } },
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  Resources: {
    Always: topic(),
    Sometimes: topic(undefined, { Condition: 'IsProd' }),
    ...more,
  },
  Outputs: outputs,
});

const subscription = (TopicArn: unknown) => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { Protocol: 'email', Endpoint: 'a@example.com', TopicArn },
});

describe('a reference to a resource whose condition is false', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterEach(() => cfn.stop());

  const create = (template: unknown, operation = 'CreateStack') =>
    cfn.call(operation, {
      StackName: 'shop',
      ...(operation === 'CreateChangeSet' && {
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
      }),
      TemplateBody: JSON.stringify(template),
    });

  it.each<[string, unknown, string]>([
    [
      'an output',
      conditional({}, { Arn: { Value: { Ref: 'Sometimes' } } }),
      'Outputs',
    ],
    [
      'the name of an export',
      conditional(
        {},
        {
          Arn: {
            Value: 'x',
            Export: { Name: { 'Fn::Sub': '${Sometimes.TopicName}' } },
          },
        },
      ),
      'Outputs',
    ],
    [
      'a property',
      conditional({ Mail: subscription({ Ref: 'Sometimes' }) }),
      'Resources',
    ],
    [
      'the branch of Fn::If that is taken',
      conditional({
        Mail: subscription({
          'Fn::If': ['IsProd', { Ref: 'Always' }, { Ref: 'Sometimes' }],
        }),
      }),
      'Resources',
    ],
    [
      'DependsOn',
      conditional({ Late: topic(undefined, { DependsOn: 'Sometimes' }) }),
      'Resources',
    ],
    [
      'metadata',
      conditional({
        Late: topic(undefined, { Metadata: { after: { Ref: 'Sometimes' } } }),
      }),
      'Resources',
    ],
  ])('in %s is refused by the call', async (_, template, block) => {
    for (const operation of ['CreateStack', 'CreateChangeSet']) {
      await expect(create(template, operation)).rejects.toMatchObject({
        code: 'ValidationError',
        message: `Template format error: Unresolved resource dependencies [Sometimes] in the ${block} block of the template`,
      });
    }
    await expect(
      cfn.call('DescribeStacks', { StackName: 'shop' }),
    ).rejects.toThrow('does not exist');
  });

  it('is refused by an update too, which changes nothing', async () => {
    await create(conditional({}));
    await cfn.settled('shop');
    await expect(
      cfn.call('UpdateStack', {
        StackName: 'shop',
        TemplateBody: JSON.stringify(
          conditional({}, { Arn: { Value: { Ref: 'Sometimes' } } }),
        ),
      }),
    ).rejects.toThrow('[Sometimes] in the Outputs block');
    expect((await cfn.stack('shop')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('is accepted in what is not deployed either', async () => {
    await create(
      conditional(
        {
          Mail: subscription({
            'Fn::If': ['IsProd', { Ref: 'Sometimes' }, { Ref: 'Always' }],
          }),
          Other: {
            Type: 'AWS::Lambda::Permission',
            Condition: 'IsProd',
            Properties: { Principal: { Ref: 'Sometimes' } },
          },
        },
        { Arn: { Condition: 'IsProd', Value: { Ref: 'Sometimes' } } },
      ),
    );
    expect((await cfn.settled('shop')).StackStatus).toBe('CREATE_COMPLETE');
  });
});
