import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { TopicReader } from '../ports/TopicReader';
import { commandRemedy } from './commandRemedy';
import { configRemedy } from './configRemedy';
import type { ReadinessCheck } from './ReadinessCheck';

/** Whether the alarm topic exists in the environment's account and region. */
export function alarmTopicCheck(topics: TopicReader): ReadinessCheck {
  return {
    name: 'alarmTopic',

    async run({ environment }) {
      const { name, accountId, region, alarmTopicArn: topicArn } = environment;
      if (!topicArn) {
        return [{ ok: true, message: createMessage('readiness.noTopic') }];
      }
      const key = `auroraDb.environments.${name}.alarmTopicArn`;
      const [, partition, , topicRegion, owner, topic = ''] =
        topicArn.split(':');
      if (topicRegion !== region || owner !== accountId) {
        const corrected = `arn:${partition}:sns:${region}:${accountId}:${topic}`;
        return [
          {
            ok: false,
            message: createMessage('readiness.topicElsewhere', {
              topicArn,
              region,
              accountId,
              key,
            }),
            remedy: configRemedy(environment, 'alarmTopicArn', corrected),
          },
        ];
      }
      return (await topics.exists(environment, topicArn))
        ? [
            {
              ok: true,
              message: createMessage('readiness.topic', { topicArn }),
            },
          ]
        : [
            {
              ok: false,
              message: createMessage('readiness.topicMissing', {
                topicArn,
                key,
              }),
              remedy: commandRemedy(
                ...['aws', 'sns', 'create-topic'],
                ...['--name', topic, '--region', region],
              ),
            },
          ];
    },
  };
}
