import { z } from 'zod';
import { tagSchema } from '../Tag';

/** An event subscription as it is stored. */
export const eventSubscriptionRecordSchema = z.object({
  name: z.string(),
  arn: z.string(),
  topicArn: z.string(),
  createdAt: z.coerce.date(),
  enabled: z.boolean(),
  /** Absent: events of all source types. */
  sourceType: z.string().optional(),
  /** Empty: all sources of the type. */
  sourceIds: z.array(z.string()),
  /** Empty: all categories. */
  categories: z.array(z.string()),
  tags: z.array(tagSchema),
});

export type EventSubscriptionRecord = z.infer<
  typeof eventSubscriptionRecordSchema
>;

/** The RDS structure `EventSubscription`. */
export function describeEventSubscription(
  subscription: EventSubscriptionRecord,
  accountId: string,
): Record<string, unknown> {
  return {
    CustomerAwsId: accountId,
    CustSubscriptionId: subscription.name,
    SnsTopicArn: subscription.topicArn,
    Status: 'active',
    SubscriptionCreationTime: subscription.createdAt.toISOString(),
    SourceType: subscription.sourceType,
    SourceIdsList: subscription.sourceIds,
    EventCategoriesList: subscription.categories,
    Enabled: subscription.enabled,
    EventSubscriptionArn: subscription.arn,
  };
}
