import { examplePlace } from '../IamPlace';
import { arnOf, iamArnOf } from './handlerCalls';
import { ourTags as tags } from './ourTags';

const { accountId, vpcId } = examplePlace;

/** Resources of others in the same account. Some have names that a database could have. */
export const foreignResources = {
  snapshot: { arn: arnOf('rds', 'cluster-snapshot:orders-before-upgrade') },
  cluster: { arn: arnOf('rds', 'cluster:orders') },
  clusterNamedLikeOurs: {
    arn: arnOf('rds', 'cluster:orders-prd-aurora-cluster'),
  },
  clusterOfDev: {
    arn: arnOf('rds', 'cluster:orders-dev-aurora-cluster'),
    tags,
  },
  instance: { arn: arnOf('rds', 'db:orders-1') },
  instanceNamedLikeOurs: {
    arn: arnOf('rds', 'db:orders-databasecluster-a1b2c3d4e5f6'),
  },
  secret: {
    arn: arnOf('secretsmanager', 'secret:DatabaseSecret11111111-AbCdEf'),
    tags: { 'aws:cloudformation:stack-name': 'orders' },
  },
  managedSecret: {
    arn: arnOf('secretsmanager', 'secret:rds!cluster-5f1c-AbC'),
  },
  alarm: { arn: arnOf('cloudwatch', 'alarm:orders-cpu') },
  alarmNamedLikeOurs: { arn: arnOf('cloudwatch', 'alarm:orders-prd-cpu-high') },
  dashboard: {
    arn: `arn:aws:cloudwatch::${accountId}:dashboard/orders-database`,
  },
  logGroup: { arn: arnOf('logs', 'log-group:/aws/lambda/orders') },
  securityGroup: {
    arn: arnOf('ec2', 'security-group/sg-0f0f0f0f'),
    context: { 'ec2:Vpc': arnOf('ec2', 'vpc/vpc-0f0f0f0f') },
  },
  neighbourGroup: {
    arn: arnOf('ec2', 'security-group/sg-0e0e0e0e'),
    context: { 'ec2:Vpc': arnOf('ec2', `vpc/${vpcId}`) },
  },
  stack: { arn: arnOf('cloudformation', 'stack/orders-database/5f1c') },
  role: { arn: iamArnOf('role/administrators') },
};
