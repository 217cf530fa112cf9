import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Operation, Scope } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import { checkEndpoint } from './checkEndpoint';
import { effectiveSubscriptionPolicy } from './deliveryPolicy';
import { invalidParameter } from './invalidParameter';
import { snsInputs } from './snsInputs';
import {
  entriesOf,
  pageFrom,
  type SnsRecords,
  type Subscription,
} from './SnsRecords';
import { changedSubscriptionAttributes } from './subscriptionAttributes';

/** Operations on subscriptions, which are confirmed at once. */
export function subscriptionOperations(
  records: SnsRecords,
): Record<string, Operation> {
  const { subscriptions } = records;

  const list = (subscribed: Subscription[], token: string | undefined) => {
    const { items, nextToken } = paginate(subscribed, pageFrom(token));
    return {
      Subscriptions: items.map(
        ({ attributes: _, SubscriptionPrincipal: __, ...subscription }) =>
          subscription,
      ),
      NextToken: nextToken,
    };
  };

  const describe = (
    scope: Scope,
    { attributes, SubscriptionPrincipal, ...subscription }: Subscription,
  ): Record<string, string> => {
    const topic = records.topics.get(scope, subscription.TopicArn);
    return {
      ...subscription,
      ...(SubscriptionPrincipal !== undefined && { SubscriptionPrincipal }),
      ConfirmationWasAuthenticated: 'true',
      PendingConfirmation: 'false',
      RawMessageDelivery: 'false',
      ...(/^https?$/.test(subscription.Protocol) && {
        EffectiveDeliveryPolicy: effectiveSubscriptionPolicy(
          attributes.DeliveryPolicy,
          topic?.attributes.DeliveryPolicy,
        ),
      }),
      ...(attributes.FilterPolicy !== undefined && {
        FilterPolicyScope: 'MessageAttributes',
      }),
      ...Object.fromEntries(
        Object.entries(attributes).filter(
          ([name]) =>
            name !== 'FilterPolicyScope' ||
            attributes.FilterPolicy !== undefined,
        ),
      ),
    };
  };

  return {
    Subscribe: defineOperation(
      snsInputs.Subscribe,
      async ({ TopicArn, Protocol, Endpoint, Attributes }, context) => {
        checkEndpoint(Protocol, Endpoint);
        records.topic(context, TopicArn);
        const attributes = changedSubscriptionAttributes(
          Protocol,
          {},
          Attributes,
          name =>
            invalidParameter(`Attributes Reason: Unknown attribute ${name}`),
        );
        if (
          Protocol === 'firehose' &&
          attributes.SubscriptionRoleArn === undefined
        ) {
          throw invalidParameter(
            'Attributes Reason: SubscriptionRoleArn: a firehose subscription needs it',
          );
        }
        const same = records
          .subscriptionsOf(context, TopicArn)
          .find(
            held => held.Protocol === Protocol && held.Endpoint === Endpoint,
          );
        if (same) {
          if (
            Object.keys(Attributes).length > 0 &&
            !isDeepStrictEqual(same.attributes, attributes)
          ) {
            throw invalidParameter(
              'Attributes Reason: Subscription already exists with different attributes',
            );
          }
          return { SubscriptionArn: same.SubscriptionArn };
        }
        const SubscriptionArn = `${TopicArn}:${randomUUID()}`;
        await subscriptions.put(context, SubscriptionArn, {
          SubscriptionArn,
          TopicArn,
          Protocol,
          Endpoint,
          Owner: context.accountId,
          SubscriptionPrincipal: context.principalArn,
          attributes,
        });
        return { SubscriptionArn };
      },
    ),

    Unsubscribe: defineOperation(
      snsInputs.Subscription,
      async ({ SubscriptionArn }, context) => {
        await subscriptions.delete(context, SubscriptionArn);
        return {};
      },
    ),

    GetSubscriptionAttributes: defineOperation(
      snsInputs.Subscription,
      async ({ SubscriptionArn }, context) => ({
        Attributes: entriesOf(
          describe(context, records.subscription(context, SubscriptionArn)),
        ),
      }),
    ),

    SetSubscriptionAttributes: defineOperation(
      snsInputs.SetSubscriptionAttributes,
      async ({ SubscriptionArn, AttributeName, AttributeValue }, context) => {
        const subscription = records.subscription(context, SubscriptionArn);
        const attributes = changedSubscriptionAttributes(
          subscription.Protocol,
          subscription.attributes,
          { [AttributeName]: AttributeValue },
          () => invalidParameter('AttributeName'),
        );
        await subscriptions.put(context, SubscriptionArn, {
          ...subscription,
          attributes,
        });
        return {};
      },
    ),

    ListSubscriptions: defineOperation(
      snsInputs.List,
      async ({ NextToken }, context) =>
        list(subscriptions.list(context), NextToken),
    ),

    ListSubscriptionsByTopic: defineOperation(
      snsInputs.ListSubscriptionsByTopic,
      async ({ TopicArn, NextToken }, context) => {
        records.topic(context, TopicArn);
        return list(records.subscriptionsOf(context, TopicArn), NextToken);
      },
    ),
  };
}
