import { z } from 'zod';
import { listInput } from '../service/inputs';

/** A map: an object in process, a list of entries in the query protocol. */
const attributes = z.union([
  z.record(z.string(), z.coerce.string()),
  z
    .array(z.object({ key: z.string(), value: z.string() }))
    .transform(entries =>
      Object.fromEntries(entries.map(({ key, value }) => [key, value])),
    ),
]);

export const tagsSchema = z.array(
  z.object({ Key: z.string(), Value: z.string().default('') }),
);

const TopicArn = z.string();

/** Inputs of the SNS operations that aurora-db-local implements. */
export const snsInputs = {
  CreateTopic: z.looseObject({
    Name: z
      .string()
      .regex(
        /^[\w-]{1,256}$/,
        'must have 1 to 256 letters, digits, hyphens or underscores',
      ),
    Attributes: attributes.default({}),
    Tags: listInput(tagsSchema.element).default([]),
  }),
  Topic: z.looseObject({ TopicArn }),
  SetTopicAttributes: z.looseObject({
    TopicArn,
    AttributeName: z.string(),
    AttributeValue: z.coerce.string().default(''),
  }),
  List: z.looseObject({ NextToken: z.string().optional() }),
  Subscribe: z.looseObject({
    TopicArn,
    Protocol: z.string(),
    Endpoint: z.string().default(''),
    Attributes: attributes.default({}),
  }),
  Subscription: z.looseObject({ SubscriptionArn: z.string() }),
  SetSubscriptionAttributes: z.looseObject({
    SubscriptionArn: z.string(),
    AttributeName: z.enum([
      'DeliveryPolicy',
      'FilterPolicy',
      'FilterPolicyScope',
      'RawMessageDelivery',
      'RedrivePolicy',
      'SubscriptionRoleArn',
    ]),
    AttributeValue: z.coerce.string().default(''),
  }),
  ListSubscriptionsByTopic: z.looseObject({
    TopicArn,
    NextToken: z.string().optional(),
  }),
  Publish: z.looseObject({
    TopicArn,
    Message: z.string().min(1).max(262_144),
    Subject: z.string().max(100).optional(),
  }),
  TagResource: z.looseObject({
    ResourceArn: z.string(),
    Tags: listInput(tagsSchema.element),
  }),
  UntagResource: z.looseObject({
    ResourceArn: z.string(),
    TagKeys: listInput(z.string()),
  }),
  ListTagsForResource: z.looseObject({ ResourceArn: z.string() }),
};
