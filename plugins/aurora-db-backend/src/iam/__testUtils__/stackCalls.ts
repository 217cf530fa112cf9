import { examplePlace } from '../IamPlace';
import type { IamRequest, IamRequestResource } from './isAllowed';
import { ourTags as tags, settingOurTags } from './ourTags';
import { physicalIdOf } from './physicalIdOf';
import type { TemplateResource } from './templateResources';

const { accountId, region, vpcId, lambdaRoleArns, permissionsBoundaryArn } =
  examplePlace;
const arnOf = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;
const iamArnOf = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;

const optionGroup = { arn: arnOf('rds', 'og:default:aurora-postgresql-15') };
const instanceGroup = { arn: arnOf('rds', 'pg:default.aurora-postgresql15') };
const vpc = { 'ec2:Vpc': arnOf('ec2', `vpc/${vpcId}`) };
const sources = {
  snapshot: {
    arn: arnOf('rds', 'cluster-snapshot:rds:orders-prd-2026-11-25-18-05'),
    tags,
  },
  cluster: { arn: arnOf('rds', 'cluster:orders-prd-aurora-cluster'), tags },
};

/** The calls of CloudFormation's handlers that change something, for every resource of a template. */
export function stackCalls(
  stackName: string,
  resources: readonly TemplateResource[],
  spelling: (id: string) => string,
): IamRequest[] {
  const idOf = (type: string, maxLength: number) =>
    resources
      .filter(resource => resource.type === type)
      .map(({ logicalId }) =>
        spelling(physicalIdOf(stackName, logicalId, maxLength)),
      );
  const group = (kind: string, type: string) =>
    idOf(type, 255).map(id => ({ arn: arnOf('rds', `${kind}:${id}`), tags }));
  const siblings = {
    subnetGroups: group('subgrp', 'AWS::RDS::DBSubnetGroup'),
    parameterGroups: group('cluster-pg', 'AWS::RDS::DBClusterParameterGroup'),
    clusters: resources
      .filter(({ type }) => type === 'AWS::RDS::DBCluster')
      .map(({ properties }) => ({
        arn: arnOf('rds', `cluster:${properties.DBClusterIdentifier}`),
        tags,
      })),
  };
  return resources.flatMap(resource => {
    const make = callsByType[resource.type];
    if (!make) {
      throw new Error(`No calls are known for ${resource.type}`);
    }
    const id = (maxLength: number) =>
      physicalIdOf(stackName, resource.logicalId, maxLength);
    return make({ resource, stackName, id, spelling, siblings });
  });
}

interface CallContext {
  resource: TemplateResource;
  stackName: string;
  id(maxLength: number): string;
  spelling(id: string): string;
  siblings: Record<
    'subnetGroups' | 'parameterGroups' | 'clusters',
    IamRequestResource[]
  >;
}

type Calls = (context: CallContext) => IamRequest[];

/** A call with the stack's tags, as creations are. */
const creates = (
  action: string,
  ...resources: IamRequestResource[]
): IamRequest => ({ action, resources, context: settingOurTags });
const calls = (
  action: string,
  ...resources: IamRequestResource[]
): IamRequest => ({ action, resources });

/** RDS creates with tags; what is there has them. */
function rdsCalls(
  arn: string,
  type: string,
  changes: readonly string[],
): IamRequest[] {
  return [
    creates(`rds:Create${type}`, { arn }),
    creates('rds:AddTagsToResource', { arn }),
    ...changes.map(change => calls(`rds:${change}`, { arn, tags })),
  ];
}

const tagChanges = ['AddTagsToResource', 'RemoveTagsFromResource'];

const callsByType: Record<string, Calls | undefined> = {
  'AWS::RDS::DBCluster': ({ resource, stackName, spelling, siblings }) => {
    const { DBClusterIdentifier, SnapshotIdentifier, ...properties } =
      resource.properties;
    const cluster = { arn: arnOf('rds', `cluster:${DBClusterIdentifier}`) };
    const groups = [
      ...siblings.parameterGroups,
      ...siblings.subnetGroups,
      optionGroup,
    ];
    const final = {
      arn: arnOf(
        'rds',
        `cluster-snapshot:${spelling(physicalIdOf(stackName, `Snapshot-${resource.logicalId}`, 255))}`,
      ),
    };
    const ours = { ...cluster, tags };
    return [
      SnapshotIdentifier
        ? creates(
            'rds:RestoreDBClusterFromSnapshot',
            cluster,
            ...groups,
            sources.snapshot,
          )
        : properties.SourceDBClusterIdentifier
          ? creates(
              'rds:RestoreDBClusterToPointInTime',
              cluster,
              ...groups,
              sources.cluster,
            )
          : creates('rds:CreateDBCluster', cluster, ...groups),
      creates('rds:AddTagsToResource', cluster),
      ...tagChanges.map(action => calls(`rds:${action}`, ours)),
      calls('rds:ModifyDBCluster', ours, ...siblings.parameterGroups),
      calls('rds:CreateDBClusterSnapshot', ours, final),
      calls('rds:AddTagsToResource', final),
      calls('rds:DeleteDBCluster', ours, final),
      calls('iam:CreateServiceLinkedRole', {
        arn: iamArnOf(
          'role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS',
        ),
        context: { 'iam:AWSServiceName': 'rds.amazonaws.com' },
      }),
      ...['CreateSecret', 'TagResource'].map(action =>
        calls(`secretsmanager:${action}`, {
          arn: arnOf('secretsmanager', 'secret:rds!cluster-5f1c-AbCdEf'),
        }),
      ),
      calls('kms:CreateGrant', {
        arn: arnOf('kms', 'key/5f1c'),
        context: { 'kms:ViaService': `rds.${region}.amazonaws.com` },
      }),
    ];
  },
  'AWS::RDS::DBInstance': ({ id, spelling, siblings }) => {
    const instance = { arn: arnOf('rds', `db:${spelling(id(63))}`) };
    const ours = { ...instance, tags };
    return [
      creates(
        'rds:CreateDBInstance',
        instance,
        ...siblings.clusters,
        ...siblings.subnetGroups,
        optionGroup,
        instanceGroup,
      ),
      creates('rds:AddTagsToResource', instance),
      ...[
        ...tagChanges,
        'ModifyDBInstance',
        'RebootDBInstance',
        'DeleteDBInstance',
      ].map(action => calls(`rds:${action}`, ours)),
    ];
  },
  'AWS::RDS::DBClusterParameterGroup': ({ id, spelling }) =>
    rdsCalls(
      arnOf('rds', `cluster-pg:${spelling(id(255))}`),
      'DBClusterParameterGroup',
      [
        ...tagChanges,
        'ModifyDBClusterParameterGroup',
        'ResetDBClusterParameterGroup',
        'DeleteDBClusterParameterGroup',
      ],
    ),
  'AWS::RDS::DBSubnetGroup': ({ id, spelling }) =>
    rdsCalls(arnOf('rds', `subgrp:${spelling(id(255))}`), 'DBSubnetGroup', [
      ...tagChanges,
      'ModifyDBSubnetGroup',
      'DeleteDBSubnetGroup',
    ]),
  'AWS::RDS::EventSubscription': ({ id, spelling }) =>
    rdsCalls(arnOf('rds', `es:${spelling(id(255))}`), 'EventSubscription', [
      ...tagChanges,
      'ModifyEventSubscription',
      'AddSourceIdentifierToSubscription',
      'RemoveSourceIdentifierFromSubscription',
      'DeleteEventSubscription',
    ]),
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
  // Templates of former versions have it: an update removes it.
  'AWS::IAM::Policy': () =>
    lambdaRoleArns.map(arn => calls('iam:DeleteRolePolicy', { arn })),
};
