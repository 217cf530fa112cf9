import type { Scope, ServiceCaller } from '../service/AwsService';
import type { StackEvent, StackRecord } from './StackRecord';
import type { StackEventListener } from './StackStore';

/** Publishes the events of stacks to their topics of SNS, each stack's in their order. */
export class StackNotifications implements StackEventListener {
  readonly #services: ServiceCaller;
  readonly #log: (message: string) => void;
  #last: Promise<void> = Promise.resolve();

  constructor(services: ServiceCaller, log: (message: string) => void) {
    this.#services = services;
    this.#log = log;
  }

  onEvent(scope: Scope, stack: StackRecord, event: StackEvent): void {
    for (const topic of stack.deployed.notificationArns) {
      this.#last = this.#last.then(() => this.#publish(scope, topic, event));
    }
  }

  /** Resolves when all events are published. */
  async sent(): Promise<void> {
    await this.#last;
  }

  async #publish(
    { accountId }: Scope,
    TopicArn: string,
    event: StackEvent,
  ): Promise<void> {
    const [, , , region = ''] = TopicArn.split(':');
    try {
      await this.#services.call(
        'sns',
        'Publish',
        {
          TopicArn,
          Subject: 'AWS CloudFormation Notification',
          Message: messageOf(event, accountId),
        },
        {
          accountId,
          region,
          requestId: event.EventId,
          principalArn: `arn:aws:iam::${accountId}:root`,
        },
      );
    } catch (error) {
      // As in AWS, a topic that is gone does not stop the stack.
      this.#log(
        `CloudFormation could not publish an event of ${event.StackName} to ${TopicArn}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-listing-event-history.html */
function messageOf(event: StackEvent, accountId: string): string {
  const members = {
    StackId: event.StackId,
    Timestamp: event.Timestamp,
    EventId: event.EventId,
    LogicalResourceId: event.LogicalResourceId,
    Namespace: accountId,
    PhysicalResourceId: event.PhysicalResourceId ?? '',
    ResourceProperties: event.ResourceProperties ?? 'null',
    ResourceStatus: event.ResourceStatus,
    ResourceStatusReason: event.ResourceStatusReason ?? '',
    ResourceType: event.ResourceType,
    StackName: event.StackName,
    ClientRequestToken: event.ClientRequestToken ?? 'null',
  };
  return Object.entries(members)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}
