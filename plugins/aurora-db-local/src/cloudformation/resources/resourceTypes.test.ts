import { FakeRds } from '../testing/FakeRds';
import { startCloudFormation } from '../testing/startCloudFormation';
import { resourceTypes } from './resourceTypes';
import { trustPolicy } from '../../testing/trustPolicy';

type Properties = Record<string, unknown>;

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: JSON.parse(trustPolicy),
  },
};
const namedRole = {
  ...role,
  Properties: { ...role.Properties, RoleName: 'shop' },
};
const group = {
  Type: 'AWS::EC2::SecurityGroup',
  Properties: {
    GroupDescription: 'database',
    VpcId: { 'Fn::ImportValue': 'VpcStack-VpcId' },
  },
};
const acl = {
  Type: 'AWS::EC2::NetworkAcl',
  Properties: { VpcId: { 'Fn::ImportValue': 'VpcStack-VpcId' } },
};
const topic = { Type: 'AWS::SNS::Topic' };
const logGroup = { Type: 'AWS::Logs::LogGroup' };
const firstSubnet = {
  'Fn::Select': [
    0,
    { 'Fn::Split': [',', { 'Fn::ImportValue': 'VpcStack-DatabaseSubnetIds' }] },
  ],
};
const alarm = {
  AlarmName: 'cpu',
  Namespace: 'AWS/RDS',
  MetricName: 'CPUUtilization',
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
};
const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'rds-db:connect', Resource: '*' }],
};
const otherDocument = {
  ...document,
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};
const rule = {
  GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] },
  IpProtocol: 'tcp',
  FromPort: 5432,
  ToPort: 5432,
  CidrIp: '10.0.0.0/16',
};
const entry = {
  NetworkAclId: { Ref: 'Acl' },
  RuleNumber: 100,
  Protocol: 6,
  RuleAction: 'allow',
  CidrBlock: '10.0.0.0/16',
  PortRange: { From: 5432, To: 5432 },
};
const subnetGroup = {
  DBSubnetGroupDescription: 'one',
  SubnetIds: ['subnet-1', 'subnet-2'],
};
const transformation = {
  MetricName: 'Errors',
  MetricNamespace: 'Shop',
  MetricValue: '1',
};

interface TypeCase {
  type: string;
  before: Properties;
  /** Additional properties of the update. */
  after: Properties;
  beside?: Properties;
  /** A call that shows the resource, and the part of its answer that the update changes. */
  look: [service: string, operation: string, input: Properties];
  shows: string;
}

const cases: TypeCase[] = [
  {
    type: 'AWS::EC2::SecurityGroup',
    before: {
      ...group.Properties,
      SecurityGroupEgress: [rule].map(({ GroupId, ...rest }) => rest),
    },
    after: {
      SecurityGroupIngress: [
        {
          IpProtocol: 'tcp',
          FromPort: 5433,
          ToPort: 5433,
          CidrIp: '10.1.0.0/16',
        },
      ],
    },
    look: ['ec2', 'DescribeSecurityGroups', {}],
    shows: '10.1.0.0/16',
  },
  {
    type: 'AWS::EC2::SecurityGroupIngress',
    before: rule,
    after: { Description: 'from the lambdas' },
    beside: { Group: group },
    look: ['ec2', 'DescribeSecurityGroups', {}],
    shows: 'from the lambdas',
  },
  {
    type: 'AWS::EC2::SecurityGroupEgress',
    before: rule,
    after: { Description: 'to the lambdas' },
    beside: { Group: group },
    look: ['ec2', 'DescribeSecurityGroups', {}],
    shows: 'to the lambdas',
  },
  {
    type: 'AWS::EC2::NetworkAcl',
    before: acl.Properties,
    after: { Tags: [{ Key: 'purpose', Value: 'databases' }] },
    look: ['ec2', 'DescribeNetworkAcls', {}],
    shows: 'databases',
  },
  {
    type: 'AWS::EC2::NetworkAclEntry',
    before: entry,
    after: { CidrBlock: '10.9.0.0/16' },
    beside: { Acl: acl },
    look: ['ec2', 'DescribeNetworkAcls', {}],
    shows: '10.9.0.0/16',
  },
  {
    type: 'AWS::EC2::SubnetNetworkAclAssociation',
    before: { SubnetId: firstSubnet, NetworkAclId: { Ref: 'Acl' } },
    after: { NetworkAclId: { Ref: 'Other' } },
    beside: {
      Acl: acl,
      Other: {
        ...acl,
        Properties: {
          ...acl.Properties,
          Tags: [{ Key: 'which', Value: 'other' }],
        },
      },
    },
    look: [
      'ec2',
      'DescribeNetworkAcls',
      { Filters: [{ Name: 'tag:which', Values: ['other'] }] },
    ],
    shows: '"SubnetId"',
  },
  {
    type: 'AWS::IAM::Role',
    before: role.Properties,
    after: {
      Description: 'of the lambdas',
      Policies: [{ PolicyName: 'inline', PolicyDocument: document }],
    },
    look: ['iam', 'ListRoles', {}],
    shows: 'of the lambdas',
  },
  {
    type: 'AWS::IAM::Policy',
    before: {
      PolicyName: 'connect',
      PolicyDocument: document,
      Roles: [{ Ref: 'Role' }],
    },
    after: { PolicyDocument: otherDocument },
    beside: { Role: namedRole },
    look: ['iam', 'GetRolePolicy', { RoleName: 'shop', PolicyName: 'connect' }],
    shows: encodeURIComponent('"Deny"'),
  },
  {
    type: 'AWS::IAM::RolePolicy',
    before: {
      PolicyName: 'connect',
      PolicyDocument: document,
      RoleName: { Ref: 'Role' },
    },
    after: { PolicyDocument: otherDocument },
    beside: { Role: namedRole },
    look: ['iam', 'GetRolePolicy', { RoleName: 'shop', PolicyName: 'connect' }],
    shows: encodeURIComponent('"Deny"'),
  },
  {
    type: 'AWS::Logs::LogGroup',
    before: { LogGroupName: '/shop', RetentionInDays: 7 },
    after: { RetentionInDays: 30 },
    look: ['logs', 'DescribeLogGroups', {}],
    shows: '"retentionInDays":30',
  },
  {
    type: 'AWS::Logs::MetricFilter',
    before: {
      LogGroupName: { Ref: 'Logs' },
      FilterPattern: 'ERROR',
      MetricTransformations: [transformation],
    },
    after: { FilterPattern: 'FATAL' },
    beside: { Logs: logGroup },
    look: ['logs', 'DescribeMetricFilters', {}],
    shows: 'FATAL',
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    before: alarm,
    after: { Threshold: 91 },
    look: ['monitoring', 'DescribeAlarms', {}],
    shows: '"Threshold":91',
  },
  {
    type: 'AWS::CloudWatch::CompositeAlarm',
    before: {
      AlarmRule: { 'Fn::Sub': 'ALARM("${Cpu}")' },
      ActionsSuppressor: { 'Fn::GetAtt': ['Deploy', 'Arn'] },
      ActionsSuppressorWaitPeriod: 60,
      ActionsSuppressorExtensionPeriod: 60,
    },
    after: { AlarmRule: { 'Fn::Sub': 'NOT OK("${Cpu}")' } },
    beside: {
      Cpu: { Type: 'AWS::CloudWatch::Alarm', Properties: alarm },
      Deploy: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { ...alarm, AlarmName: 'deploy' },
      },
    },
    look: ['monitoring', 'DescribeAlarms', { AlarmTypes: ['CompositeAlarm'] }],
    shows: 'NOT OK',
  },
  {
    type: 'AWS::CloudWatch::Dashboard',
    before: { DashboardName: 'shop', DashboardBody: '{"widgets":[]}' },
    after: { DashboardBody: '{"widgets":[],"start":"-PT6H"}' },
    look: ['monitoring', 'GetDashboard', { DashboardName: 'shop' }],
    shows: 'PT6H',
  },
  {
    type: 'AWS::SNS::Topic',
    before: { TopicName: 'alerts' },
    after: { DisplayName: 'Shop alerts' },
    look: [
      'sns',
      'GetTopicAttributes',
      { TopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:alerts' },
    ],
    shows: 'Shop alerts',
  },
  {
    type: 'AWS::SNS::Subscription',
    before: {
      TopicArn: { Ref: 'Topic' },
      Protocol: 'email',
      Endpoint: 'a@example.com',
    },
    after: { Endpoint: 'b@example.com' },
    beside: { Topic: topic },
    look: ['sns', 'ListSubscriptions', {}],
    shows: 'b@example.com',
  },
  {
    type: 'AWS::SNS::TopicPolicy',
    before: { Topics: [{ Ref: 'Topic' }], PolicyDocument: document },
    after: { PolicyDocument: otherDocument },
    beside: { Topic: { ...topic, Properties: { TopicName: 'alerts' } } },
    look: [
      'sns',
      'GetTopicAttributes',
      { TopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:alerts' },
    ],
    shows: JSON.stringify('"Deny"').slice(1, -1),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    before: {
      ManagedPolicyName: 'shop',
      PolicyDocument: document,
      Roles: [{ Ref: 'Role' }],
    },
    after: { PolicyDocument: otherDocument },
    beside: { Role: role },
    look: [
      'iam',
      'GetPolicyVersion',
      {
        PolicyArn: 'arn:aws:iam::123456789012:policy/shop',
        VersionId: 'v2',
      },
    ],
    shows: encodeURIComponent('"Deny"'),
  },
  {
    type: 'AWS::SecretsManager::Secret',
    before: { Name: 'shop', SecretString: 'one' },
    after: { Description: 'of the shop' },
    look: ['secretsmanager', 'DescribeSecret', { SecretId: 'shop' }],
    shows: 'of the shop',
  },
  {
    type: 'AWS::RDS::DBSubnetGroup',
    before: subnetGroup,
    after: { DBSubnetGroupDescription: 'two' },
    look: ['rds', 'DescribeDBSubnetGroups', {}],
    shows: 'two',
  },
  {
    type: 'AWS::RDS::DBClusterParameterGroup',
    before: {
      Family: 'aurora-postgresql15',
      Description: 'shop',
      Parameters: { max_connections: 100 },
    },
    after: { Parameters: { max_connections: 200 } },
    look: ['rds', 'DescribeDBClusterParameterGroups', {}],
    shows: '"ApplyMethod":"pending-reboot"',
  },
  {
    type: 'AWS::CDK::Metadata',
    before: { Analytics: 'v2:x' },
    after: { Analytics: 'v2:y' },
    look: ['sns', 'ListTopics', {}],
    shows: 'Topics',
  },
];

/**
 * Covered by the stacks' own tests, or without a service that could create them (the end-to-end
 * test creates the first three).
 */
const elsewhere = [
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::SecretsManager::SecretTargetAttachment',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::EventSubscription',
  // bootstrapResources.test.ts creates these.
  'AWS::ECR::Repository',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SSM::Parameter',
];

it('covers every type', () => {
  const covered = [...cases.map(({ type }) => type), ...elsewhere].sort();
  expect(Array.from(resourceTypes.keys()).sort()).toEqual(covered);
});

describe.each(cases)(
  '$type',
  ({ type, before, after, beside, look, shows }) => {
    it('is created, changed and deleted', async () => {
      const rds = new FakeRds();
      const cfn = await startCloudFormation(rds);
      try {
        const template = (Properties: Properties) => ({
          Resources: { Tested: { Type: type, Properties }, ...beside },
        });
        const reasons = async (name: string) =>
          (await cfn.events(name))
            .filter(({ ResourceStatus }) => ResourceStatus.endsWith('_FAILED'))
            .map(event => event.ResourceStatusReason);
        const { StackId } = await cfn.deploy('shop', template(before), {
          Tags: [{ Key: 'team', Value: 'shop' }],
        });
        expect([
          (await cfn.stack('shop')).StackStatus,
          await reasons('shop'),
        ]).toEqual(['CREATE_COMPLETE', []]);
        await cfn.deploy('shop', template({ ...before, ...after }), {
          Tags: [{ Key: 'team', Value: 'web' }],
        });
        expect([
          (await cfn.stack('shop')).StackStatus,
          await reasons('shop'),
        ]).toEqual(['UPDATE_COMPLETE', []]);
        const [service, operation, input] = look;
        const wanted = type.startsWith('AWS::RDS::')
          ? Array.from(rds.groups.values())
          : await cfn.services.call(service, operation, input, cfn.context);
        expect(JSON.stringify(wanted)).toContain(shows);
        await cfn.call('DeleteStack', { StackName: 'shop' });
        expect([
          (await cfn.settled(StackId)).StackStatus,
          await reasons(StackId),
        ]).toEqual(['DELETE_COMPLETE', []]);
      } finally {
        await cfn.stop();
      }
    });
  },
);
