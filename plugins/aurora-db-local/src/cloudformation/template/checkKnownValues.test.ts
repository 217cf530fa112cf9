import { FakeRds } from '../testing/FakeRds';
import { startCloudFormation } from '../testing/startCloudFormation';
import { topic } from '../testing/templates';

const named = (DisplayName: unknown) => ({
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Names: { Type: 'CommaDelimitedList', Default: 'a,b' },
  },
  Mappings: { Sizes: { dev: { name: 'small' } } },
  Resources: {
    First: topic('first'),
    It: { Type: 'AWS::SNS::Topic', Properties: { DisplayName } },
  },
});

describe('a value that depends on parameters and mappings alone', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterEach(() => cfn.stop());

  const create = (operation: string, template: unknown, more = {}) =>
    cfn.call(operation, {
      StackName: 'shop',
      ...(operation === 'CreateChangeSet' && {
        ChangeSetName: 'first',
        ChangeSetType: 'CREATE',
      }),
      TemplateBody: JSON.stringify(template),
      ...more,
    });

  const findInMap = { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'name'] };

  it.each<[string, unknown, string]>([
    [
      'the key of a mapping',
      named(findInMap),
      'Template error: Unable to get mapping for Sizes::prod::name',
    ],
    [
      'the index of a list',
      named({ 'Fn::Select': [2, { Ref: 'Names' }] }),
      'cannot select nonexistent value at index 2',
    ],
    [
      'a value in a condition that nothing uses',
      {
        ...named('x'),
        Conditions: { IsSmall: { 'Fn::Equals': [findInMap, 'small'] } },
      },
      'Template error: Unable to get mapping for Sizes::prod::name',
    ],
    [
      'a list as the value of an output',
      { ...named('x'), Outputs: { Names: { Value: { Ref: 'Names' } } } },
      "must evaluate to a String. Output 'Names' doesn't.",
    ],
    [
      'the name of a second export',
      {
        ...named('x'),
        Outputs: {
          One: { Value: '1', Export: { Name: 'size' } },
          Two: { Value: '2', Export: { Name: 'size' } },
        },
      },
      'more than one output has the export name size',
    ],
    [
      'a value in an output',
      { ...named('x'), Outputs: { Size: { Value: findInMap } } },
      'Template error: Unable to get mapping for Sizes::prod::name',
    ],
  ])(
    'is checked by the call: %s that cannot be makes no stack',
    async (_, template, message) => {
      for (const operation of ['CreateStack', 'CreateChangeSet']) {
        await expect(
          create(operation, template, {
            Parameters: [{ ParameterKey: 'Stage', ParameterValue: 'prod' }],
          }),
        ).rejects.toMatchObject({
          code: 'ValidationError',
          message: expect.stringContaining(message),
        });
      }
      await expect(
        cfn.call('DescribeStacks', { StackName: 'shop' }),
      ).rejects.toThrow('does not exist');
    },
  );

  it.each<[string, unknown]>([
    ['a part of an ARN', { Ref: 'First' }],
    ['a part of the id of the stack', { Ref: 'AWS::StackId' }],
  ])('is not required of %s, which the stack makes', async (_, source) => {
    const template = named({
      'Fn::Select': [5, { 'Fn::Split': [':', source] }],
    });
    expect((await cfn.deploy('shop', template)).StackStatus).toBe(
      'CREATE_COMPLETE',
    );
  });

  it('of a zone that the region lacks fails the resource, as on AWS', async () => {
    await create(
      'CreateStack',
      named({ 'Fn::Select': [9, { 'Fn::GetAZs': '' }] }),
    );
    expect((await cfn.settled('shop')).StackStatus).toBe('ROLLBACK_COMPLETE');
  });
});
