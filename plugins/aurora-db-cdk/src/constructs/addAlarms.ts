import {
  alarmDefinitions,
  alarmName,
  type DatabaseConfig,
  type DatabaseNames,
  datapointsToAlarm,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Stack, Token } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { clusterMetric } from './clusterMetric';
import { InvalidSynthRequestError } from '../synth/InvalidSynthRequestError';

const comparisons = {
  GreaterThanThreshold: ComparisonOperator.GREATER_THAN_THRESHOLD,
  LessThanThreshold: ComparisonOperator.LESS_THAN_THRESHOLD,
};
const missingData = {
  breaching: TreatMissingData.BREACHING,
  notBreaching: TreatMissingData.NOT_BREACHING,
};

/**
 * Adds the alarms of `alarmDefinitions`. If there is a topic, an alarm notifies it of alarm and
 * recovery.
 *
 * @throws InvalidSynthRequestError for a topic in another region, because CloudWatch would refuse
 * it midway through the deploy
 */
export function addAlarms(
  scope: Construct,
  {
    names,
    config,
    topic,
  }: { names: DatabaseNames; config: DatabaseConfig; topic?: ITopic },
): void {
  const { region } = Stack.of(scope);
  if (
    topic &&
    ![topic.env.region, region].some(Token.isUnresolved) &&
    topic.env.region !== region
  ) {
    throw new InvalidSynthRequestError(
      `alarmTopicArn: ${topic.topicArn} is in ${topic.env.region}, but alarms of ${region} can only notify a topic there. Name one of ${region}.`,
    );
  }
  for (const definition of alarmDefinitions(config)) {
    const alarm = new Alarm(scope, `Alarm-${definition.id}`, {
      alarmName: alarmName(names.base, definition.id),
      alarmDescription: `${definition.severity}: ${definition.metricName} of ${names.clusterIdentifier}`,
      metric: clusterMetric(names.clusterIdentifier, definition),
      comparisonOperator: comparisons[definition.comparison],
      threshold: definition.threshold,
      evaluationPeriods: datapointsToAlarm,
      datapointsToAlarm,
      treatMissingData: missingData[definition.missingData],
    });
    if (topic) {
      alarm.addAlarmAction(new SnsAction(topic));
      alarm.addOkAction(new SnsAction(topic));
    }
  }
}
