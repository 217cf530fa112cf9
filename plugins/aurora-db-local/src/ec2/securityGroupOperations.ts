import { AwsError, type Operation, type Scope } from '../service/AwsService';
import { defaultSecurityGroupId, defaultVpc } from './defaultLandscape';
import { ec2Inputs } from './ec2Inputs';
import { matchesFilters } from './matchesFilters';
import {
  describeRule,
  describeSecurityGroup,
  newId,
  ruleKey,
  rulesOf,
  type SecurityGroupRecord,
  type SecurityGroupRule,
} from './SecurityGroupRecord';
import type { SecurityGroups } from './SecurityGroups';

export function securityGroupOperations(
  groups: SecurityGroups,
): Record<string, Operation> {
  return {
    async DescribeSecurityGroups(rawInput, context) {
      const { GroupIds, GroupNames, Filters } =
        ec2Inputs.DescribeSecurityGroups.parse(rawInput);
      const listed =
        GroupIds.length > 0
          ? GroupIds.map(id => groups.get(context, id))
          : groups.list(context);
      return {
        SecurityGroups: listed
          .filter(
            ({ groupName }) =>
              GroupNames.length === 0 || GroupNames.includes(groupName),
          )
          .filter(group =>
            matchesFilters(
              Filters,
              {
                'group-id': [group.groupId],
                'group-name': [group.groupName],
                'vpc-id': [group.vpcId],
                description: [group.description],
                'owner-id': [context.accountId],
              },
              group.tags,
            ),
          )
          .map(group => describeSecurityGroup(group, context.accountId)),
      };
    },

    async DescribeSecurityGroupRules(rawInput, context) {
      const { SecurityGroupRuleIds, Filters } =
        ec2Inputs.DescribeSecurityGroupRules.parse(rawInput);
      const all = groups
        .list(context)
        .flatMap(group => group.rules.map(rule => ({ group, rule })));
      const missing = SecurityGroupRuleIds.find(
        id => !all.some(({ rule }) => rule.ruleId === id),
      );
      if (missing !== undefined) {
        throw new AwsError(
          'InvalidSecurityGroupRuleId.NotFound',
          `The security group rule ID '${missing}' does not exist`,
        );
      }
      return {
        SecurityGroupRules: all
          .filter(
            ({ rule }) =>
              SecurityGroupRuleIds.length === 0 ||
              SecurityGroupRuleIds.includes(rule.ruleId),
          )
          .filter(({ group, rule }) =>
            matchesFilters(
              Filters,
              {
                'group-id': [group.groupId],
                'security-group-rule-id': [rule.ruleId],
              },
              [],
            ),
          )
          .map(({ group, rule }) =>
            describeRule(group, rule, context.accountId),
          ),
      };
    },

    async CreateSecurityGroup(rawInput, context) {
      const input = ec2Inputs.CreateSecurityGroup.parse(rawInput);
      const description = input.Description ?? input.GroupDescription;
      if (description === undefined) {
        throw new AwsError(
          'MissingParameter',
          'The request must contain the parameter GroupDescription',
        );
      }
      const vpcId = input.VpcId ?? defaultVpc.vpcId;
      if (vpcId !== defaultVpc.vpcId) {
        throw new AwsError(
          'InvalidVpcID.NotFound',
          `The vpc ID '${vpcId}' does not exist`,
        );
      }
      if (
        groups.list(context).some(group => group.groupName === input.GroupName)
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
        description,
        vpcId,
        tags,
        rules: [
          {
            ruleId: newId('sgr'),
            isEgress: true,
            ipProtocol: '-1',
            cidrIpv4: '0.0.0.0/0',
          },
        ],
      };
      await groups.put(context, group);
      return {
        GroupId: group.groupId,
        Tags: tags,
        SecurityGroupArn: `arn:aws:ec2:${context.region}:${context.accountId}:security-group/${group.groupId}`,
      };
    },

    async DeleteSecurityGroup(rawInput, context) {
      const { GroupId } = ec2Inputs.DeleteSecurityGroup.parse(rawInput);
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

    AuthorizeSecurityGroupIngress: authorize(groups, false),
    AuthorizeSecurityGroupEgress: authorize(groups, true),
    RevokeSecurityGroupIngress: revoke(groups, false),
    RevokeSecurityGroupEgress: revoke(groups, true),
  };
}

function authorize(groups: SecurityGroups, isEgress: boolean): Operation {
  return async (rawInput, context) => {
    const { group, rules } = readChange(groups, rawInput, context, isEgress);
    const held = new Set(group.rules.map(ruleKey));
    const duplicate = rules.find(rule => held.has(ruleKey(rule)));
    if (duplicate) {
      throw new AwsError(
        'InvalidPermission.Duplicate',
        `the specified rule "peer: ${peerOf(duplicate)}, ${duplicate.ipProtocol}" already exists`,
      );
    }
    for (const { referencedGroupId } of rules) {
      if (referencedGroupId !== undefined) {
        groups.get(context, referencedGroupId);
      }
    }
    await groups.put(context, { ...group, rules: [...group.rules, ...rules] });
    return {
      Return: true,
      SecurityGroupRules: rules.map(rule =>
        describeRule(group, rule, context.accountId),
      ),
    };
  };
}

function revoke(groups: SecurityGroups, isEgress: boolean): Operation {
  return async (rawInput, context) => {
    const { group, rules, ruleIds } = readChange(
      groups,
      rawInput,
      context,
      isEgress,
    );
    const wanted = [
      ...rules.map(rule =>
        group.rules.find(held => ruleKey(held) === ruleKey(rule)),
      ),
      ...ruleIds.map(id =>
        group.rules.find(
          held => held.ruleId === id && held.isEgress === isEgress,
        ),
      ),
    ];
    const removed = wanted.filter(rule => rule !== undefined);
    if (removed.length < wanted.length) {
      throw new AwsError(
        'InvalidPermission.NotFound',
        'The specified rule does not exist in this security group.',
      );
    }
    await groups.put(context, {
      ...group,
      rules: group.rules.filter(rule => !removed.includes(rule)),
    });
    return { Return: true };
  };
}

function readChange(
  groups: SecurityGroups,
  rawInput: unknown,
  scope: Scope,
  isEgress: boolean,
) {
  const input = ec2Inputs.ChangePermissions.parse(rawInput);
  const short = input.CidrIp
    ? [
        {
          IpProtocol: input.IpProtocol ?? '-1',
          FromPort: input.FromPort,
          ToPort: input.ToPort,
          IpRanges: [{ CidrIp: input.CidrIp, Description: undefined }],
          Ipv6Ranges: [],
          PrefixListIds: [],
          UserIdGroupPairs: [],
        },
      ]
    : [];
  const rules = rulesOf([...input.IpPermissions, ...short], isEgress);
  if (rules.length === 0 && input.SecurityGroupRuleIds.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'Either IpPermissions or a CIDR range must be specified.',
    );
  }
  return {
    group: groups.get(scope, input.GroupId),
    rules,
    ruleIds: input.SecurityGroupRuleIds,
  };
}

function peerOf(rule: SecurityGroupRule): string {
  return (
    rule.cidrIpv4 ??
    rule.cidrIpv6 ??
    rule.prefixListId ??
    rule.referencedGroupId ??
    ''
  );
}
