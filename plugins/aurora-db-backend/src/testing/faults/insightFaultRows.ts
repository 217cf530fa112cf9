/**
 * What a viewer reads of a database's load, statements, log and events if a call has trouble or
 * there is nothing to read. With status 200, the message is in `unavailable`. `way out` is a part
 * of the message.
 */
const table = `
  route      | call                  | trouble        | status | message                  | way out
  load       | GetResourceMetrics    | expired        | 200    | insight.unavailable      | aws.accounts
  load       | GetResourceMetrics    | refused        | 200    | insight.accessDenied     | allow pi:GetResourceMetrics
  load       | GetResourceMetrics    | refused by PI  | 200    | insight.accessDenied     | allow pi:GetResourceMetrics
  load       | GetResourceMetrics    | throttled      | 200    | insight.unavailable      | Try again
  load       | GetResourceMetrics    | unreachable    | 200    | insight.unavailable      | Check the network
  load       | GetResourceMetrics    | slow           | 200    | insight.unavailable      | Check the network
  load       | GetResourceMetrics    | failing        | 200    | insight.unavailable      | Try again
  load       | GetResourceMetrics    | off            | 200    | insight.offInAws         | EnablePerformanceInsights
  load       | GetResourceMetrics    | empty          | 200    | insight.noData           | yet
  load       | DescribeDBInstances   | off            | 200    | insight.offInAws         | EnablePerformanceInsights
  load       | DescribeDBInstances   | empty          | 200    | insight.noInstances      | no running instance
  statements | GetResourceMetrics    | refused        | 200    | insight.accessDenied     | allow pi:GetResourceMetrics
  statements | GetResourceMetrics    | off            | 200    | insight.offInAws         | EnablePerformanceInsights
  statements | DescribeDimensionKeys | refused        | 200    | insight.accessDenied     | allow pi:DescribeDimensionKeys
  statements | DescribeDimensionKeys | throttled      | 200    | insight.unavailable      | Try again
  statements | DescribeDimensionKeys | off            | 200    | insight.offInAws         | EnablePerformanceInsights
  statements | DescribeDBInstances   | off            | 200    | insight.offInAws         | EnablePerformanceInsights
  statements | DescribeDBInstances   | empty          | 200    | insight.noInstances      | no running instance
  log        | FilterLogEvents       | expired        | 503    | error.awsCredentials     | aws.accounts
  log        | FilterLogEvents       | refused        | 200    | log.accessDenied         | allow logs:FilterLogEvents
  log        | FilterLogEvents       | throttled      | 503    | error.awsThrottled       | again
  log        | FilterLogEvents       | unreachable    | 503    | error.awsServiceUnreachable | network
  log        | FilterLogEvents       | slow           | 503    | error.awsServiceUnreachable | network
  log        | FilterLogEvents       | failing        | 503    | error.awsFailing         | again
  log        | FilterLogEvents       | empty          | 200    | log.groupMissing         | create a log group
  log        | DescribeDBClusters    | off            | 200    | log.exportOff            | EnableCloudwatchLogsExports
  log        | DescribeDBClusters    | empty          | 200    | log.noCluster            | no cluster
  events     | DescribeEvents        | expired        | 503    | error.awsCredentials     | aws.accounts
  events     | DescribeEvents        | refused        | 503    | error.awsPermission      | rds:DescribeEvents
  events     | DescribeEvents        | throttled      | 503    | error.awsThrottled       | again
  events     | DescribeEvents        | unreachable    | 503    | error.awsServiceUnreachable | network
  events     | DescribeEvents        | slow           | 503    | error.awsServiceUnreachable | network
  events     | DescribeEvents        | failing        | 503    | error.awsFailing         | again`;

/** A row of the table. Each has an environment of its own, in an account of its own. */
export const insightFaultRows = table
  .trim()
  .split('\n')
  .slice(1)
  .map((line, index) => {
    const [
      route = '',
      call = '',
      trouble = '',
      status = '',
      code = '',
      wayOut = '',
    ] = line.split('|').map(cell => cell.trim());
    return {
      environment: `row-${index}`,
      accountId: String(800_000_000_000 + index),
      route,
      call,
      trouble,
      status: Number(status),
      code,
      wayOut,
    };
  });

/** One of {@link insightFaultRows}. */
export type InsightFaultRow = (typeof insightFaultRows)[number];
