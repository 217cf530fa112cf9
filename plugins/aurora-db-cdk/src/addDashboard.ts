import {
  maxConnectionsFor,
  type DatabaseConfig,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import {
  FilterPattern,
  MetricFilter,
  type LogGroup,
} from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { clusterMetric } from './metrics';

/** The dashboard `<base>-database`: connections, CPU and memory, capacity, query performance, errors in the PostgreSQL log. */
export function addDashboard(
  scope: Construct,
  {
    base,
    clusterIdentifier,
    config,
    logGroup,
  }: {
    base: string;
    clusterIdentifier: string;
    config: DatabaseConfig;
    logGroup: LogGroup;
  },
): void {
  const errors = new MetricFilter(scope, 'ErrorFilter', {
    logGroup,
    filterPattern: FilterPattern.anyTerm('ERROR', 'FATAL', 'PANIC'),
    metricNamespace: `AuroraDb/${base}`,
    metricName: 'PostgreSQLErrors',
    metricValue: '1',
    defaultValue: 0,
  }).metric({
    statistic: 'Sum',
    period: Duration.minutes(1),
    label: 'errors a minute',
  });

  const metric = (
    name: string,
    statistic: string,
    label: string,
    role?: 'WRITER' | 'READER',
  ) => clusterMetric(clusterIdentifier, name, { statistic, label, role });
  const graph = (
    title: string,
    left: cloudwatch.IMetric[],
    more: Partial<cloudwatch.GraphWidgetProps> = {},
  ) =>
    new cloudwatch.GraphWidget({ title, left, width: 12, height: 6, ...more });
  const seconds: cloudwatch.YAxisProps = {
    label: 'seconds',
    showUnits: false,
    min: 0,
  };

  new cloudwatch.Dashboard(scope, 'Dashboard', {
    dashboardName: `${base}-database`,
    defaultInterval: Duration.hours(3),
    widgets: [
      [
        graph(
          'Connections',
          [metric('DatabaseConnections', 'Maximum', 'connections')],
          {
            leftAnnotations: [
              {
                value: maxConnectionsFor(config),
                label: 'max_connections',
                color: cloudwatch.Color.RED,
              },
            ],
            leftYAxis: { min: 0 },
          },
        ),
        graph(
          'Capacity',
          [metric('ServerlessDatabaseCapacity', 'Maximum', 'ACU')],
          {
            leftAnnotations: [
              {
                value: config.minCapacity,
                label: 'minimum',
                color: cloudwatch.Color.GREY,
              },
              {
                value: config.maxCapacity,
                label: 'maximum',
                color: cloudwatch.Color.RED,
              },
            ],
            leftYAxis: { min: 0 },
          },
        ),
      ],
      [
        graph(
          'CPU and memory',
          [metric('CPUUtilization', 'Maximum', 'CPU %')],
          {
            leftYAxis: { min: 0, max: 100 },
            right: [metric('FreeableMemory', 'Minimum', 'freeable memory')],
            rightYAxis: { min: 0 },
          },
        ),
        graph('Errors in the PostgreSQL log', [errors], {
          leftYAxis: { min: 0 },
        }),
      ],
      [
        graph(
          'Query performance: latency',
          [
            metric('ReadLatency', 'Average', 'read', 'WRITER'),
            metric('WriteLatency', 'Average', 'write', 'WRITER'),
            metric('CommitLatency', 'Average', 'commit (ms)', 'WRITER'),
          ],
          { leftYAxis: seconds },
        ),
        graph('Query performance: throughput', [
          metric('ReadIOPS', 'Average', 'reads a second'),
          metric('WriteIOPS', 'Average', 'writes a second'),
          metric('CommitThroughput', 'Average', 'commits a second', 'WRITER'),
        ]),
      ],
    ],
  });
}
