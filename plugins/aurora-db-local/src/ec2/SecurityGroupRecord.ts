import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Scope } from '../service/AwsService';
import { tagSchema } from './ec2Inputs';

const ruleSchema = z.object({
  ruleId: z.string(),
  isEgress: z.boolean(),
  /** `tcp`, `udp`, `icmp`, a protocol number, or `-1` for all. */
  ipProtocol: z.string(),
  fromPort: z.number().optional(),
  toPort: z.number().optional(),
  cidrIpv4: z.string().optional(),
  cidrIpv6: z.string().optional(),
  prefixListId: z.string().optional(),
  referencedGroupId: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(tagSchema).default([]),
});

export const securityGroupSchema = z.object({
  groupId: z.string(),
  groupName: z.string(),
  description: z.string(),
  vpcId: z.string(),
  tags: z.array(tagSchema),
  rules: z.array(ruleSchema),
});

export type SecurityGroupRecord = z.infer<typeof securityGroupSchema>;
export type SecurityGroupRule = z.infer<typeof ruleSchema>;

/** A new id in EC2's format: a prefix and 17 hexadecimal digits. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** Rules are the same for EC2 if they differ only in id, description and tags. */
export function ruleKey({
  ruleId: _,
  description: __,
  tags: ___,
  ...rule
}: SecurityGroupRule): string {
  return JSON.stringify(
    Object.entries(rule)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}

/**
 * The group as DescribeSecurityGroups returns it: rules of the same protocol and ports are one
 * permission.
 */
export function describeSecurityGroup(
  group: SecurityGroupRecord,
  scope: Scope,
) {
  const { accountId: ownerId } = scope;
  return {
    SecurityGroupArn: securityGroupArn(scope, group.groupId),
    OwnerId: ownerId,
    GroupId: group.groupId,
    GroupName: group.groupName,
    Description: group.description,
    VpcId: group.vpcId,
    Tags: group.tags,
    IpPermissions: permissionsOf(
      group.rules.filter(({ isEgress }) => !isEgress),
      ownerId,
    ),
    IpPermissionsEgress: permissionsOf(
      group.rules.filter(({ isEgress }) => isEgress),
      ownerId,
    ),
  };
}

/** A rule as DescribeSecurityGroupRules returns it. */
export function describeRule(
  group: SecurityGroupRecord,
  rule: SecurityGroupRule,
  { accountId: ownerId, region }: Scope,
) {
  return {
    SecurityGroupRuleArn: `arn:aws:ec2:${region}:${ownerId}:security-group-rule/${rule.ruleId}`,
    SecurityGroupRuleId: rule.ruleId,
    GroupId: group.groupId,
    GroupOwnerId: ownerId,
    IsEgress: rule.isEgress,
    IpProtocol: rule.ipProtocol,
    FromPort: rule.fromPort ?? -1,
    ToPort: rule.toPort ?? -1,
    CidrIpv4: rule.cidrIpv4,
    CidrIpv6: rule.cidrIpv6,
    PrefixListId: rule.prefixListId,
    ReferencedGroupInfo: rule.referencedGroupId && {
      GroupId: rule.referencedGroupId,
      UserId: ownerId,
    },
    Description: rule.description,
    Tags: rule.tags,
  };
}

export function securityGroupArn(
  { accountId, region }: Scope,
  groupId: string,
): string {
  return `arn:aws:ec2:${region}:${accountId}:security-group/${groupId}`;
}

function permissionsOf(rules: SecurityGroupRule[], ownerId: string) {
  const byPorts = new Map<
    string,
    [SecurityGroupRule, ...SecurityGroupRule[]]
  >();
  for (const rule of rules) {
    const key = `${rule.ipProtocol}/${rule.fromPort}/${rule.toPort}`;
    const group = byPorts.get(key);
    if (group) {
      group.push(rule);
    } else {
      byPorts.set(key, [rule]);
    }
  }
  return Array.from(byPorts.values(), group => ({
    IpProtocol: group[0].ipProtocol,
    FromPort: group[0].fromPort,
    ToPort: group[0].toPort,
    IpRanges: group.flatMap(({ cidrIpv4, description }) =>
      cidrIpv4 ? [{ CidrIp: cidrIpv4, Description: description }] : [],
    ),
    Ipv6Ranges: group.flatMap(({ cidrIpv6, description }) =>
      cidrIpv6 ? [{ CidrIpv6: cidrIpv6, Description: description }] : [],
    ),
    PrefixListIds: group.flatMap(({ prefixListId, description }) =>
      prefixListId
        ? [{ PrefixListId: prefixListId, Description: description }]
        : [],
    ),
    UserIdGroupPairs: group.flatMap(({ referencedGroupId, description }) =>
      referencedGroupId
        ? [
            {
              GroupId: referencedGroupId,
              UserId: ownerId,
              Description: description,
            },
          ]
        : [],
    ),
  }));
}
