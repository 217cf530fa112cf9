import { openService } from '../testing/openService';
import { createSnsService } from './createSnsService';

const TopicArn = 'arn:aws:sns:ap-northeast-1:123456789012:alarms';

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
    ).rejects.toThrow(/AttributeName/);
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
