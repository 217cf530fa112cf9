import { z } from 'zod';
import { FakeRds } from './testing/FakeRds';
import { startCloudFormation } from './testing/startCloudFormation';
import { resources } from './testing/templates';

describe('a property of a template', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeEach(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterEach(() => cfn.stop());

  const group = (properties: Record<string, unknown>) =>
    resources({
      Log: { Type: 'AWS::Logs::LogGroup', Properties: properties },
    });

  /** The reason of the failed change set. */
  async function refusal(properties: Record<string, unknown>) {
    const names = { StackName: 'shop', ChangeSetName: 'change' };
    await cfn.call('CreateChangeSet', {
      ...names,
      ChangeSetType: 'CREATE',
      TemplateBody: JSON.stringify(group(properties)),
    });
    const { Status, StatusReason } = await cfn.call('DescribeChangeSet', names);
    expect(Status).toBe('FAILED');
    return StatusReason;
  }

  it('that its type does not have fails the change set, by name', async () => {
    await expect(refusal({ Retention: 7, LogGroupName: 'shop' })).resolves.toBe(
      'Properties validation failed for resource Log with message:\n#: extraneous key [Retention] is not permitted',
    );
  });

  it('that is not implemented fails the change set, by name', async () => {
    await expect(
      refusal({ BearerTokenAuthenticationEnabled: true }),
    ).resolves.toBe(
      'aurora-db-local does not take the property BearerTokenAuthenticationEnabled of AWS::Logs::LogGroup (resource Log). ' +
        'Log groups have no policies, indexes and bearer tokens here.',
    );
  });

  it('that is not implemented fails the resource if the stack is created without a change set', async () => {
    await cfn.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: JSON.stringify(
        group({ BearerTokenAuthenticationEnabled: true }),
      ),
    });
    await cfn.settled('shop');
    const events = await cfn.events('shop');
    expect(
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason,
    ).toContain('BearerTokenAuthenticationEnabled of AWS::Logs::LogGroup');
  });

  it.each([false, 'false', { Ref: 'AWS::NoValue' }])(
    'that is not implemented is accepted as %j, which asks for nothing',
    async BearerTokenAuthenticationEnabled => {
      const { StackStatus } = await cfn.deploy(
        'shop',
        group({ BearerTokenAuthenticationEnabled }),
      );
      expect(StackStatus).toBe('CREATE_COMPLETE');
    },
  );

  it('that names a security group is refused in a rule', async () => {
    await cfn.call('CreateStack', {
      StackName: 'shop',
      TemplateBody: JSON.stringify(
        resources({
          Group: {
            Type: 'AWS::EC2::SecurityGroup',
            Properties: {
              GroupDescription: 'clients',
              VpcId: 'vpc-0a0b0c0d0e0f00001',
              SecurityGroupIngress: [
                { IpProtocol: 'tcp', SourceSecurityGroupName: 'lambda' },
              ],
            },
          },
        }),
      ),
    });
    await cfn.settled('shop');
    expect(JSON.stringify(await cfn.events('shop'))).toContain(
      'does not take SourceSecurityGroupName in a security group',
    );
  });
});

describe('subscriptions of a template', () => {
  let cfn: Awaited<ReturnType<typeof startCloudFormation>>;
  beforeAll(async () => {
    cfn = await startCloudFormation(new FakeRds());
  });
  afterAll(() => cfn.stop());

  const sns = (operation: string, input: Record<string, unknown>) =>
    cfn.services.call('sns', operation, input, cfn.context);
  const TopicArn = 'arn:aws:sns:ap-northeast-1:123456789012:alarms';

  async function subscribed() {
    const { Subscriptions } = z
      .object({
        Subscriptions: z.array(
          z.object({ SubscriptionArn: z.string(), Endpoint: z.string() }),
        ),
      })
      .parse(await sns('ListSubscriptionsByTopic', { TopicArn }));
    return Subscriptions;
  }

  async function attributesOf(SubscriptionArn: string) {
    const { Attributes } = z
      .object({
        Attributes: z.array(z.object({ key: z.string(), value: z.string() })),
      })
      .parse(await sns('GetSubscriptionAttributes', { SubscriptionArn }));
    return Object.fromEntries(Attributes.map(({ key, value }) => [key, value]));
  }

  it('of a topic follow its list', async () => {
    const topic = (...addresses: string[]) =>
      resources({
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: {
            TopicName: 'alarms',
            Subscription: addresses.map(Endpoint => ({
              Protocol: 'email',
              Endpoint,
            })),
          },
        },
      });
    await cfn.deploy('topic', topic('a@example.com', 'b@example.com'));
    const { StackStatus } = await cfn.deploy(
      'topic',
      topic('b@example.com', 'c@example.com'),
    );
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    const endpoints = (await subscribed()).map(({ Endpoint }) => Endpoint);
    expect(endpoints.sort()).toEqual(['b@example.com', 'c@example.com']);
  });

  it('have their filter from the creation on, and lose it with the property', async () => {
    const subscription = (properties: Record<string, unknown>) =>
      resources({
        Subscription: {
          Type: 'AWS::SNS::Subscription',
          Properties: {
            TopicArn,
            Protocol: 'sqs',
            Endpoint: 'arn:aws:sqs:ap-northeast-1:123456789012:queue',
            ...properties,
          },
        },
      });
    await cfn.deploy(
      'subscription',
      subscription({
        FilterPolicy: { stage: ['prod'] },
        RawMessageDelivery: true,
      }),
    );
    const found = (await subscribed()).find(({ Endpoint }) =>
      Endpoint.endsWith(':queue'),
    );
    const arn = found?.SubscriptionArn ?? '';
    await expect(attributesOf(arn)).resolves.toMatchObject({
      FilterPolicy: '{"stage":["prod"]}',
      RawMessageDelivery: 'true',
    });
    const { StackStatus } = await cfn.deploy('subscription', subscription({}));
    expect(StackStatus).toBe('UPDATE_COMPLETE');
    await expect(attributesOf(arn)).resolves.toMatchObject({
      RawMessageDelivery: 'false',
    });
  });
});
