/** English texts about the health of a database. They are part of {@link messageTexts}. @public */
export const healthTexts = {
  'health.cpuAlarm': 'CPU has been in alarm since {{since}} ({{severity}})',
  'health.connectionsAlarm':
    'Connections have been in alarm since {{since}} ({{severity}})',
  'health.readLatencyAlarm':
    'Read latency has been in alarm since {{since}} ({{severity}})',
  'health.writeLatencyAlarm':
    'Write latency has been in alarm since {{since}} ({{severity}})',
  'health.cpuAlarmNamed':
    'CPU has been in alarm since {{since}} ({{severity}}): {{alarm}}, {{condition}}',
  'health.connectionsAlarmNamed':
    'Connections have been in alarm since {{since}} ({{severity}}): {{alarm}}, {{condition}}',
  'health.readLatencyAlarmNamed':
    'Read latency has been in alarm since {{since}} ({{severity}}): {{alarm}}, {{condition}}',
  'health.writeLatencyAlarmNamed':
    'Write latency has been in alarm since {{since}} ({{severity}}): {{alarm}}, {{condition}}',
  'health.alarmNamed':
    '{{alarm}} has been in alarm since {{since}} ({{severity}}): {{condition}}',
  'health.compositeAlarm':
    'The composite alarm {{alarm}} has been in alarm since {{since}} ({{severity}})',
  'health.conditionThreshold': '{{metric}} {{comparison}} {{threshold}}',
  'health.conditionAboveBand': '{{metric}} above the expected band',
  'health.conditionBelowBand': '{{metric}} below the expected band',
  'health.conditionOutsideBand': '{{metric}} outside the expected band',
  'health.judgedByPortal':
    "No alarm covers {{metrics}}: judged by the portal's thresholds",
  'health.noInstances':
    'The cluster has no instances: no server runs, and there are no metrics',
  'health.cpu': 'CPU {{current}}%: {{severity}} above {{threshold}}%',
  'health.connections':
    'Connections {{current}} of {{max}}: {{percent}}%, {{severity}} above {{threshold}}',
  'health.readLatency':
    'Read latency {{current}} ms: {{severity}} above {{threshold}} ms',
  'health.writeLatency':
    'Write latency {{current}} ms: {{severity}} above {{threshold}} ms',
  'health.unreachable':
    'The writer reports no metrics: the database may be unreachable',
  'health.paused': 'Paused: no connections, capacity is 0 ACU',
  'health.stopped': 'Stopped: no metrics while the cluster is stopped',
  'health.creating':
    'Being created: metrics appear one or two minutes after the cluster is available',
  'health.failed': 'The stack {{stackName}} is in state {{stackStatus}}',
  'health.noData': 'No data yet: CloudWatch has no datapoint in this range',
  'health.transition': 'The cluster is {{status}}',
  'health.clusterMissing':
    'The stack {{stackName}} exists, but its cluster {{clusterIdentifier}} does not: it was deleted outside CloudFormation',
  'health.existingMissing':
    'The cluster {{clusterIdentifier}} no longer exists',
  'health.credentials':
    'Not reachable: AWS refused the credentials for account {{accountId}} ({{reason}})',
  'health.accessDenied':
    'Not allowed: the credentials for account {{accountId}} lack a permission ({{reason}})',
  'health.throttled':
    'CloudWatch is throttling requests: showing data as of {{asOf}}',
  'health.throttledNoData':
    'AWS is throttling requests, and there is no earlier data: try again in a minute',
  'health.unavailable': 'AWS cannot be reached: showing data as of {{asOf}}',
  'health.unavailableNoData':
    'AWS cannot be reached, and there is no earlier data ({{reason}})',
  'health.alarmsUnavailable': 'The alarms could not be read ({{reason}})',
  'health.atMaximum':
    'At the maximum of {{max}} ACU for {{percent}}% of the last hour',
  'health.pendingReboot':
    'max_connections becomes {{configured}} when the instances reboot',
} as const;
