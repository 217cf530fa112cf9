import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../../service/AwsService';
import { validationError } from '../validationError';

/** Throws if a topic for a stack's events does not exist. */
export async function checkNotifications(
  services: ServiceCaller,
  context: RequestContext,
  arns: readonly string[] = [],
): Promise<void> {
  for (const TopicArn of arns) {
    if (!/^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.test(TopicArn)) {
      throw validationError(`${TopicArn} is not the ARN of a topic of SNS.`);
    }
    try {
      await services.call('sns', 'GetTopicAttributes', { TopicArn }, context);
    } catch (error) {
      if (error instanceof AwsError && /^NotFound/.test(error.code)) {
        throw validationError(
          `NotificationARNs: topic ${TopicArn} does not exist.`,
        );
      }
      throw error;
    }
  }
}
