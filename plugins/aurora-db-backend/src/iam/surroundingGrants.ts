import type { IamGrant } from './IamGrant';
import { iamArns } from './iamArns';
import type { IamPlace } from './IamPlace';
import { taggedAsOurs, tagsAsOurs } from './tagConditions';

const monitoringPolicyArn =
  'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole';

/**
 * Calls of CloudFormation for the resources around a cluster: network, alarms, logs, monitoring
 * role.
 */
export function surroundingGrants(place: IamPlace): IamGrant[] {
  return [...resourceGrants(place), ...monitoringGrants(place)];
}

function resourceGrants(place: IamPlace): IamGrant[] {
  const arns = iamArns(place);
  const vpc = arns.vpc(place.vpcId);
  return [
    {
      sid: 'CreateSecurityGroups',
      why: "Security groups in the database's VPC.",
      actions: ['ec2:CreateSecurityGroup'],
      resources: [arns.securityGroups, vpc],
    },
    {
      sid: 'SecurityGroupRules',
      why: 'Rules of groups in that VPC. AWS does not document whether a new group has its tags before its rules, so the VPC is the limit.',
      actions: [
        'ec2:AuthorizeSecurityGroupEgress',
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:RevokeSecurityGroupEgress',
        'ec2:RevokeSecurityGroupIngress',
        'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
        'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
      ],
      resources: [arns.securityGroups],
      conditions: { ArnEquals: { 'ec2:Vpc': vpc } },
    },
    {
      sid: 'NewRules',
      why: 'EC2 also checks the permission on the new rule.',
      actions: [
        'ec2:AuthorizeSecurityGroupEgress',
        'ec2:AuthorizeSecurityGroupIngress',
      ],
      resources: [arns.securityGroupRules],
    },
    {
      sid: 'TagSecurityGroups',
      why: 'Sets our tag on security groups of that VPC.',
      actions: ['ec2:CreateTags'],
      resources: [arns.securityGroups],
      conditions: { ...tagsAsOurs, ArnEquals: { 'ec2:Vpc': vpc } },
    },
    {
      sid: 'OurSecurityGroups',
      why: 'Deletes and tags only groups with our tag.',
      actions: ['ec2:CreateTags', 'ec2:DeleteSecurityGroup', 'ec2:DeleteTags'],
      resources: [arns.securityGroups],
      conditions: taggedAsOurs,
    },
    {
      sid: 'Alarms',
      why: 'Limits alarms by the names that the template sets.',
      actions: [
        'cloudwatch:ListTagsForResource',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: arns.alarms,
    },
    {
      sid: 'DeleteAlarms',
      why: 'Deletes only alarms with our tag.',
      actions: ['cloudwatch:DeleteAlarms'],
      resources: arns.alarms,
      conditions: taggedAsOurs,
    },
    {
      sid: 'Dashboards',
      why: 'The dashboard has a fixed name.',
      actions: [
        'cloudwatch:DeleteDashboards',
        'cloudwatch:GetDashboard',
        'cloudwatch:ListTagsForResource',
        'cloudwatch:PutDashboard',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: [arns.dashboard],
    },
    {
      sid: 'Logs',
      why: "The log group has the cluster's name.",
      actions: [
        'logs:CreateLogGroup',
        'logs:DeleteDataProtectionPolicy',
        'logs:DeleteLogGroup',
        'logs:DeleteMetricFilter',
        'logs:DeleteRetentionPolicy',
        'logs:PutMetricFilter',
        'logs:PutRetentionPolicy',
        'logs:TagResource',
        'logs:UntagResource',
      ],
      resources: [arns.logGroup],
    },
  ];
}

function monitoringGrants(place: IamPlace): IamGrant[] {
  const arns = iamArns(place);
  const { permissionsBoundaryArn } = place;
  const withBoundary = permissionsBoundaryArn && {
    conditions: {
      ArnEquals: { 'iam:PermissionsBoundary': permissionsBoundaryArn },
    },
  };
  return [
    {
      sid: 'CreateMonitoringRoles',
      why: 'Creates the role for Enhanced Monitoring, with the boundary if there is one.',
      actions: [
        'iam:CreateRole',
        ...(withBoundary ? ['iam:PutRolePermissionsBoundary'] : []),
      ],
      resources: [arns.monitoringRole],
      ...withBoundary,
    },
    {
      sid: 'MonitoringRoles',
      why: 'Changes and deletes that role by its name.',
      actions: [
        'iam:DeleteRole',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      resources: [arns.monitoringRole],
    },
    {
      sid: 'MonitoringPolicy',
      why: "Attaches only AWS's policy for Enhanced Monitoring to that role.",
      actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      resources: [arns.monitoringRole],
      conditions: { ArnEquals: { 'iam:PolicyARN': monitoringPolicyArn } },
    },
    {
      sid: 'PassMonitoringRole',
      why: 'Passes that role only to Enhanced Monitoring.',
      actions: ['iam:PassRole'],
      resources: [arns.monitoringRole],
      conditions: {
        StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' },
      },
      namesItsService: true,
    },
  ];
}
