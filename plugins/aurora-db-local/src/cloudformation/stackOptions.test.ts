import { setTimeout as sleep } from 'node:timers/promises';
import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { database, resources, topic } from './testing/templates';

const body = (template: unknown) => ({
  TemplateBody: JSON.stringify(template),
});
/** A topic, and a subscription to a missing one, which fails. */
const failing = (attributes = {}) =>
  resources({
    Topic: topic('alerts', attributes),
    Late: {
      Type: 'AWS::SNS::Subscription',
      DependsOn: 'Topic',
      Properties: {
        Protocol: 'email',
        Endpoint: 'shop@example.com',
        TopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:missing',
      },
    },
  });

describe('the options of a stack', () => {
  let rds: FakeRds;
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    rds = new FakeRds();
    cfn = await startCloudFormation(rds);
  });
  afterEach(() => cfn.stop());

  const topics = async () => {
    const { Topics } = await cfn.services.call(
      'sns',
      'ListTopics',
      {},
      cfn.context,
    );
    return Topics;
  };
  const described = async (StackName: string) => {
    const { Stacks } = await cfn.call('DescribeStacks', { StackName });
    return Array.isArray(Stacks) ? Stacks[0] : undefined;
  };

  it('roll back a creation that is not complete after TimeoutInMinutes', async () => {
    rds.newStatus = 'creating';
    const created = new Promise<void>(resolve => {
      rds.onCall = async (name, when) => {
        if (name === 'CreateDBCluster' && when === 'after') {
          resolve();
        }
      };
    });
    await cfn.call('CreateStack', {
      StackName: 'shop',
      TimeoutInMinutes: '30',
      ...body(database()),
    });
    await created;
    await cfn.advance(29);
    expect(await described('shop')).toMatchObject({
      StackStatus: 'CREATE_IN_PROGRESS',
      TimeoutInMinutes: 30,
    });
    await cfn.advance(1);
    const { StackStatus } = await cfn.settled('shop');
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(rds.clusters.size).toBe(0);
    expect(
      (await cfn.events('shop')).map(event => event.ResourceStatusReason),
    ).toContain(
      'Stack creation time exceeded the specified timeout. Rollback requested by user.',
    );
  });

  it('have no effect on a creation that is complete before', async () => {
    await cfn.call('CreateStack', {
      StackName: 'shop',
      TimeoutInMinutes: 1,
      ...body(resources({ Topic: topic() })),
    });
    await cfn.settled('shop');
    await cfn.advance(5);
    expect((await cfn.stack('shop')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('publish its events to its topics', async () => {
    const { TopicArn } = await cfn.services.call(
      'sns',
      'CreateTopic',
      { Name: 'events' },
      cfn.context,
    );
    await expect(
      cfn.call('CreateStack', {
        StackName: 'shop',
        NotificationARNs: [`${String(TopicArn)}-missing`],
        ...body(resources({ Topic: topic() })),
      }),
    ).rejects.toThrow(`topic ${String(TopicArn)}-missing does not exist`);
    await cfn.call('CreateStack', {
      StackName: 'shop',
      NotificationARNs: [TopicArn],
      ...body(resources({ Topic: topic() })),
    });
    await cfn.settled('shop');
    const complete =
      /LogicalResourceId='Topic'\n[^]*ResourceStatus='CREATE_COMPLETE'\n[^]*StackName='shop'\n/;
    while (!cfn.messages().some(({ message }) => complete.test(message))) {
      await sleep(5);
    }
    expect(cfn.messages()[0]).toMatchObject({
      subject: 'AWS CloudFormation Notification',
      message: expect.stringMatching(
        /^StackId='arn:[^]*ResourceStatus='CREATE_IN_PROGRESS'\n/,
      ),
    });
  });

  it.each([
    [{ RetainExceptOnCreate: true }, 0],
    [{ RetainExceptOnCreate: 'false' }, 1],
  ])(
    'with %j leave %d retained resources after a failed creation',
    async (option, count) => {
      await cfn.call('CreateStack', {
        StackName: 'shop',
        ...option,
        ...body(failing({ DeletionPolicy: 'Retain' })),
      });
      await cfn.settled('shop');
      expect(await topics()).toHaveLength(count);
    },
  );

  it.each([
    [true, 1],
    [false, 2],
  ])(
    'with RetainExceptOnCreate %j leave %d topics after a failed update',
    async (RetainExceptOnCreate, count) => {
      const Old = topic('old', { DeletionPolicy: 'Retain' });
      await cfn.deploy('shop', resources({ Old }));
      await cfn.call('UpdateStack', {
        StackName: 'shop',
        RetainExceptOnCreate,
        ...body(
          resources({
            ...failing({ DeletionPolicy: 'Retain' }).Resources,
            Old,
          }),
        ),
      });
      const { StackStatus } = await cfn.settled('shop');
      expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(await topics()).toHaveLength(count);
    },
  );

  it('allow the resource types that ResourceTypes has', async () => {
    const create = (ResourceTypes: string[]) =>
      cfn.call('CreateStack', {
        StackName: 'shop',
        ResourceTypes,
        ...body(resources({ Topic: topic() })),
      });
    await expect(
      create(['AWS::RDS::*', 'AWS::SNS::TopicPolicy']),
    ).rejects.toThrow(
      'Resource type AWS::SNS::Topic is not allowed by parameter ResourceTypes [AWS::RDS::*, AWS::SNS::TopicPolicy]',
    );
    await create(['AWS::SNS::*']);
  });

  it('tell a repeated call by its token', async () => {
    const create = (ClientRequestToken: string) =>
      cfn.call('CreateStack', {
        StackName: 'shop',
        ClientRequestToken,
        ...body(resources({ Topic: topic() })),
      });
    const { StackId } = await create('first');
    await cfn.settled('shop');
    expect(await create('first')).toEqual({ StackId });
    await expect(create('second')).rejects.toMatchObject({
      code: 'AlreadyExistsException',
    });
    const update = () =>
      cfn.call('UpdateStack', {
        StackName: 'shop',
        ClientRequestToken: 'third',
        ...body(resources({ Topic: topic('alerts') })),
      });
    await update();
    expect(await update()).toEqual({ StackId });
    await cfn.settled('shop');
  });

  it('delete a stack by force, without the resources that cannot be deleted', async () => {
    await cfn.call('CreateStack', {
      StackName: 'shop',
      ...body(database({ DeletionProtection: true })),
    });
    await cfn.settled('shop');
    await cfn.call('DeleteStack', { StackName: 'shop' });
    const { StackStatus, StackId } = await cfn.settled('shop');
    expect(StackStatus).toBe('DELETE_FAILED');
    await cfn.call('DeleteStack', {
      StackName: 'shop',
      DeletionMode: 'FORCE_DELETE_STACK',
    });
    expect((await cfn.settled(StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(rds.clusters.size).toBe(1);
    expect(rds.groups.size).toBe(0);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['CreateStack', { StackPolicyBody: '{}' }, 'There are no stack policies'],
    [
      'CreateStack',
      {
        RollbackConfiguration: { RollbackTriggers: [{ Arn: 'a', Type: 'b' }] },
      },
      'There are no rollback triggers',
    ],
    ['CreateStack', { TimeoutInMinutes: '0' }, 'TimeoutInMinutes'],
    ['CreateStack', { Capabilities: ['CAPABILITY_ALL'] }, 'Capabilities'],
    ['CreateStack', { Tags: [{ Key: 'k', Value: '' }] }, 'Tags'],
    [
      'CreateStack',
      {
        Tags: Array.from({ length: 51 }, (_, i) => ({
          Key: `k${i}`,
          Value: 'v',
        })),
      },
      'Tags',
    ],
    [
      'CreateStack',
      {
        Tags: [
          { Key: 'k', Value: '1' },
          { Key: 'k', Value: '2' },
        ],
      },
      'Tags have the key k more than once',
    ],
    [
      'CreateStack',
      { DisableRollback: true, OnFailure: 'DELETE' },
      'You cannot specify both DisableRollback and OnFailure',
    ],
    [
      'CreateStack',
      { Parameters: [{ ParameterKey: 'P', UsePreviousValue: true }] },
      'Cannot specify usePreviousValue as true for a parameter key not in the previous template',
    ],
    [
      'CreateStack',
      {
        Parameters: [
          { ParameterKey: 'P', ParameterValue: '1' },
          { ParameterKey: 'P', ParameterValue: '2' },
        ],
      },
      'Parameter P is given more than once',
    ],
    ['CreateStack', { TemplateUrl: 'x' }, 'TemplateUrl'],
    [
      'CreateStack',
      { TemplateURL: 'https://bucket.s3.amazonaws.com/a' },
      'You cannot specify both Template URL and Template Body.',
    ],
    [
      'UpdateStack',
      { UsePreviousTemplate: true },
      'You cannot specify both usePreviousTemplate and Template Body/Template URL.',
    ],
    ['UpdateStack', { StackPolicyDuringUpdateBody: '{}' }, 'no stack policies'],
    [
      'CreateChangeSet',
      {
        ChangeSetName: 'c',
        TemplateBody: undefined,
        UsePreviousTemplate: true,
      },
      'Stack [shop] does not exist',
    ],
    [
      'CreateChangeSet',
      { ChangeSetName: 'c', ChangeSetType: 'IMPORT' },
      'does not take IMPORT',
    ],
    [
      'CreateChangeSet',
      { ChangeSetName: 'c', ResourcesToImport: [{ ResourceType: 'x' }] },
      'ResourcesToImport',
    ],
    [
      'CreateChangeSet',
      {
        ChangeSetName: 'c',
        ChangeSetType: 'CREATE',
        Parameters: [{ ParameterKey: 'P', UsePreviousValue: true }],
      },
      'Cannot specify UsePreviousValue on Parameters when ChangeSetType is CREATE',
    ],
  ])('of %s are refused: %j', async (operation, input, message) => {
    const template = {
      Parameters: { P: { Type: 'String', Default: 'x' } },
      ...resources({ Topic: topic() }),
    };
    await expect(
      cfn.call(operation, { StackName: 'shop', ...body(template), ...input }),
    ).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });
});
