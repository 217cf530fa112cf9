import type { IamGrant } from './IamGrant';
import { iamArns } from './iamArns';
import type { IamPlace } from './IamPlace';
import type { IamConditions } from './IamPolicy';
import { taggedAsOurs, tagsAsOurs } from './tagConditions';

/** Cards and lists. A portal that changes nothing needs no other statement. */
const watchGrant: IamGrant = {
  sid: 'Watch',
  why: 'Cards, health, lists, operations, events and the release gate. Reads only.',
  actions: [
    'cloudformation:DescribeStackEvents',
    'cloudformation:DescribeStacks',
    'cloudformation:ListStacks',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:GetMetricData',
    'rds:DescribeAccountAttributes',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
    'rds:DescribeDBInstances',
    'rds:DescribeEvents',
    'sts:GetCallerIdentity',
  ],
  resources: ['*'],
};

/** Calls of a portal that changes nothing. */
export function watchGrants(place: IamPlace): IamGrant[] {
  const arns = iamArns(place);
  return [
    watchGrant,
    {
      sid: 'ReadLoad',
      why: 'The load of our instances, which pass their tags to Performance Insights, with the first 500 bytes of statements. Can be left out.',
      actions: ['pi:DescribeDimensionKeys', 'pi:GetResourceMetrics'],
      resources: [arns.instanceMetrics],
      conditions: taggedAsOurs,
      withoutIt: 'readiness.withoutLoad',
    },
    {
      sid: 'ReadStatements',
      why: 'The rest of statements of more than 500 bytes, with data. Can be left out.',
      actions: ['pi:GetDimensionKeyDetails'],
      resources: [arns.instanceMetrics],
      conditions: taggedAsOurs,
      withoutIt: 'readiness.withoutStatements',
    },
    {
      sid: 'ReadLog',
      why: 'The log of clusters with our names, with data. Can be left out.',
      actions: ['logs:FilterLogEvents'],
      resources: [arns.clusterLog],
      withoutIt: 'readiness.withoutLog',
    },
  ];
}

/**
 * Calls of the portal itself.
 *
 * @param cloudFormationRoleArn - the role that the portal passes to CloudFormation, if there is one
 */
export function portalGrants(
  place: IamPlace,
  cloudFormationRoleArn?: string,
): IamGrant[] {
  const arns = iamArns(place);
  const stacks = [arns.stack, arns.planStack];
  const byRole: IamConditions = cloudFormationRoleArn
    ? { ArnEquals: { 'cloudformation:RoleArn': cloudFormationRoleArn } }
    : {};
  const passRole: IamGrant[] = cloudFormationRoleArn
    ? [
        {
          sid: 'PassCloudFormationRole',
          why: 'Passes the role only to CloudFormation.',
          actions: ['iam:PassRole'],
          resources: [cloudFormationRoleArn],
          conditions: {
            StringEquals: {
              'iam:PassedToService': 'cloudformation.amazonaws.com',
            },
          },
        },
      ]
    : [];
  return [
    ...watchGrants(place),
    {
      sid: 'LookBeforeDeploy',
      why: "Preflight and plans: network, engine versions, leftovers, quotas, the functions' roles. Reads only.",
      actions: [
        'cloudformation:ListExports',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'iam:GetAccountSummary',
        'iam:ListAttachedRolePolicies',
        'logs:DescribeLogGroups',
        'rds:DescribeDBEngineVersions',
      ],
      resources: ['*'],
    },
    {
      sid: 'CheckReadiness',
      why: 'The checks of an environment: roles, policies, zones, the key and the topic. Reads only.',
      actions: [
        'ec2:DescribeAvailabilityZones',
        'iam:GetPolicy',
        'iam:GetRole',
        'kms:DescribeKey',
        'sns:GetTopicAttributes',
      ],
      resources: ['*'],
    },
    {
      sid: 'SimulatePolicies',
      why: 'Asks IAM whether the portal and CloudFormation have these permissions. Changes nothing.',
      actions: ['iam:SimulatePrincipalPolicy'],
      resources: [arns.roles],
    },
    {
      sid: 'Stacks',
      why: 'Limits stacks by name, because a stack from a mere change set has no tags yet.',
      actions: [
        'cloudformation:CancelUpdateStack',
        'cloudformation:DeleteChangeSet',
        'cloudformation:DescribeChangeSet',
        'cloudformation:ExecuteChangeSet',
        'cloudformation:GetTemplate',
        'cloudformation:TagResource',
        'cloudformation:UntagResource',
        'cloudformation:UpdateTerminationProtection',
      ],
      resources: stacks,
    },
    {
      sid: 'MakeChangeSets',
      why: 'Does not allow imports, because an imported resource of another owner would get our tags.',
      actions: ['cloudformation:CreateChangeSet'],
      resources: stacks,
      conditions: {
        Null: { 'cloudformation:ImportResourceTypes': 'true' },
        ...byRole,
      },
    },
    {
      sid: 'DeleteStacks',
      why: 'Deletes databases, and the empty stacks of plans.',
      actions: ['cloudformation:DeleteStack'],
      resources: stacks,
      ...(cloudFormationRoleArn && { conditions: byRole }),
    },
    ...passRole,
    {
      sid: 'SnapshotOurClusters',
      why: 'Takes snapshots of clusters with our tag.',
      actions: ['rds:CreateDBClusterSnapshot'],
      resources: [arns.cluster],
      conditions: taggedAsOurs,
    },
    {
      sid: 'NameSnapshots',
      why: 'Sets our tag on new snapshots. RDS cannot distinguish new from existing ones, so only ids of our form get it.',
      actions: ['rds:AddTagsToResource', 'rds:CreateDBClusterSnapshot'],
      resources: [arns.portalSnapshot],
      conditions: tagsAsOurs,
    },
    {
      sid: 'DeleteOurSnapshots',
      why: 'Deletes only snapshots with our tag: when a user requests it, or daily after they expire.',
      actions: ['rds:DeleteDBClusterSnapshot'],
      resources: [arns.anySnapshot],
      conditions: taggedAsOurs,
    },
  ];
}
