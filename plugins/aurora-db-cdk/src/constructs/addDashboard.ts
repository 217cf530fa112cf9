import {
  maxConnectionsFor,
  metrics,
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
import { clusterMetric, type ClusterMetric } from './clusterMetric';

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
  const metric = (what: ClusterMetric, label: string) =>
    clusterMetric(names.clusterIdentifier, what, label);
  /** A metric that only the dashboard uses. */
  const other = (
    metricName: string,
    statistic: ClusterMetric['statistic'],
    label: string,
    dimensions: ClusterMetric['dimensions'] = 'cluster',
  ) => metric({ metricName, statistic, dimensions }, label);
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
        graph('Connections', [metric(metrics.connections, 'connections')], {
          leftAnnotations: [
            {
              value: maxConnectionsFor(config),
              label: 'max_connections',
              color: RED,
            },
          ],
        }),
        graph('Capacity', [metric(metrics.acu, 'ACU')], {
          leftAnnotations: [
            { value: config.minCapacity, label: 'minimum', color: GREY },
            { value: config.maxCapacity, label: 'maximum', color: RED },
          ],
        }),
      ],
      [
        graph('CPU and memory', [metric(metrics.cpu, 'CPU (%)')], {
          leftYAxis: { min: 0, max: 100 },
          right: [
            other('FreeableMemory', 'Minimum', 'freeable memory (bytes)'),
          ],
        }),
        graph('Errors in the PostgreSQL log', [
          errorMetric(scope, names, logGroup),
        ]),
      ],
      [
        graph(
          'Query performance: latency of the writer',
          [
            metric(metrics.readLatency, 'read (s)'),
            metric(metrics.writeLatency, 'write (s)'),
          ],
          // In milliseconds, unlike the other two. Source: Aurora user guide, "Instance-level
          // metrics".
          {
            right: [other('CommitLatency', 'Average', 'commit (ms)', 'writer')],
          },
        ),
        graph('Query performance: throughput', [
          other('ReadIOPS', 'Average', 'reads per second'),
          other('WriteIOPS', 'Average', 'writes per second'),
          other('CommitThroughput', 'Average', 'commits per second', 'writer'),
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
