import { examplePlace } from '../IamPlace';
import {
  arnOf,
  calls,
  creates,
  iamArnOf,
  type HandlerCalls,
} from './handlerCalls';
import { ourTags as tags } from './ourTags';

const { accountId, vpcId, lambdaRoleArns, permissionsBoundaryArn } =
  examplePlace;
const vpc = { 'ec2:Vpc': arnOf('ec2', `vpc/${vpcId}`) };

/** Calls of CloudFormation's handlers to services other than RDS. */
export const surroundingHandlerCalls: HandlerCalls = {
  'AWS::SecretsManager::Secret': ({ resource }) => {
    const arn = arnOf('secretsmanager', `secret:${resource.logicalId}-AbCdEf`);
    return [
      creates('secretsmanager:CreateSecret', { arn }),
      creates('secretsmanager:TagResource', { arn }),
      ...[
        'DescribeSecret',
        'GetSecretValue',
        'UpdateSecret',
        'TagResource',
        'UntagResource',
        'DeleteSecret',
      ].map(action => calls(`secretsmanager:${action}`, { arn, tags })),
    ];
  },
  'AWS::SecretsManager::SecretTargetAttachment': () =>
    ['GetSecretValue', 'PutSecretValue'].map(action =>
      calls(`secretsmanager:${action}`, {
        arn: arnOf('secretsmanager', 'secret:DatabaseSecret3B817195-AbCdEf'),
        tags,
      }),
    ),
  'AWS::EC2::SecurityGroup': () => {
    const arn = arnOf('ec2', 'security-group/sg-0a1b2c3d');
    const rule = { arn: arnOf('ec2', 'security-group-rule/sgr-0a1b2c3d') };
    const untagged = { arn, context: vpc };
    return [
      creates('ec2:CreateSecurityGroup', { arn }, { arn: vpc['ec2:Vpc'] }),
      creates('ec2:CreateTags', untagged),
      ...['Ingress', 'Egress'].flatMap(way => [
        calls(`ec2:AuthorizeSecurityGroup${way}`, untagged, rule),
        calls(`ec2:RevokeSecurityGroup${way}`, untagged),
        calls(`ec2:UpdateSecurityGroupRuleDescriptions${way}`, untagged),
      ]),
      ...['CreateTags', 'DeleteTags', 'DeleteSecurityGroup'].map(action =>
        calls(`ec2:${action}`, { arn, tags, context: vpc }),
      ),
    ];
  },
  'AWS::CloudWatch::Alarm': ({ resource }) => {
    const arn = arnOf('cloudwatch', `alarm:${resource.properties.AlarmName}`);
    return [
      ...['PutMetricAlarm', 'TagResource', 'UntagResource'].map(action =>
        creates(`cloudwatch:${action}`, { arn }),
      ),
      calls('cloudwatch:DeleteAlarms', { arn, tags }),
    ];
  },
  'AWS::CloudWatch::Dashboard': ({ resource }) =>
    ['GetDashboard', 'PutDashboard', 'TagResource', 'DeleteDashboards'].map(
      action =>
        calls(`cloudwatch:${action}`, {
          arn: `arn:aws:cloudwatch::${accountId}:dashboard/${resource.properties.DashboardName}`,
        }),
    ),
  'AWS::Logs::LogGroup': ({ resource }) =>
    [
      'CreateLogGroup',
      'PutRetentionPolicy',
      'TagResource',
      'UntagResource',
      'DeleteLogGroup',
    ].map(action =>
      calls(`logs:${action}`, {
        arn: arnOf('logs', `log-group:${resource.properties.LogGroupName}`),
      }),
    ),
  'AWS::Logs::MetricFilter': ({ siblings }) =>
    siblings.clusters.flatMap(({ arn }) =>
      ['PutMetricFilter', 'DeleteMetricFilter'].map(action =>
        calls(`logs:${action}`, {
          arn: arnOf(
            'logs',
            `log-group:/aws/rds/cluster/${arn.split(':').at(-1)}/postgresql:*`,
          ),
        }),
      ),
    ),
  'AWS::IAM::Role': ({ id }) => {
    const arn = iamArnOf(`role/${id(64)}`);
    const policy = {
      arn,
      context: {
        'iam:PolicyARN':
          'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
      },
    };
    const bounded = {
      arn,
      context: { 'iam:PermissionsBoundary': permissionsBoundaryArn },
    };
    return [
      creates('iam:CreateRole', bounded),
      calls('iam:PutRolePermissionsBoundary', bounded),
      calls('iam:AttachRolePolicy', policy),
      calls('iam:DetachRolePolicy', policy),
      ...['TagRole', 'UntagRole', 'UpdateAssumeRolePolicy', 'DeleteRole'].map(
        action => calls(`iam:${action}`, { arn }),
      ),
      calls('iam:PassRole', {
        arn,
        context: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' },
      }),
    ];
  },
  'AWS::IAM::ManagedPolicy': ({ id }) => {
    const arn = iamArnOf(`policy/${id(128)}`);
    return [
      ...[
        'CreatePolicy',
        'CreatePolicyVersion',
        'DeletePolicyVersion',
        'DeletePolicy',
      ].map(action => calls(`iam:${action}`, { arn })),
      ...['AttachRolePolicy', 'DetachRolePolicy'].flatMap(action =>
        lambdaRoleArns.map(role =>
          calls(`iam:${action}`, {
            arn: role,
            context: { 'iam:PolicyARN': arn },
          }),
        ),
      ),
    ];
  },
  // Only templates of older versions have this type. An update removes the resource.
  'AWS::IAM::Policy': () =>
    lambdaRoleArns.map(arn => calls('iam:DeleteRolePolicy', { arn })),
};
