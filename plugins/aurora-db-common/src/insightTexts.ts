/**
 * English texts about the load, the log and their causes. They are part of {@link messageTexts}.
 * @public
 */
export const insightTexts = {
  'insight.off':
    'Performance Insights is off for {{instances}}, so the load is unknown. Set auroraDb.environments.{{environment}}.performanceInsights to true and deploy the database again',
  'insight.offInAws':
    'Performance Insights is off for {{instances}}, so the load is unknown. auroraDb.environments.{{environment}}.performanceInsights is true, so deploy the database again. If the deploy has no changes, set EnablePerformanceInsights of the cluster {{clusterIdentifier}} to true',
  'insight.offExisting':
    'Performance Insights is off for {{instances}}, so the load is unknown. Set EnablePerformanceInsights of these instances to true, with the tool that created them',
  'insight.allInstances': 'all instances',
  'insight.accessDenied':
    'The portal may not read Performance Insights in account {{accountId}}: allow {{action}} to its role ({{reason}})',
  'insight.unavailable': 'Performance Insights gave no answer: {{reason}}',
  'insight.noInstances':
    'The database has no running instance, so it has no load',
  'insight.notRunning': 'The database is {{status}}, so it has no load',
  'insight.noData': 'Performance Insights has no data in this range yet',
  'insight.nextMinute':
    'Performance Insights is read at most twice a minute per instance. This range follows in {{seconds}} s',
  'insight.statementUnknown':
    'Statement {{statementId}} is not among those with the greatest load of {{entityRef}} in the last {{range}}. Read the load again, or choose a longer range',
  'cause.statement': '{{percent}}% of the load: {{statement}}',
  'cause.cpuStatement': '{{percent}}% of the load on the CPU: {{statement}}',
  'cause.wait': '{{percent}}% of the load waits for {{wait}}',
  'cause.waitIn':
    '{{percent}}% of the load waits for {{wait}}, most of it in: {{statement}}',
  'cause.lock': '{{sessions}} sessions wait for a lock: {{statement}}',
  'cause.lockOnly': '{{sessions}} sessions wait for a lock',
  'cause.idle':
    '{{idle}} of {{connections}} connections are idle: an application keeps connections open that it does not use',
  'cause.idleInTransaction':
    '{{idle}} of {{connections}} connections are idle in a transaction, one of them for {{minutes}} min',
  'cause.idleInTransactionNow':
    '{{idle}} of {{connections}} connections are idle in a transaction',
  'cause.both': '{{first}} – {{second}}',
  'cause.onInstance': 'On {{instance}}: {{cause}}',
  'log.exportOff':
    'The database does not export its log to CloudWatch Logs. Deploy the database again. If the deploy has no changes, set EnableCloudwatchLogsExports of the cluster {{clusterIdentifier}} to postgresql',
  'log.exportOffExisting':
    'The database does not export its log to CloudWatch Logs. Set EnableCloudwatchLogsExports of the cluster {{clusterIdentifier}} to postgresql, with the tool that created it',
  'log.groupMissing':
    'The log group {{logGroup}} does not exist. RDS creates it with the next line of the log. If it stays missing, create a log group of this name',
  'log.noCluster':
    'The database has no cluster (status {{status}}), so it has no log',
  'log.accessDenied':
    'The portal may not read the log in account {{accountId}}: allow {{action}} on {{logGroup}} to its role ({{reason}})',
} as const;
