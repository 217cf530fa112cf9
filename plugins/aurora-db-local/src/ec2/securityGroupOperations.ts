import { AwsError, type Operation } from '../service/AwsService';
import { defaultSecurityGroupId, defaultVpc } from './defaultLandscape';
import { defineEc2Operation } from './defineEc2Operation';
import { describePage } from './describePage';
import { ec2Inputs } from './ec2Inputs';
import { filtered } from './filtered';
import { authorize, revoke } from './ruleChanges';
import { securityGroupFilters } from './securityGroupFilters';
import {
  describeRule,
  describeSecurityGroup,
  newId,
  securityGroupArn,
  type SecurityGroupRecord,
} from './SecurityGroupRecord';
import type { SecurityGroups } from './SecurityGroups';

/** Members of a single rule, which EC2 does not support for egress rules. */
const noSingleRule = {
  IpProtocol: undefined,
  FromPort: undefined,
  ToPort: undefined,
  CidrIp: undefined,
};

export function securityGroupOperations(
  groups: SecurityGroups,
): Record<string, Operation> {
  return {
    DescribeSecurityGroups: defineEc2Operation(
      ec2Inputs.DescribeSecurityGroups,
      async ({ GroupIds, GroupNames, Filters, ...page }, context) => {
        const all = groups.list(context);
        const named = (name: string) => {
          const group = all.find(({ groupName }) => groupName === name);
          if (!group) {
            throw new AwsError(
              'InvalidGroup.NotFound',
              `The security group '${name}' does not exist`,
            );
          }
          return group;
        };
        const wanted = [
          ...GroupIds.map(id => groups.get(context, id)),
          ...GroupNames.map(named),
        ];
        const found = filtered(
          wanted.length > 0 ? [...new Set(wanted)] : all,
          Filters,
          securityGroupFilters(
            context.accountId,
            id => all.find(({ groupId }) => groupId === id)?.groupName,
          ),
        ).map(group => describeSecurityGroup(group, context));
        return describePage('SecurityGroups', found, {
          ...page,
          ids: { groupIds: GroupIds, groupNames: GroupNames },
        });
      },
    ),

    DescribeSecurityGroupRules: defineEc2Operation(
      ec2Inputs.DescribeSecurityGroupRules,
      async ({ SecurityGroupRuleIds, Filters, ...page }, context) => {
        const all = groups
          .list(context)
          .flatMap(group =>
            group.rules.map(rule => ({ group, rule, tags: rule.tags })),
          );
        const missing = SecurityGroupRuleIds.find(
          id => !all.some(({ rule }) => rule.ruleId === id),
        );
        if (missing !== undefined) {
          throw new AwsError(
            'InvalidSecurityGroupRuleId.NotFound',
            `The security group rule ID '${missing}' does not exist`,
          );
        }
        const found = filtered(
          all.filter(
            ({ rule }) =>
              SecurityGroupRuleIds.length === 0 ||
              SecurityGroupRuleIds.includes(rule.ruleId),
          ),
          Filters,
          {
            'group-id': ({ group }) => [group.groupId],
            'security-group-rule-id': ({ rule }) => [rule.ruleId],
          },
        ).map(({ group, rule }) => describeRule(group, rule, context));
        return describePage('SecurityGroupRules', found, {
          ...page,
          ids: { securityGroupRuleIds: SecurityGroupRuleIds },
        });
      },
    ),

    CreateSecurityGroup: defineEc2Operation(
      ec2Inputs.CreateSecurityGroup,
      async (input, context) => {
        const vpcId = input.VpcId ?? defaultVpc.vpcId;
        if (vpcId !== defaultVpc.vpcId) {
          throw new AwsError(
            'InvalidVpcID.NotFound',
            `The vpc ID '${vpcId}' does not exist`,
          );
        }
        if (
          groups
            .list(context)
            .some(group => group.groupName === input.GroupName)
        ) {
          throw new AwsError(
            'InvalidGroup.Duplicate',
            `The security group '${input.GroupName}' already exists for VPC '${vpcId}'`,
          );
        }
        const tags = input.TagSpecifications.flatMap(({ Tags }) => Tags);
        const group: SecurityGroupRecord = {
          groupId: newId('sg'),
          groupName: input.GroupName,
          description: input.Description,
          vpcId,
          tags,
          rules: [
            {
              ruleId: newId('sgr'),
              isEgress: true,
              ipProtocol: '-1',
              cidrIpv4: '0.0.0.0/0',
              tags: [],
            },
          ],
        };
        await groups.put(context, group);
        return {
          GroupId: group.groupId,
          Tags: tags,
          SecurityGroupArn: securityGroupArn(context, group.groupId),
        };
      },
    ),

    DeleteSecurityGroup: defineEc2Operation(
      ec2Inputs.DeleteSecurityGroup,
      async ({ GroupId }, context) => {
        const group = groups.get(context, GroupId);
        if (group.groupId === defaultSecurityGroupId) {
          throw new AwsError(
            'CannotDelete',
            `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
          );
        }
        const user = groups
          .list(context)
          .find(
            ({ groupId, rules }) =>
              groupId !== GroupId &&
              rules.some(rule => rule.referencedGroupId === GroupId),
          );
        if (user || groups.isDefault(GroupId)) {
          throw new AwsError(
            'DependencyViolation',
            `resource ${GroupId} has a dependent object`,
          );
        }
        await groups.delete(context, GroupId);
        return { Return: true, GroupId };
      },
    ),

    AuthorizeSecurityGroupIngress: defineEc2Operation(
      ec2Inputs.AuthorizeIngress,
      (input, context) =>
        authorize(groups, context, { ...input, isEgress: false }),
    ),
    AuthorizeSecurityGroupEgress: defineEc2Operation(
      ec2Inputs.AuthorizeEgress,
      (input, context) =>
        authorize(groups, context, {
          ...input,
          ...noSingleRule,
          isEgress: true,
        }),
    ),
    RevokeSecurityGroupIngress: defineEc2Operation(
      ec2Inputs.RevokeIngress,
      (input, context) =>
        revoke(groups, context, { ...input, isEgress: false }),
    ),
    RevokeSecurityGroupEgress: defineEc2Operation(
      ec2Inputs.RevokeEgress,
      (input, context) =>
        revoke(groups, context, { ...input, ...noSingleRule, isEgress: true }),
    ),
  };
}
