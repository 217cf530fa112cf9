import type { IamGrant } from './IamGrant';
import { iamArns } from './iamArns';
import type { IamPlace } from './IamPlace';
import type { IamConditions } from './IamPolicy';
import { taggedAsOurs, tagsAsOurs } from './tagConditions';

/** Calls of a portal that changes nothing. It needs no other statement. */
export const watchGrant: IamGrant = {
  sid: 'Watch',
  why: 'Cards, health, lists, operations and the release gate. Reads only.',
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
    'sts:GetCallerIdentity',
  ],
  resources: ['*'],
};

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
          why: 'Hands the role to CloudFormation, and to no other service.',
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
    watchGrant,
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
      sid: 'Stacks',
      why: 'Stacks by their names: a stack that only a change set made carries no tag yet.',
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
      why: 'Never to import: an imported resource of another owner would get our tags.',
      actions: ['cloudformation:CreateChangeSet'],
      resources: stacks,
      conditions: {
        Null: { 'cloudformation:ImportResourceTypes': 'true' },
        ...byRole,
      },
    },
    {
      sid: 'DeleteStacks',
      why: 'Deletes databases, and the empty stacks that plans leave.',
      actions: ['cloudformation:DeleteStack'],
      resources: stacks,
      ...(cloudFormationRoleArn && { conditions: byRole }),
    },
    ...passRole,
    {
      sid: 'SnapshotOurClusters',
      why: 'Snapshots of clusters that carry our tag.',
      actions: ['rds:CreateDBClusterSnapshot'],
      resources: [arns.cluster],
      conditions: taggedAsOurs,
    },
    {
      sid: 'NameSnapshots',
      why: "Snapshots get our tag as they are taken. RDS can't tell that from tagging one that exists, so only ids of our form get it.",
      actions: ['rds:AddTagsToResource', 'rds:CreateDBClusterSnapshot'],
      resources: [arns.portalSnapshot],
      conditions: tagsAsOurs,
    },
    {
      sid: 'DeleteOurSnapshots',
      why: 'Users delete snapshots of their databases, a daily task expired ones. Only those with our tag.',
      actions: ['rds:DeleteDBClusterSnapshot'],
      resources: [arns.anySnapshot],
      conditions: taggedAsOurs,
    },
  ];
}
