import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { paginate } from '../service/paginate';
import {
  AwsError,
  type AwsService,
  type Scope,
  type ServiceEnvironment,
} from '../service/AwsService';
import { snsInputs, tagsSchema } from './snsInputs';

const topicSchema = z.object({
  arn: z.string(),
  attributes: z.record(z.string(), z.string()),
  tags: tagsSchema,
});

type Topic = z.infer<typeof topicSchema>;

const subscriptionSchema = z.object({
  SubscriptionArn: z.string(),
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  Owner: z.string(),
  attributes: z.record(z.string(), z.string()),
});

type Subscription = z.infer<typeof subscriptionSchema>;

/** A message that was published to a topic. */
export interface PublishedMessage {
  messageId: string;
  topicArn: string;
  subject: string | undefined;
  message: string;
  at: Date;
}

/** The number of messages that are kept in memory. */
const keptMessages = 200;

/** SNS: topics and subscriptions. Messages are kept for inspection and not delivered. */
export async function createSnsService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<
  AwsService & { messages(): readonly PublishedMessage[] }
> {
  const topics = await store.collection('sns-topics', topicSchema);
  const subscriptions = await store.collection(
    'sns-subscriptions',
    subscriptionSchema,
  );
  let messages: PublishedMessage[] = [];

  function get(scope: Scope, topicArn: string): Topic {
    const topic = topics.get(scope, topicArn);
    if (!topic) {
      throw new AwsError('NotFound', 'Topic does not exist', 404);
    }
    return topic;
  }

  function getSubscription(
    scope: Scope,
    subscriptionArn: string,
  ): Subscription {
    const subscription = subscriptions.get(scope, subscriptionArn);
    if (!subscription) {
      throw new AwsError('NotFound', 'Subscription does not exist', 404);
    }
    return subscription;
  }

  function listSubscriptions(
    subscribed: Subscription[],
    token: string | undefined,
  ) {
    const { items, nextToken } = paginate(subscribed, pageFrom(token));
    return {
      Subscriptions: items.map(
        ({ attributes: _, ...subscription }) => subscription,
      ),
      NextToken: nextToken,
    };
  }

  return {
    signingName: 'sns',
    // The query protocol, SNS's only protocol, sends maps as lists of entries.
    listElementNames: { Attributes: 'entry' },
    messages: () => messages,
    operations: {
      async CreateTopic(rawInput, context) {
        const { Name, Attributes, Tags } =
          snsInputs.CreateTopic.parse(rawInput);
        const arn = `arn:aws:sns:${context.region}:${context.accountId}:${Name}`;
        if (!topics.get(context, arn)) {
          await topics.put(context, arn, {
            arn,
            attributes: Attributes,
            tags: Tags,
          });
        }
        return { TopicArn: arn };
      },

      async DeleteTopic(rawInput, context) {
        const { TopicArn } = snsInputs.Topic.parse(rawInput);
        for (const subscription of subscriptions
          .list(context)
          .filter(held => held.TopicArn === TopicArn)) {
          await subscriptions.delete(context, subscription.SubscriptionArn);
        }
        await topics.delete(context, TopicArn);
        return {};
      },

      async ListTopics(rawInput, context) {
        const { NextToken } = snsInputs.List.parse(rawInput);
        const { items, nextToken } = paginate(
          topics.list(context),
          pageFrom(NextToken),
        );
        return {
          Topics: items.map(({ arn }) => ({ TopicArn: arn })),
          NextToken: nextToken,
        };
      },

      async GetTopicAttributes(rawInput, context) {
        const { arn, attributes } = get(
          context,
          snsInputs.Topic.parse(rawInput).TopicArn,
        );
        const subscribed = subscriptions
          .list(context)
          .filter(({ TopicArn }) => TopicArn === arn);
        return {
          Attributes: entriesOf({
            TopicArn: arn,
            Owner: context.accountId,
            SubscriptionsConfirmed: String(subscribed.length),
            SubscriptionsPending: '0',
            SubscriptionsDeleted: '0',
            DisplayName: '',
            ...attributes,
          }),
        };
      },

      async SetTopicAttributes(rawInput, context) {
        const { TopicArn, AttributeName, AttributeValue } =
          snsInputs.SetTopicAttributes.parse(rawInput);
        const topic = get(context, TopicArn);
        await topics.put(context, TopicArn, {
          ...topic,
          attributes: { ...topic.attributes, [AttributeName]: AttributeValue },
        });
        return {};
      },

      async Subscribe(rawInput, context) {
        const { TopicArn, Protocol, Endpoint, Attributes } =
          snsInputs.Subscribe.parse(rawInput);
        get(context, TopicArn);
        const same = subscriptions
          .list(context)
          .find(
            held =>
              held.TopicArn === TopicArn &&
              held.Protocol === Protocol &&
              held.Endpoint === Endpoint,
          );
        const SubscriptionArn =
          same?.SubscriptionArn ?? `${TopicArn}:${randomUUID()}`;
        await subscriptions.put(context, SubscriptionArn, {
          SubscriptionArn,
          TopicArn,
          Protocol,
          Endpoint,
          Owner: context.accountId,
          attributes: Attributes,
        });
        return { SubscriptionArn };
      },

      async Unsubscribe(rawInput, context) {
        const { SubscriptionArn } = snsInputs.Subscription.parse(rawInput);
        await subscriptions.delete(context, SubscriptionArn);
        return {};
      },

      async GetSubscriptionAttributes(rawInput, context) {
        const { SubscriptionArn } = snsInputs.Subscription.parse(rawInput);
        const { attributes, ...subscription } = getSubscription(
          context,
          SubscriptionArn,
        );
        return {
          Attributes: entriesOf({
            ...subscription,
            PendingConfirmation: 'false',
            ...attributes,
          }),
        };
      },

      async SetSubscriptionAttributes(rawInput, context) {
        const { SubscriptionArn, AttributeName, AttributeValue } =
          snsInputs.SetSubscriptionAttributes.parse(rawInput);
        const subscription = getSubscription(context, SubscriptionArn);
        await subscriptions.put(context, SubscriptionArn, {
          ...subscription,
          attributes: {
            ...subscription.attributes,
            [AttributeName]: AttributeValue,
          },
        });
        return {};
      },

      async ListSubscriptions(rawInput, context) {
        return listSubscriptions(
          subscriptions.list(context),
          snsInputs.List.parse(rawInput).NextToken,
        );
      },

      async ListSubscriptionsByTopic(rawInput, context) {
        const { TopicArn, NextToken } =
          snsInputs.ListSubscriptionsByTopic.parse(rawInput);
        get(context, TopicArn);
        const subscribed = subscriptions
          .list(context)
          .filter(held => held.TopicArn === TopicArn);
        return listSubscriptions(subscribed, NextToken);
      },

      async Publish(rawInput, context) {
        const { TopicArn, Message, Subject } =
          snsInputs.Publish.parse(rawInput);
        get(context, TopicArn);
        const messageId = randomUUID();
        const published = {
          messageId,
          topicArn: TopicArn,
          subject: Subject,
          message: Message,
          at: new Date(),
        };
        messages = [...messages, published].slice(-keptMessages);
        return { MessageId: messageId };
      },

      async TagResource(rawInput, context) {
        const { ResourceArn, Tags } = snsInputs.TagResource.parse(rawInput);
        const topic = get(context, ResourceArn);
        const keys = new Set(Tags.map(({ Key }) => Key));
        await topics.put(context, ResourceArn, {
          ...topic,
          tags: [...topic.tags.filter(({ Key }) => !keys.has(Key)), ...Tags],
        });
        return {};
      },

      async UntagResource(rawInput, context) {
        const { ResourceArn, TagKeys } =
          snsInputs.UntagResource.parse(rawInput);
        const topic = get(context, ResourceArn);
        await topics.put(context, ResourceArn, {
          ...topic,
          tags: topic.tags.filter(({ Key }) => !TagKeys.includes(Key)),
        });
        return {};
      },

      async ListTagsForResource(rawInput, context) {
        return {
          Tags: get(
            context,
            snsInputs.ListTagsForResource.parse(rawInput).ResourceArn,
          ).tags,
        };
      },
    },
    async reset() {
      messages = [];
      await subscriptions.clear();
      await topics.clear();
    },
  };
}

function pageFrom(token: string | undefined) {
  return { maxItems: 100, token, invalidTokenCode: 'InvalidParameter' };
}

function entriesOf(map: Record<string, string>) {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}
