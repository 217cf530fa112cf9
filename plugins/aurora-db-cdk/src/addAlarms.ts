import {
  alarmDefinitions,
  alarmName,
  type DatabaseConfig,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { clusterMetric } from './metrics';

const comparison = {
  GreaterThanThreshold: ComparisonOperator.GREATER_THAN_THRESHOLD,
  LessThanThreshold: ComparisonOperator.LESS_THAN_THRESHOLD,
};
const missing = {
  breaching: TreatMissingData.BREACHING,
  notBreaching: TreatMissingData.NOT_BREACHING,
};

/** The alarms of the contract's table; with a topic they notify it when they go off and when they are over. */
export function addAlarms(
  scope: Construct,
  {
    base,
    clusterIdentifier,
    config,
    topic,
  }: {
    base: string;
    clusterIdentifier: string;
    config: DatabaseConfig;
    topic?: ITopic;
  },
): void {
  for (const definition of alarmDefinitions(config)) {
    const alarm = new Alarm(scope, `Alarm-${definition.id}`, {
      alarmName: alarmName(base, definition.id),
      alarmDescription: `${definition.severity}: ${definition.metricName} of ${clusterIdentifier}`,
      metric: clusterMetric(clusterIdentifier, definition.metricName, {
        statistic: definition.statistic,
        role: definition.dimensions === 'writer' ? 'WRITER' : undefined,
      }),
      comparisonOperator: comparison[definition.comparison],
      threshold: definition.threshold,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: missing[definition.missingData],
    });
    if (topic) {
      alarm.addAlarmAction(new SnsAction(topic));
      alarm.addOkAction(new SnsAction(topic));
    }
  }
}
