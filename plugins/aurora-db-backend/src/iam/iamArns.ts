import type { IamPlace } from './IamPlace';

/**
 * ARNs of what a database of an environment has, as patterns. CloudFormation makes up names of resources without one from the stack's
 * name and the logical id, and cuts both if they don't fit: 63 characters for instances and 64 for roles leave as little as 24 of each.
 * So the names of instances and roles are recognised by the logical id. `?atabase` admits both cases: RDS writes identifiers in lower
 * case, CloudFormation asks for them as they are in the template.
 */
export function iamArns({ accountId, region, shortName }: IamPlace) {
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
    /** `snapshotIdentifier()`: any label, then the time in 14 digits. */
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
    monitoringRole: iam('role/*-DatabaseClusterMonitoring*'),
    lambdaPolicy: iam(`policy/${byStack}`),
    rdsServiceRole: iam(
      'role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS',
    ),
  };
}
