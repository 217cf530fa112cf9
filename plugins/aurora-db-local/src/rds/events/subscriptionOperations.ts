import { z } from 'zod';
import { defineOperation } from '../../service/defineOperation';
import { booleanInput, listInput } from '../../service/inputs';
import {
  AwsError,
  type Operation,
  type RequestContext,
  type Scope,
} from '../../service/AwsService';
import { filtersOf, page, pageInput } from '../listing';
import { invalidValue } from '../rdsFaults';
import type { RdsContext } from '../RdsContext';
import { rdsArn } from '../RdsStore';
import { tagsInput } from '../Tag';
import { eventCategories } from './eventCategories';
import {
  describeEventSubscription,
  type EventSubscriptionRecord,
} from './EventSubscriptionRecord';

/** Source: Amazon RDS user guide, "Quotas in Amazon RDS". */
export const subscriptionLimit = 20;

const settable = {
  Enabled: booleanInput.optional(),
  EventCategories: listInput(z.string()).optional(),
  SnsTopicArn: z.string().optional(),
  SourceType: z.enum(Object.keys(eventCategories)).optional(),
};

const name = z.string().min(1).max(255);
const one = z.strictObject({ SubscriptionName: name });
const source = one.extend({ SourceIdentifier: z.string().min(1) });

const inputs = {
  CreateEventSubscription: z.strictObject({
    ...settable,
    SubscriptionName: name,
    SnsTopicArn: z.string(),
    SourceIds: listInput(z.string()).default([]),
    Tags: tagsInput,
  }),
  ModifyEventSubscription: one.extend(settable),
  AddSourceIdentifierToSubscription: source,
  RemoveSourceIdentifierFromSubscription: source,
  DeleteEventSubscription: one,
  DescribeEventSubscriptions: z.strictObject({
    ...pageInput,
    Filters: filtersOf(),
    SubscriptionName: name.optional(),
  }),
};

/** Operations on event subscriptions. */
export function subscriptionOperations({
  store,
  databases,
  services,
}: RdsContext): Record<string, Operation> {
  function find(scope: Scope, wanted: string): EventSubscriptionRecord {
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

  /** Whether a source of events exists. Those of other types never exist here. */
  function exists(scope: Scope, sourceType: string, id: string): boolean {
    const byType: Record<string, () => boolean> = {
      'db-cluster': () => databases.hasCluster(scope, id),
      'db-cluster-snapshot': () => store.snapshots.get(scope, id) !== undefined,
      'db-instance': () =>
        databases
          .instances(scope)
          .some(({ record }) => record.identifier === id),
      'db-parameter-group': () =>
        store.parameterGroups.get(scope, id) !== undefined,
    };
    return byType[sourceType]?.() ?? false;
  }

  function sourceIdOf(
    scope: Scope,
    sourceType: string | undefined,
    given: string,
  ): string {
    const id = given.toLocaleLowerCase('en-US');
    if (sourceType === undefined) {
      throw invalidValue(
        `The source ${given} was given without a SourceType, which the subscription needs.`,
      );
    }
    if (!exists(scope, sourceType, id)) {
      throw new AwsError(
        'SourceNotFound',
        `There is no ${sourceType} ${given}.`,
        404,
      );
    }
    return id;
  }

  async function keep(
    context: RequestContext,
    record: EventSubscriptionRecord,
  ) {
    await store.subscriptions.put(context, record.name, record);
    return {
      EventSubscription: describeEventSubscription(record, context.accountId),
    };
  }

  return {
    CreateEventSubscription: defineOperation(
      inputs.CreateEventSubscription,
      async (input, context) => {
        checkCategories(input.SourceType, input.EventCategories);
        const sourceIds = input.SourceIds.map(id =>
          sourceIdOf(context, input.SourceType, id),
        );
        await checkTopic(input.SnsTopicArn, context);
        const id = input.SubscriptionName.toLocaleLowerCase('en-US');
        if (store.subscriptions.get(context, id)) {
          throw new AwsError(
            'SubscriptionAlreadyExist',
            `Subscription ${input.SubscriptionName} already exists.`,
          );
        }
        if (store.subscriptions.list(context).length >= subscriptionLimit) {
          throw new AwsError(
            'EventSubscriptionQuotaExceeded',
            `Cannot create more than ${subscriptionLimit} event subscriptions`,
          );
        }
        return keep(context, {
          name: id,
          arn: rdsArn(context, 'es', id),
          topicArn: input.SnsTopicArn,
          createdAt: new Date(),
          enabled: input.Enabled ?? true,
          sourceType: input.SourceType,
          sourceIds,
          categories: input.EventCategories ?? [],
          tags: input.Tags,
        });
      },
    ),

    ModifyEventSubscription: defineOperation(
      inputs.ModifyEventSubscription,
      async (input, context) => {
        if (input.SnsTopicArn !== undefined) {
          await checkTopic(input.SnsTopicArn, context);
        }
        const record = find(context, input.SubscriptionName);
        const sourceType = input.SourceType ?? record.sourceType;
        const categories = input.EventCategories ?? record.categories;
        checkCategories(sourceType, categories);
        return keep(context, {
          ...record,
          topicArn: input.SnsTopicArn ?? record.topicArn,
          enabled: input.Enabled ?? record.enabled,
          sourceType,
          categories,
        });
      },
    ),

    AddSourceIdentifierToSubscription: defineOperation(
      inputs.AddSourceIdentifierToSubscription,
      async (input, context) => {
        const record = find(context, input.SubscriptionName);
        const id = sourceIdOf(
          context,
          record.sourceType,
          input.SourceIdentifier,
        );
        const sourceIds = [...new Set([...record.sourceIds, id])];
        return keep(context, { ...record, sourceIds });
      },
    ),

    RemoveSourceIdentifierFromSubscription: defineOperation(
      inputs.RemoveSourceIdentifierFromSubscription,
      async (input, context) => {
        const record = find(context, input.SubscriptionName);
        const id = input.SourceIdentifier.toLocaleLowerCase('en-US');
        if (!record.sourceIds.includes(id)) {
          throw new AwsError(
            'SourceNotFound',
            `The subscription ${record.name} has no source ${id}.`,
            404,
          );
        }
        const sourceIds = record.sourceIds.filter(present => present !== id);
        return keep(context, { ...record, sourceIds });
      },
    ),

    DeleteEventSubscription: defineOperation(
      inputs.DeleteEventSubscription,
      async ({ SubscriptionName }, context) => {
        const record = find(context, SubscriptionName);
        await store.subscriptions.delete(context, record.name);
        return {
          EventSubscription: describeEventSubscription(
            record,
            context.accountId,
          ),
        };
      },
    ),

    DescribeEventSubscriptions: defineOperation(
      inputs.DescribeEventSubscriptions,
      async (input, context) => {
        const records =
          input.SubscriptionName === undefined
            ? store.subscriptions.list(context)
            : [find(context, input.SubscriptionName)];
        return page('EventSubscriptionsList', records, input, record =>
          describeEventSubscription(record, context.accountId),
        );
      },
    ),
  };
}

/** Without a source type, a category of any type is valid. */
function checkCategories(
  sourceType: string | undefined,
  categories: readonly string[] = [],
): void {
  const valid =
    sourceType === undefined
      ? Object.values(eventCategories).flat()
      : (eventCategories[sourceType] ?? []);
  const unknown = categories.find(category => !valid.includes(category));
  if (unknown !== undefined) {
    throw new AwsError(
      'SubscriptionCategoryNotFound',
      `There is no event category ${unknown}${sourceType === undefined ? '' : ` of ${sourceType}`}.`,
      404,
    );
  }
}
