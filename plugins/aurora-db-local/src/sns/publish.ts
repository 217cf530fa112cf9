import { randomUUID } from 'node:crypto';
import type { Operation } from '../service/AwsService';
import { defineOperation } from '../service/defineOperation';
import { invalidParameter } from './invalidParameter';
import { type MessageContent, readMessage } from './readMessage';
import { snsInputs } from './snsInputs';
import type { SnsRecords } from './SnsRecords';

/** A message that was published to a topic. */
export interface PublishedMessage extends MessageContent {
  messageId: string;
  topicArn: string;
  at: Date;
}

/** Publishes to topics only. */
export function publish(
  records: SnsRecords,
  keep: (message: PublishedMessage) => void,
): Operation {
  return defineOperation(snsInputs.Publish, async (input, context) => {
    const { TopicArn, TargetArn } = input;
    if (TopicArn !== undefined && TargetArn !== undefined) {
      throw invalidParameter(
        'TopicArn or TargetArn Reason: both parameters cannot be set',
      );
    }
    const topicArn = TopicArn ?? TargetArn;
    if (topicArn === undefined || topicArn === '') {
      throw invalidParameter(
        'TopicArn or TargetArn Reason: no value for required parameter',
      );
    }
    if (!/^arn:aws:sns:[^:]*:[^:]*:[^:/]+$/.test(topicArn)) {
      throw invalidParameter(
        `${TopicArn === undefined ? 'TargetArn' : 'TopicArn'} Reason: ${topicArn} is not the ARN of a topic, and aurora-db-local publishes to topics only`,
      );
    }
    records.topic(context, topicArn);
    const messageId = randomUUID();
    keep({
      messageId,
      topicArn,
      ...readMessage(input),
      at: new Date(),
    });
    return { MessageId: messageId };
  });
}
