import {
  alarmDefinitions,
  environmentDefaults,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Match } from 'aws-cdk-lib/assertions';
import {
  changedRequest,
  sampleTemplates,
  templateOf,
} from '../testing/sampleTemplates';

const { dev, prod } = sampleTemplates;

describe('alarms', () => {
  const dimensions = {
    cluster: [{ Name: 'DBClusterIdentifier' }],
    writer: [
      { Name: 'DBClusterIdentifier' },
      { Name: 'Role', Value: 'WRITER' },
    ],
  };

  test.each([
    ['cpu-warning', 'CPUUtilization', 'cluster', 'Maximum', '>', 80],
    ['cpu-critical', 'CPUUtilization', 'cluster', 'Maximum', '>', 90],
    [
      'connections-warning',
      'DatabaseConnections',
      'cluster',
      'Maximum',
      '>',
      2352,
    ],
    [
      'connections-high',
      'DatabaseConnections',
      'cluster',
      'Maximum',
      '>',
      2688,
    ],
    [
      'connections-critical',
      'DatabaseConnections',
      'cluster',
      'Maximum',
      '>',
      3024,
    ],
    ['read-latency', 'ReadLatency', 'writer', 'Average', '>', 1],
    ['write-latency', 'WriteLatency', 'writer', 'Average', '>', 1],
    ['unreachable', 'EngineUptime', 'writer', 'Minimum', '<', 0],
  ] as const)(
    'goal-mandala-prd-%s: %s of the %s, %s %s %d',
    (id, MetricName, of, Statistic, comparison, Threshold) => {
      prod.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `goal-mandala-prd-${id}`,
        Namespace: 'AWS/RDS',
        MetricName,
        Dimensions: dimensions[of].map(dimension => ({
          Value: 'goal-mandala-prd-aurora-cluster',
          ...dimension,
        })),
        Statistic,
        ComparisonOperator:
          comparison === '>' ? 'GreaterThanThreshold' : 'LessThanThreshold',
        Threshold,
        Period: 60,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 3,
        TreatMissingData: id === 'unreachable' ? 'breaching' : 'notBreaching',
      });
    },
  );

  test('there are no other alarms', () => {
    prod.resourceCountIs(
      'AWS::CloudWatch::Alarm',
      alarmDefinitions(environmentDefaults.prod).length,
    );
  });

  test('a database that may pause has no unreachable alarm', () => {
    const template = templateOf(
      changedRequest('dev', { config: { minCapacity: 0 } }),
    );
    template.resourceCountIs('AWS::CloudWatch::Alarm', 7);
    template.resourcePropertiesCountIs(
      'AWS::CloudWatch::Alarm',
      { MetricName: 'EngineUptime' },
      0,
    );
  });

  test('without a topic, alarms notify no one, and RDS has no event subscription', () => {
    dev.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: Match.absent(),
      OKActions: Match.absent(),
    });
    dev.resourceCountIs('AWS::RDS::EventSubscription', 0);
  });

  test('with a topic, alarms notify it of alarm and recovery, and RDS sends the cluster’s events to it', () => {
    const alarmTopicArn = 'arn:aws:sns:ap-northeast-1:111111111111:on-call';
    const template = templateOf(changedRequest('dev', { alarmTopicArn }));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [alarmTopicArn],
      OKActions: [alarmTopicArn],
    });
    template.hasResourceProperties('AWS::RDS::EventSubscription', {
      SnsTopicArn: alarmTopicArn,
      SourceType: 'db-cluster',
      SourceIds: [{ Ref: 'DatabaseCluster5B53A178' }],
      EventCategories: Match.arrayWith(['failover', 'failure', 'maintenance']),
    });
  });
});
