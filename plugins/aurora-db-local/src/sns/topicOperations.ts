import type { z } from 'zod';
import { AwsError, type Operation } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { paginate } from '../service/paginate';
import { invalidParameter } from './invalidParameter';
import { snsInputs } from './snsInputs';
import { entriesOf, pageFrom, type SnsRecords } from './SnsRecords';
import {
  changedTopicAttributes,
  describedTopicAttributes,
} from './topicAttributes';

/** SNS's limit of tags of a topic. */
const maxTags = 50;

type Tags = z.output<typeof snsInputs.TagResource>['Tags'];

/** Operations on topics and their tags. */
export function topicOperations(
  records: SnsRecords,
): Record<string, Operation> {
  const { topics, subscriptions } = records;
  return {
    CreateTopic: defineOperation(
      snsInputs.CreateTopic,
      async ({ Name, Attributes, Tags }, context) => {
        const arn = `arn:aws:sns:${context.region}:${context.accountId}:${Name}`;
        const existing = topics.get(context, arn);
        const attributes = changedTopicAttributes(
          existing?.attributes ?? {},
          Attributes,
          name =>
            invalidParameter(`Attributes Reason: Unknown attribute ${name}`),
        );
        checkTags(Tags);
        if (!existing) {
          await topics.put(context, arn, { arn, attributes, tags: Tags });
        } else if (!hasAll(existing.attributes, attributes)) {
          throw invalidParameter(
            'Attributes Reason: Topic already exists with different attributes',
          );
        } else if (
          Tags.length > 0 &&
          !hasAll(mapOf(existing.tags), mapOf(Tags))
        ) {
          throw invalidParameter(
            'Tags Reason: Topic already exists with different tags',
          );
        }
        return { TopicArn: arn };
      },
    ),

    DeleteTopic: defineOperation(
      snsInputs.Topic,
      async ({ TopicArn }, context) => {
        for (const { SubscriptionArn } of records.subscriptionsOf(
          context,
          TopicArn,
        )) {
          await subscriptions.delete(context, SubscriptionArn);
        }
        await topics.delete(context, TopicArn);
        return {};
      },
    ),

    ListTopics: defineOperation(
      snsInputs.List,
      async ({ NextToken }, context) => {
        const { items, nextToken } = paginate(
          topics.list(context),
          pageFrom(NextToken),
        );
        return {
          Topics: items.map(({ arn }) => ({ TopicArn: arn })),
          NextToken: nextToken,
        };
      },
    ),

    GetTopicAttributes: defineOperation(
      snsInputs.Topic,
      async ({ TopicArn }, context) => {
        const { arn, attributes } = records.topic(context, TopicArn);
        return {
          Attributes: entriesOf(
            describedTopicAttributes(
              arn,
              context.accountId,
              attributes,
              records.subscriptionsOf(context, arn).length,
            ),
          ),
        };
      },
    ),

    SetTopicAttributes: defineOperation(
      snsInputs.SetTopicAttributes,
      async ({ TopicArn, AttributeName, AttributeValue }, context) => {
        const topic = records.topic(context, TopicArn);
        const attributes = changedTopicAttributes(
          topic.attributes,
          { [AttributeName]: AttributeValue },
          () => invalidParameter('AttributeName'),
        );
        await topics.put(context, TopicArn, { ...topic, attributes });
        return {};
      },
    ),

    TagResource: defineOperation(
      snsInputs.TagResource,
      async ({ ResourceArn, Tags }, context) => {
        const topic = records.tagged(context, ResourceArn);
        const keys = new Set(Tags.map(({ Key }) => Key));
        const tags = [
          ...topic.tags.filter(({ Key }) => !keys.has(Key)),
          ...Tags,
        ];
        checkTags(tags);
        await topics.put(context, ResourceArn, { ...topic, tags });
        return {};
      },
    ),

    UntagResource: defineOperation(
      snsInputs.UntagResource,
      async ({ ResourceArn, TagKeys }, context) => {
        const topic = records.tagged(context, ResourceArn);
        await topics.put(context, ResourceArn, {
          ...topic,
          tags: topic.tags.filter(({ Key }) => !TagKeys.includes(Key)),
        });
        return {};
      },
    ),

    ListTagsForResource: defineOperation(
      snsInputs.ListTagsForResource,
      async ({ ResourceArn }, context) => ({
        Tags: records.tagged(context, ResourceArn).tags,
      }),
    ),
  };
}

function checkTags(tags: Tags): void {
  if (tags.length > maxTags) {
    throw new AwsError(
      'TagLimitExceeded',
      'Could not complete request: tag quota of per resource exceeded',
    );
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidParameter('Tags Reason: Duplicated keys are not allowed.');
  }
}

function mapOf(tags: Tags): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Whether both maps have the same entries. */
function hasAll(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Array.from(names).every(name => a[name] === b[name]);
}
