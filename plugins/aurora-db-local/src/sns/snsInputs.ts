import { z } from 'zod';
import { ignored, rejected } from '../service/inputHandling';
import { listInput } from '../service/inputs';
import { tagKeyInput } from '../service/tagInputs';

const entries = z.array(z.strictObject({ key: z.string(), value: z.string() }));

/** A map: an object in process, a list of entries in the query protocol. */
const attributes = z
  .preprocess(
    given => {
      const parsed = entries.safeParse(given);
      return parsed.success
        ? Object.fromEntries(parsed.data.map(({ key, value }) => [key, value]))
        : given;
    },
    z.record(z.string(), z.coerce.string()),
  )
  .default({});

const tag = z.strictObject({
  Key: tagKeyInput,
  Value: z.string().max(256).default(''),
});

const TopicArn = arn('topic', /^arn:aws:sns:[^:]*:[^:]*:[^:]+$/);
const SubscriptionArn = arn(
  'subscription',
  /^arn:aws:sns:[^:]*:[^:]*:[^:]+:[^:]+$/,
);

function arn(resource: string, pattern: RegExp) {
  return z.string().regex(pattern, `must be the ARN of a ${resource}`);
}

const messageAttribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
});

const messageAttributeEntries = z.array(
  z.strictObject({ Name: z.string(), Value: z.unknown() }),
);

/** Inputs of the SNS operations that aurora-db-local implements. */
export const snsInputs = {
  CreateTopic: z.strictObject({
    Name: z
      .string()
      .regex(
        /^[\w-]{1,256}$/,
        'must have 1 to 256 letters, digits, hyphens or underscores. There are no FIFO topics',
      ),
    Attributes: attributes,
    Tags: listInput(tag).default([]),
    DataProtectionPolicy: rejected('Nothing is delivered.'),
  }),
  Topic: z.strictObject({ TopicArn }),
  SetTopicAttributes: z.strictObject({
    TopicArn,
    AttributeName: z.string(),
    AttributeValue: z.coerce.string().default(''),
  }),
  List: z.strictObject({ NextToken: z.string().optional() }),
  Subscribe: z.strictObject({
    TopicArn,
    Protocol: z.string(),
    Endpoint: z.string().default(''),
    Attributes: attributes,
    ReturnSubscriptionArn: ignored(
      'Subscriptions are confirmed at once, so the ARN is always returned.',
    ),
  }),
  Subscription: z.strictObject({ SubscriptionArn }),
  SetSubscriptionAttributes: z.strictObject({
    SubscriptionArn,
    AttributeName: z.string(),
    AttributeValue: z.coerce.string().default(''),
  }),
  ListSubscriptionsByTopic: z.strictObject({
    TopicArn,
    NextToken: z.string().optional(),
  }),
  Publish: z.strictObject({
    TopicArn: z.string().optional(),
    TargetArn: z.string().optional(),
    PhoneNumber: rejected('Nothing is delivered to phones.'),
    Message: z.string(),
    Subject: z.string().optional(),
    MessageStructure: z.string().optional(),
    MessageAttributes: z
      .preprocess(
        given => {
          const parsed = messageAttributeEntries.safeParse(given);
          return parsed.success
            ? Object.fromEntries(
                parsed.data.map(({ Name, Value }) => [Name, Value]),
              )
            : given;
        },
        z.record(z.string(), messageAttribute),
      )
      .default({}),
    MessageDeduplicationId: rejected('There are no FIFO topics.'),
    MessageGroupId: z.string().min(1).max(128).optional(),
  }),
  TagResource: z.strictObject({ ResourceArn: TopicArn, Tags: listInput(tag) }),
  UntagResource: z.strictObject({
    ResourceArn: TopicArn,
    TagKeys: listInput(z.string()),
  }),
  ListTagsForResource: z.strictObject({ ResourceArn: TopicArn }),
};
