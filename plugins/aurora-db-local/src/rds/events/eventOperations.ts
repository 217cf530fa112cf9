import { z } from 'zod';
import {
  booleanInput,
  integerInput,
  listInput,
  timestampInput,
} from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import {
  describeEventSubscription,
  type EventSubscriptionRecord,
} from './EventSubscriptionRecord';
import { filtersInput, page, pageInput } from '../listing';
import { invalidCombination, invalidValue } from '../rdsFaults';
import { describeEvent } from './RdsEvent';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { tagsInput } from '../Tag';

const sourceTypes = [
  'db-instance',
  'db-parameter-group',
  'db-security-group',
  'db-snapshot',
  'db-cluster',
  'db-cluster-snapshot',
  'custom-engine-version',
  'db-proxy',
  'blue-green-deployment',
] as const;

const settable = {
  Enabled: booleanInput.optional(),
  EventCategories: listInput(z.string()).optional(),
  SnsTopicArn: z.string().optional(),
  SourceType: z.enum(sourceTypes).optional(),
};

const name = z.string().min(1).max(255);
const inputs = {
  DescribeEvents: z.object({
    ...pageInput,
    Filters: filtersInput,
    Duration: integerInput.default(60),
    StartTime: timestampInput.optional(),
    EndTime: timestampInput.optional(),
    EventCategories: listInput(z.string()).default([]),
    SourceIdentifier: z.string().optional(),
    SourceType: z.enum(sourceTypes).optional(),
  }),
  CreateEventSubscription: z.object({
    ...settable,
    SubscriptionName: name,
    SnsTopicArn: z.string(),
    SourceIds: listInput(z.string()).default([]),
    Tags: tagsInput,
  }),
  ModifyEventSubscription: z.object({ ...settable, SubscriptionName: name }),
  DeleteEventSubscription: z.object({ SubscriptionName: name }),
  DescribeEventSubscriptions: z.object({
    ...pageInput,
    Filters: filtersInput,
    SubscriptionName: name.optional(),
  }),
};

/** Operations on events and event subscriptions. */
export function eventOperations({
  store,
  events,
  services,
}: RdsContext): Record<string, Operation> {
  function subscription(scope: Scope, wanted: string): EventSubscriptionRecord {
    const found = store.subscriptions.get(
      scope,
      wanted.toLocaleLowerCase('en-US'),
    );
    if (!found) {
      throw new AwsError(
        'SubscriptionNotFound',
        `Subscription ${wanted} not found.`,
        404,
      );
    }
    return found;
  }

  async function checkTopic(
    TopicArn: string,
    context: RequestContext,
  ): Promise<void> {
    try {
      await services.call('sns', 'GetTopicAttributes', { TopicArn }, context);
    } catch (error) {
      throw error instanceof AwsError
        ? new AwsError(
            'SNSTopicArnNotFound',
            `The SNS topic ARN does not exist: ${TopicArn}`,
            404,
          )
        : error;
    }
  }

  return {
    async DescribeEvents(rawInput, context) {
      const input = inputs.DescribeEvents.parse(rawInput);
      const end = input.EndTime ?? new Date();
      const start =
        input.StartTime ?? new Date(end.getTime() - input.Duration * 60_000);
      if (
        input.SourceIdentifier !== undefined &&
        input.SourceType === undefined
      ) {
        throw invalidCombination(
          'If SourceIdentifier is supplied, SourceType must also be provided.',
        );
      }
      const matching = events
        .list(context)
        .filter(({ at }) => at >= start && at <= end)
        .filter(
          ({ sourceType }) =>
            input.SourceType === undefined || sourceType === input.SourceType,
        )
        .filter(
          ({ sourceIdentifier }) =>
            input.SourceIdentifier === undefined ||
            sourceIdentifier ===
              input.SourceIdentifier.toLocaleLowerCase('en-US'),
        )
        .filter(
          ({ categories }) =>
            input.EventCategories.length === 0 ||
            categories.some(category =>
              input.EventCategories.includes(category),
            ),
        );
      return page('Events', matching.map(describeEvent), input);
    },

    async CreateEventSubscription(rawInput, context) {
      const input = inputs.CreateEventSubscription.parse(rawInput);
      const id = input.SubscriptionName.toLocaleLowerCase('en-US');
      if (store.subscriptions.get(context, id)) {
        throw new AwsError(
          'SubscriptionAlreadyExist',
          `Subscription ${input.SubscriptionName} already exists.`,
        );
      }
      if (input.SourceIds.length > 0 && input.SourceType === undefined) {
        throw invalidValue('SourceIds were given without a SourceType.');
      }
      await checkTopic(input.SnsTopicArn, context);
      const record: EventSubscriptionRecord = {
        name: id,
        arn: rdsArn(context, 'es', id),
        topicArn: input.SnsTopicArn,
        createdAt: new Date(),
        enabled: input.Enabled ?? true,
        sourceType: input.SourceType,
        sourceIds: input.SourceIds,
        categories: input.EventCategories ?? [],
        tags: input.Tags,
      };
      await store.subscriptions.put(context, id, record);
      return {
        EventSubscription: describeEventSubscription(record, context.accountId),
      };
    },

    async ModifyEventSubscription(rawInput, context) {
      const input = inputs.ModifyEventSubscription.parse(rawInput);
      const record = subscription(context, input.SubscriptionName);
      if (input.SnsTopicArn !== undefined) {
        await checkTopic(input.SnsTopicArn, context);
      }
      const changed = {
        ...record,
        topicArn: input.SnsTopicArn ?? record.topicArn,
        enabled: input.Enabled ?? record.enabled,
        sourceType: input.SourceType ?? record.sourceType,
        categories: input.EventCategories ?? record.categories,
      };
      await store.subscriptions.put(context, record.name, changed);
      return {
        EventSubscription: describeEventSubscription(
          changed,
          context.accountId,
        ),
      };
    },

    async DeleteEventSubscription(rawInput, context) {
      const record = subscription(
        context,
        inputs.DeleteEventSubscription.parse(rawInput).SubscriptionName,
      );
      await store.subscriptions.delete(context, record.name);
      return {
        EventSubscription: describeEventSubscription(record, context.accountId),
      };
    },

    async DescribeEventSubscriptions(rawInput, context) {
      const input = inputs.DescribeEventSubscriptions.parse(rawInput);
      const records =
        input.SubscriptionName === undefined
          ? store.subscriptions.list(context)
          : [subscription(context, input.SubscriptionName)];
      return page(
        'EventSubscriptionsList',
        records.map(record =>
          describeEventSubscription(record, context.accountId),
        ),
        input,
      );
    },
  };
}
