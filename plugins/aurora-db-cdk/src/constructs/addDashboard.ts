import {
  maxConnectionsFor,
  type DatabaseConfig,
  type DatabaseNames,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import {
  FilterPattern,
  MetricFilter,
  type LogGroup,
} from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { clusterMetric } from './clusterMetric';

/**
 * Adds the dashboard `<base>-database`: connections, capacity, CPU and memory, query performance,
 * errors in the PostgreSQL log.
 */
export function addDashboard(
  scope: Construct,
  {
    names,
    config,
    logGroup,
  }: { names: DatabaseNames; config: DatabaseConfig; logGroup: LogGroup },
): void {
  const { region } = Stack.of(scope);
  const metric = (
    name: string,
    statistic: string,
    label: string,
    role?: 'WRITER' | 'READER',
  ) => clusterMetric(names.clusterIdentifier, name, { statistic, label, role });
  const graph = (
    title: string,
    left: cloudwatch.IMetric[],
    more: Partial<cloudwatch.GraphWidgetProps> = {},
  ) =>
    new cloudwatch.GraphWidget({
      title,
      left,
      leftYAxis: { min: 0 },
      rightYAxis: { min: 0 },
      region,
      width: 12,
      height: 6,
      ...more,
    });
  const { RED, GREY } = cloudwatch.Color;

  new cloudwatch.Dashboard(scope, 'Dashboard', {
    dashboardName: `${names.base}-database`,
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
                color: RED,
              },
            ],
          },
        ),
        graph(
          'Capacity',
          [metric('ServerlessDatabaseCapacity', 'Maximum', 'ACU')],
          {
            leftAnnotations: [
              { value: config.minCapacity, label: 'minimum', color: GREY },
              { value: config.maxCapacity, label: 'maximum', color: RED },
            ],
          },
        ),
      ],
      [
        graph(
          'CPU and memory',
          [metric('CPUUtilization', 'Maximum', 'CPU (%)')],
          {
            leftYAxis: { min: 0, max: 100 },
            right: [
              metric('FreeableMemory', 'Minimum', 'freeable memory (bytes)'),
            ],
          },
        ),
        graph('Errors in the PostgreSQL log', [
          errorMetric(scope, names, logGroup),
        ]),
      ],
      [
        graph(
          'Query performance: latency of the writer',
          [
            metric('ReadLatency', 'Average', 'read (s)', 'WRITER'),
            metric('WriteLatency', 'Average', 'write (s)', 'WRITER'),
          ],
          // In milliseconds, unlike the other two. Source: Aurora user guide, "Instance-level
          // metrics".
          {
            right: [
              metric('CommitLatency', 'Average', 'commit (ms)', 'WRITER'),
            ],
          },
        ),
        graph('Query performance: throughput', [
          metric('ReadIOPS', 'Average', 'reads per second'),
          metric('WriteIOPS', 'Average', 'writes per second'),
          metric('CommitThroughput', 'Average', 'commits per second', 'WRITER'),
        ]),
      ],
    ],
  });
}

/** Number of log lines per minute with severity ERROR and above. */
function errorMetric(
  scope: Construct,
  names: DatabaseNames,
  logGroup: LogGroup,
): cloudwatch.Metric {
  return new MetricFilter(scope, 'ErrorFilter', {
    logGroup,
    // Matches the end of Aurora's log_line_prefix, `[process]:`, so that a logged statement with
    // the word ERROR does not count.
    filterPattern: FilterPattern.anyTerm(']:ERROR:', ']:FATAL:', ']:PANIC:'),
    metricNamespace: `AuroraDb/${names.base}`,
    metricName: 'PostgreSQLErrors',
    metricValue: '1',
    defaultValue: 0,
  }).metric({
    statistic: 'Sum',
    period: Duration.minutes(1),
    label: 'errors per minute',
  });
}
