import type { IamPlace } from './IamPlace';

/**
 * Patterns for the ARNs of a database's resources in an environment. CloudFormation generates names
 * from the stack's name and the logical id. It cuts both if the name is too long (63 characters for
 * instances, 64 for roles). As few as 24 characters of each can remain, so the patterns match
 * instances and roles by logical id. `?atabase` matches both cases: RDS stores identifiers in lower
 * case, and CloudFormation requests them as in the template.
 */
export function iamArns(place: IamPlace) {
  const { accountId, region, shortName, existing } = place;
  const regional = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const iam = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;
  const rds = (resource: string) => regional('rds', resource);
  const byStack = `*-${shortName}-database-*`;
  return {
    stack: regional('cloudformation', `stack/*-${shortName}-database/*`),
    planStack: regional(
      'cloudformation',
      `stack/*-${shortName}-plan-????????-database/*`,
    ),
    cluster: rds(`cluster:*-${shortName}-aurora-cluster`),
    clusterParameterGroup: rds(`cluster-pg:${byStack}`),
    eventSubscription: rds(`es:${byStack}`),
    subnetGroup: rds(`subgrp:${byStack}`),
    instance: rds('db:*-?atabase?luster*'),
    defaultGroups: [rds('og:default:*'), rds('pg:default.*')],
    anySnapshot: rds('cluster-snapshot:*'),
    /** Matches `snapshotIdentifier()`: any label, then the time in 14 digits. */
    portalSnapshot: rds('cluster-snapshot:*-?*-20????????????'),
    finalSnapshot: rds(
      `cluster-snapshot:*-${shortName}-database-?napshot-?atabase?luster*`,
    ),
    masterSecret: regional('secretsmanager', 'secret:DatabaseSecret*'),
    connectionSecret: regional(
      'secretsmanager',
      'secret:DatabaseConnectionSecret*',
    ),
    managedSecret: regional('secretsmanager', 'secret:rds!cluster-*'),
    existingClusters: (existing?.identifiers ?? []).map(identifier =>
      rds(`cluster:${identifier}`),
    ),
    existingLogs: (existing?.identifiers ?? []).map(identifier =>
      regional('logs', `log-group:/aws/rds/cluster/${identifier}/postgresql:*`),
    ),
    keys: regional('kms', 'key/*'),
    securityGroups: regional('ec2', 'security-group/*'),
    securityGroupRules: regional('ec2', 'security-group-rule/*'),
    vpc: (vpcId: string) => regional('ec2', `vpc/${vpcId}`),
    alarms: ['cpu-*', 'connections-*', '*-latency', 'unreachable'].map(id =>
      regional('cloudwatch', `alarm:*-${shortName}-${id}`),
    ),
    dashboard: `arn:aws:cloudwatch::${accountId}:dashboard/*-${shortName}-database`,
    logGroup: regional(
      'logs',
      `log-group:/aws/rds/cluster/*-${shortName}-aurora-cluster/*`,
    ),
    /** Matches the log group of a cluster's own log, with its streams. */
    clusterLog: regional(
      'logs',
      `log-group:/aws/rds/cluster/*-${shortName}-aurora-cluster/postgresql:*`,
    ),
    /** Performance Insights names instances by a generated id. */
    instanceMetrics: regional('pi', 'metrics/rds/*'),
    roles: iam('role/*'),
    monitoringRole: iam('role/*-DatabaseClusterMonitoring*'),
    lambdaPolicy: iam(`policy/${byStack}`),
    rdsServiceRole: iam(
      'role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS',
    ),
  };
}
