import type { Scenario } from '../Recorder';
import { memberAt } from './memberAt';

const service = 'sns';
const missing = 'arn:aws:sns:ap-northeast-1:123456789012:conf-none';

export const snsScenarios: readonly Scenario[] = [
  {
    service,
    name: 'topics and subscriptions',
    async run(call) {
      const TopicArn = memberAt(
        await call('CreateTopic', {
          Name: 'conf-topic',
          Attributes: { DisplayName: 'Conformance' },
          Tags: [{ Key: 'team', Value: 'shop' }],
        }),
        'TopicArn',
      );
      await call('CreateTopic', { Name: 'conf topic' });
      await call('GetTopicAttributes', { TopicArn });
      await call('SetTopicAttributes', {
        TopicArn,
        AttributeName: 'DisplayName',
        AttributeValue: 'Changed',
      });
      await call('SetTopicAttributes', {
        TopicArn,
        AttributeName: 'Colour',
        AttributeValue: 'red',
      });
      await call('ListTagsForResource', { ResourceArn: TopicArn });
      await call('TagResource', {
        ResourceArn: TopicArn,
        Tags: [{ Key: 'a', Value: 'b' }],
      });
      await call('UntagResource', { ResourceArn: TopicArn, TagKeys: ['team'] });
      await call('ListTagsForResource', { ResourceArn: TopicArn });
      await call('ListTopics');
      const SubscriptionArn = memberAt(
        await call('Subscribe', {
          TopicArn,
          Protocol: 'email',
          Endpoint: 'ops@example.com',
          ReturnSubscriptionArn: true,
        }),
        'SubscriptionArn',
      );
      await call('Subscribe', { TopicArn, Protocol: 'fax', Endpoint: '1' });
      await call('GetSubscriptionAttributes', { SubscriptionArn });
      await call('SetSubscriptionAttributes', {
        SubscriptionArn,
        AttributeName: 'RawMessageDelivery',
        AttributeValue: 'true',
      });
      await call('SetSubscriptionAttributes', {
        SubscriptionArn,
        AttributeName: 'Colour',
        AttributeValue: 'red',
      });
      await call('ListSubscriptionsByTopic', { TopicArn });
      await call('ListSubscriptions');
      await call('Publish', { TopicArn, Message: 'hello', Subject: 'hi' });
      await call('Publish', { TopicArn, Message: '' });
      await call('Unsubscribe', { SubscriptionArn });
      await call('GetSubscriptionAttributes', { SubscriptionArn });
      await call('DeleteTopic', { TopicArn });
      await call('DeleteTopic', { TopicArn });
      for (const [operation, input] of [
        ['GetTopicAttributes', { TopicArn: missing }],
        ['Publish', { TopicArn: missing, Message: 'x' }],
        [
          'Subscribe',
          { TopicArn: missing, Protocol: 'email', Endpoint: 'a@b.c' },
        ],
        ['ListSubscriptionsByTopic', { TopicArn: missing }],
        ['ListTagsForResource', { ResourceArn: missing }],
        [
          'TagResource',
          { ResourceArn: missing, Tags: [{ Key: 'a', Value: 'b' }] },
        ],
      ] as const) {
        await call(operation, input);
      }
    },
  },
];
