import type { Scope, ServiceCaller } from '../../service/AwsService';
import { AwsError } from '../../service/AwsService';
import { rdsArn, type RdsStore } from '../RdsStore';
import type { EventKind } from './eventKinds';
import type { RdsEvent } from './RdsEvent';

/** RDS keeps events for 14 days. */
const keptMs = 14 * 24 * 60 * 60 * 1000;
/** At most this many are kept, so that a new one is written fast. */
const keptEvents = 2_000;
const recordId = 'events';
/** The page that RDS's notifications name. */
const eventPage =
  'http://docs.amazonwebservices.com/AmazonRDS/latest/UserGuide/USER_Events.html';

const arnKinds: Readonly<Record<RdsEvent['sourceType'], string>> = {
  'db-cluster': 'cluster',
  'db-instance': 'db',
  'db-cluster-snapshot': 'cluster-snapshot',
  'db-parameter-group': 'pg',
};

/** Stores events and publishes them to the topics of matching subscriptions. */
export class EventLog {
  constructor(
    private readonly store: RdsStore,
    private readonly services: ServiceCaller,
    private readonly log: (message: string) => void,
  ) {}

  list(scope: Scope): RdsEvent[] {
    const oldest = Date.now() - keptMs;
    const events = this.store.events.get(scope, recordId) ?? [];
    return events.filter(({ at }) => at.getTime() >= oldest);
  }

  async add(
    scope: Scope,
    sourceType: RdsEvent['sourceType'],
    sourceIdentifier: string,
    { id, category, message }: EventKind,
  ): Promise<void> {
    const event: RdsEvent = {
      sourceType,
      sourceIdentifier,
      sourceArn: rdsArn(scope, arnKinds[sourceType], sourceIdentifier),
      id,
      message,
      categories: [category],
      at: new Date(),
    };
    await this.store.events.put(
      scope,
      recordId,
      [...this.list(scope), event].slice(-keptEvents),
    );
    for (const subscription of this.store.subscriptions.list(scope)) {
      const asked =
        subscription.enabled &&
        (subscription.sourceType === undefined ||
          subscription.sourceType === sourceType) &&
        (subscription.sourceIds.length === 0 ||
          subscription.sourceIds.includes(sourceIdentifier)) &&
        (subscription.categories.length === 0 ||
          subscription.categories.includes(category));
      if (asked) {
        await this.#publish(scope, subscription.topicArn, event);
      }
    }
  }

  async #publish(
    scope: Scope,
    TopicArn: string,
    event: RdsEvent,
  ): Promise<void> {
    const context = {
      accountId: scope.accountId,
      region: scope.region,
      requestId: 'rds-event-notification',
      principalArn: `arn:aws:iam::${scope.accountId}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS`,
    };
    const Message = JSON.stringify({
      'Event Source': event.sourceType,
      'Event Time': event.at.toISOString(),
      'Event ID': event.id && `${eventPage}#${event.id}`,
      'Source ID': event.sourceIdentifier,
      'Source ARN': event.sourceArn,
      'Event Message': event.message,
    });
    try {
      await this.services.call(
        'sns',
        'Publish',
        { TopicArn, Message, Subject: 'RDS Notification Message' },
        context,
      );
    } catch (error) {
      if (!(error instanceof AwsError)) {
        throw error;
      }
      this.log(
        `RDS event for ${event.sourceIdentifier} could not be published to ${TopicArn}: ${error.message}`,
      );
    }
  }
}
