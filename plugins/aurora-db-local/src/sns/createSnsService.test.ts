import { z } from 'zod';
import { openService } from '../testing/openService';
import { createSnsService } from './createSnsService';

const TopicArn = 'arn:aws:sns:ap-northeast-1:123456789012:alarms';

const queue = 'arn:aws:sqs:ap-northeast-1:123456789012:alarms';
const entries = z.array(z.object({ key: z.string(), value: z.string() }));

describe('SNS', () => {
  let sns: Awaited<ReturnType<typeof openService>>;

  beforeEach(async () => {
    sns = await openService(createSnsService);
    await sns.call('CreateTopic', {
      Name: 'alarms',
      Attributes: { DisplayName: 'Alarms' },
    });
  });

  afterEach(() => sns.close());

  it('creates a topic once and returns its attributes', async () => {
    await expect(sns.call('CreateTopic', { Name: 'alarms' })).resolves.toEqual({
      TopicArn,
    });
    await expect(sns.call('ListTopics')).resolves.toMatchObject({
      Topics: [{ TopicArn }],
    });
    await expect(
      sns.call('GetTopicAttributes', { TopicArn }),
    ).resolves.toMatchObject({
      Attributes: expect.arrayContaining([
        { key: 'DisplayName', value: 'Alarms' },
        { key: 'TopicArn', value: TopicArn },
      ]),
    });
  });

  it('subscribes an endpoint once, and deletes subscriptions with their topic', async () => {
    const subscription = {
      TopicArn,
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
    };
    const first = await sns.call('Subscribe', subscription);
    expect(await sns.call('Subscribe', subscription)).toEqual(first);
    await expect(
      sns.call('ListSubscriptionsByTopic', { TopicArn }),
    ).resolves.toMatchObject({
      Subscriptions: [{ ...first, ...subscription }],
    });
    await sns.call('DeleteTopic', { TopicArn });
    await expect(sns.call('ListSubscriptions')).resolves.toMatchObject({
      Subscriptions: [],
    });
  });

  it('changes attributes of existing subscriptions only', async () => {
    const { SubscriptionArn } = await sns.call('Subscribe', {
      TopicArn,
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
    });
    const change = {
      SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{"kind":["alarm"]}',
    };
    await sns.call('SetSubscriptionAttributes', change);
    await expect(
      sns.call('GetSubscriptionAttributes', { SubscriptionArn }),
    ).resolves.toMatchObject({
      Attributes: expect.arrayContaining([
        { key: 'FilterPolicy', value: '{"kind":["alarm"]}' },
      ]),
    });
    await expect(
      sns.call('SetSubscriptionAttributes', {
        ...change,
        SubscriptionArn: `${TopicArn}:gone`,
      }),
    ).rejects.toMatchObject({ code: 'NotFound', statusCode: 404 });
    await expect(
      sns.call('SetSubscriptionAttributes', {
        ...change,
        AttributeName: 'Owner',
      }),
    ).rejects.toMatchObject({
      code: 'InvalidParameter',
      message: 'Invalid parameter: AttributeName',
    });
  });

  const attributesOf = async (operation: string, input: object) => {
    const { Attributes } = await sns.call(operation, { ...input });
    return Object.fromEntries(
      entries.parse(Attributes).map(({ key, value }) => [key, value]),
    );
  };

  it("describes a topic's default policy and effective delivery policy", async () => {
    const attributes = await attributesOf('GetTopicAttributes', { TopicArn });
    expect(JSON.parse(attributes.Policy ?? '')).toMatchObject({
      Id: '__default_policy_ID',
      Statement: [
        {
          Resource: TopicArn,
          Condition: { StringEquals: { 'AWS:SourceOwner': '123456789012' } },
        },
      ],
    });
    await sns.call('SetTopicAttributes', {
      TopicArn,
      AttributeName: 'DeliveryPolicy',
      AttributeValue: '{"http":{"defaultHealthyRetryPolicy":{"numRetries":9}}}',
    });
    const changed = await attributesOf('GetTopicAttributes', { TopicArn });
    expect(JSON.parse(changed.EffectiveDeliveryPolicy ?? '')).toMatchObject({
      http: {
        defaultHealthyRetryPolicy: { numRetries: 9, minDelayTarget: 20 },
        disableSubscriptionOverrides: false,
      },
    });
  });

  it.each([
    ['Fifo', 'true', 'AttributeName'],
    ['Owner', '210987654321', 'AttributeName'],
    [
      'FifoTopic',
      'true',
      'Attributes Reason: FifoTopic: aurora-db-local has no FIFO topics.',
    ],
    ['Policy', 'allow', 'Attributes Reason: Policy: failed to parse JSON.'],
    [
      'Policy',
      '{}',
      'Policy Error: a policy needs a Statement, which is an object or a list',
    ],
    [
      'SignatureVersion',
      '3',
      'Attributes Reason: SignatureVersion: Invalid value [3]. Use 1 or 2.',
    ],
    [
      'TracingConfig',
      'On',
      'Attributes Reason: TracingConfig: Invalid value [On]. Use PassThrough or Active.',
    ],
    [
      'HTTPSuccessFeedbackSampleRate',
      '1',
      'Attributes Reason: HTTPSuccessFeedbackSampleRate: aurora-db-local delivers nothing, so there are no delivery logs.',
    ],
  ])(
    'refuses the attribute %s with %s of a topic',
    async (AttributeName, AttributeValue, message) => {
      await expect(
        sns.call('SetTopicAttributes', {
          TopicArn,
          AttributeName,
          AttributeValue,
        }),
      ).rejects.toMatchObject({
        code: 'InvalidParameter',
        message: `Invalid parameter: ${message}`,
      });
    },
  );

  it('refuses to create a topic again with other attributes or tags', async () => {
    await expect(
      sns.call('CreateTopic', {
        Name: 'alarms',
        Attributes: { DisplayName: 'b' },
      }),
    ).rejects.toThrow('Topic already exists with different attributes');
    await expect(
      sns.call('CreateTopic', {
        Name: 'alarms',
        Tags: [{ Key: 'a', Value: '1' }],
      }),
    ).rejects.toThrow('Topic already exists with different tags');
    await expect(
      sns.call('CreateTopic', { Name: 'b', Attributes: { Colour: 'red' } }),
    ).rejects.toThrow('Unknown attribute Colour');
    await expect(sns.call('CreateTopic', { Name: 'b.fifo' })).rejects.toThrow(
      /no FIFO topics/,
    );
  });

  it('knows the tags of existing topics only', async () => {
    const tags = { ResourceArn: TopicArn, Tags: [{ Key: 'a', Value: '1' }] };
    await sns.call('TagResource', tags);
    await expect(
      sns.call('ListTagsForResource', { ResourceArn: TopicArn }),
    ).resolves.toEqual({ Tags: tags.Tags });
    for (const [operation, input] of [
      ['TagResource', tags],
      ['UntagResource', { TagKeys: ['a'] }],
      ['ListTagsForResource', {}],
    ] as const) {
      await expect(
        sns.call(operation, { ...input, ResourceArn: `${TopicArn}2` }),
      ).rejects.toMatchObject({
        code: 'ResourceNotFound',
        message: 'Resource does not exist',
        statusCode: 404,
      });
    }
  });

  it('describes a subscription with its defaults and effective policies', async () => {
    const subscribed = async (Protocol: string, Endpoint: string) => {
      const { SubscriptionArn } = await sns.call('Subscribe', {
        TopicArn,
        Protocol,
        Endpoint,
        Attributes: { FilterPolicy: '{"kind":["alarm"]}' },
      });
      return attributesOf('GetSubscriptionAttributes', { SubscriptionArn });
    };
    expect(await subscribed('email', 'on-call@example.com')).toEqual({
      SubscriptionArn: expect.stringContaining(TopicArn),
      TopicArn,
      Protocol: 'email',
      Endpoint: 'on-call@example.com',
      Owner: '123456789012',
      SubscriptionPrincipal: 'arn:aws:iam::123456789012:root',
      ConfirmationWasAuthenticated: 'true',
      PendingConfirmation: 'false',
      RawMessageDelivery: 'false',
      FilterPolicy: '{"kind":["alarm"]}',
      FilterPolicyScope: 'MessageAttributes',
    });
    const { EffectiveDeliveryPolicy = '' } = await subscribed(
      'https',
      'https://example.com/hook',
    );
    expect(JSON.parse(EffectiveDeliveryPolicy)).toMatchObject({
      healthyRetryPolicy: { numRetries: 3 },
      guaranteed: false,
    });
  });

  it.each<
    [
      Protocol: string,
      Endpoint: string,
      attributes: object,
      message: string | RegExp,
    ]
  >([
    [
      'pigeon',
      'x',
      {},
      'Amazon SNS does not support this protocol string: pigeon',
    ],
    ['email', 'x', {}, 'Email address'],
    [
      'https',
      'http://example.com',
      {},
      'Endpoint must match the specified protocol',
    ],
    ['sqs', 'x', {}, 'SQS endpoint ARN'],
    ['sqs', queue, { Colour: 'red' }, 'Unknown attribute Colour'],
    [
      'sqs',
      queue,
      { RawMessageDelivery: 'yes' },
      'Invalid value [yes]. Must be true or false.',
    ],
    [
      'email',
      'a@b.c',
      { RawMessageDelivery: 'true' },
      'Delivery protocol [email] does not support raw message delivery.',
    ],
    [
      'sqs',
      queue,
      { FilterPolicyScope: 'Message' },
      'Please use either MessageBody or MessageAttributes',
    ],
    [
      'sqs',
      queue,
      { RedrivePolicy: '{"deadLetterTargetArn":"dead"}' },
      'deadLetterTargetArn is an invalid arn',
    ],
    [
      'sqs',
      queue,
      { DeliveryPolicy: '{}' },
      'Delivery protocol [sqs] has no delivery policy.',
    ],
    [
      'http',
      'http://a.b',
      { DeliveryPolicy: '{"healthyRetryPolicy":{"numRetries":-1}}' },
      'healthyRetryPolicy.numRetries',
    ],
    [
      'sqs',
      queue,
      { FilterPolicy: '{"a":1}' },
      '"a" must be an object or an array',
    ],
    [
      'sqs',
      queue,
      { FilterPolicy: '{"a":[]}' },
      'Empty arrays are not allowed',
    ],
    [
      'sqs',
      queue,
      { FilterPolicy: '{"a":[{"beginsWith":"x"}]}' },
      'Unrecognized match {"beginsWith":"x"}',
    ],
    [
      'sqs',
      queue,
      { FilterPolicy: '{"a":[{"numeric":[">",9,"<",1]}]}' },
      'Unrecognized match',
    ],
    [
      'sqs',
      queue,
      { FilterPolicy: '{"a":{"b":["c"]}}' },
      'does not support nested filter policy',
    ],
    [
      'sqs',
      queue,
      { FilterPolicy: '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}' },
      'more than 5 keys',
    ],
  ])(
    'refuses to subscribe %s %s with %j',
    async (Protocol, Endpoint, Attributes, message) => {
      await expect(
        sns.call('Subscribe', { TopicArn, Protocol, Endpoint, Attributes }),
      ).rejects.toMatchObject({
        code: 'InvalidParameter',
        message: expect.stringContaining(String(message)),
      });
    },
  );

  it('keeps a filter policy of each kind, and removes an empty one', async () => {
    const subscription = { TopicArn, Protocol: 'sqs', Endpoint: queue };
    const FilterPolicy = JSON.stringify({
      detail: {
        $or: [
          { kind: ['alarm', 1, true, null] },
          {
            kind: [
              { prefix: 'a' },
              { 'anything-but': ['b'] },
              { 'anything-but': { suffix: 'c' } },
              { numeric: ['>=', 1, '<', 5] },
              { exists: false },
              { cidr: '10.0.0.0/24' },
            ],
          },
        ],
      },
    });
    const Attributes = { FilterPolicyScope: 'MessageBody', FilterPolicy };
    const { SubscriptionArn } = await sns.call('Subscribe', {
      ...subscription,
      Attributes,
    });
    await expect(
      sns.call('Subscribe', {
        ...subscription,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    ).rejects.toThrow('Subscription already exists with different attributes');
    expect(
      await attributesOf('GetSubscriptionAttributes', { SubscriptionArn }),
    ).toMatchObject(Attributes);
    await expect(
      sns.call('SetSubscriptionAttributes', {
        SubscriptionArn,
        AttributeName: 'FilterPolicyScope',
        AttributeValue: 'MessageAttributes',
      }),
    ).rejects.toThrow('does not support nested filter policy');
    await sns.call('SetSubscriptionAttributes', {
      SubscriptionArn,
      AttributeName: 'FilterPolicy',
      AttributeValue: '{}',
    });
    const { FilterPolicy: removed, FilterPolicyScope } = await attributesOf(
      'GetSubscriptionAttributes',
      { SubscriptionArn },
    );
    expect([removed, FilterPolicyScope]).toEqual([undefined, undefined]);
  });

  it.each<[input: object, code: string, message: string]>([
    [
      { TopicArn: undefined },
      'InvalidParameter',
      'no value for required parameter',
    ],
    [
      { TargetArn: TopicArn },
      'InvalidParameter',
      'both parameters cannot be set',
    ],
    [{ PhoneNumber: '+811234' }, 'InvalidParameter', 'PhoneNumber'],
    [{ Message: '' }, 'InvalidParameter', 'Empty message'],
    [{ Message: 'あ'.repeat(90_000) }, 'InvalidParameter', 'Message too long'],
    [{ Subject: '' }, 'InvalidParameter', 'Subject'],
    [{ Subject: 'two\nlines' }, 'InvalidParameter', 'Subject'],
    [{ Subject: 'x'.repeat(101) }, 'InvalidParameter', 'Subject'],
    [{ MessageStructure: 'xml' }, 'InvalidParameter', 'MessageStructure'],
    [
      { MessageStructure: 'json' },
      'InvalidParameter',
      'JSON message body failed to parse',
    ],
    [
      { MessageStructure: 'json', Message: '{"email":"m"}' },
      'InvalidParameter',
      'No default entry in JSON message body',
    ],
    [
      { MessageDeduplicationId: '1' },
      'InvalidParameter',
      'MessageDeduplicationId',
    ],
    [
      { MessageAttributes: { a: { DataType: 'Text', StringValue: 'x' } } },
      'ParameterValueInvalid',
      "'a' has an invalid message attribute type",
    ],
    [
      { MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      'ParameterValueInvalid',
      'non-empty message attribute value',
    ],
    [
      { MessageAttributes: { a: { DataType: 'Number', StringValue: 'one' } } },
      'ParameterValueInvalid',
      "'a' value to number",
    ],
  ])('refuses to publish with %.60j', async (input, code, message) => {
    await expect(
      sns.call('Publish', { TopicArn, Message: 'm', ...input }),
    ).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('publishes only to existing topics', async () => {
    await expect(
      sns.call('Publish', { TopicArn, Message: 'm' }),
    ).resolves.toEqual({ MessageId: expect.any(String) });
    await expect(
      sns.call('Publish', { TopicArn: `${TopicArn}2`, Message: 'm' }),
    ).rejects.toMatchObject({
      code: 'NotFound',
      statusCode: 404,
    });
  });
});
