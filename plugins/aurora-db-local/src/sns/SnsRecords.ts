import { z } from 'zod';
import { AwsError, type Collection, type Scope } from '../service/AwsService';

export const topicSchema = z.object({
  arn: z.string(),
  attributes: z.record(z.string(), z.string()),
  tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })),
});

type Topic = z.infer<typeof topicSchema>;

export const subscriptionSchema = z.object({
  SubscriptionArn: z.string(),
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  Owner: z.string(),
  /** Absent for a subscription of an earlier version. */
  SubscriptionPrincipal: z.string().optional(),
  attributes: z.record(z.string(), z.string()),
});

export type Subscription = z.infer<typeof subscriptionSchema>;

/** The topics and subscriptions by ARN. */
export class SnsRecords {
  readonly topics: Collection<Topic>;
  readonly subscriptions: Collection<Subscription>;

  constructor(
    topics: Collection<Topic>,
    subscriptions: Collection<Subscription>,
  ) {
    this.topics = topics;
    this.subscriptions = subscriptions;
  }

  topic(scope: Scope, arn: string): Topic {
    const topic = this.topics.get(scope, arn);
    if (!topic) {
      throw new AwsError('NotFound', 'Topic does not exist', 404);
    }
    return topic;
  }

  /** A topic for its tags, whose absence has another error. */
  tagged(scope: Scope, arn: string): Topic {
    const topic = this.topics.get(scope, arn);
    if (!topic) {
      throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
    }
    return topic;
  }

  subscription(scope: Scope, arn: string): Subscription {
    const subscription = this.subscriptions.get(scope, arn);
    if (!subscription) {
      throw new AwsError('NotFound', 'Subscription does not exist', 404);
    }
    return subscription;
  }

  subscriptionsOf(scope: Scope, topicArn: string): Subscription[] {
    return this.subscriptions
      .list(scope)
      .filter(({ TopicArn }) => TopicArn === topicArn);
  }
}

/** The page that an input of SNS asks for. */
export function pageFrom(token: string | undefined) {
  return { maxItems: 100, token, invalidTokenCode: 'InvalidParameter' };
}

/** A map as the query protocol, SNS's only one, sends it. */
export function entriesOf(map: Record<string, string>) {
  return Object.entries(map).map(([key, value]) => ({ key, value }));
}
