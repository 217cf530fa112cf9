import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../service/AwsService';
import { tagSchema, type Permission } from './ec2Inputs';

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

/** One rule for each source or destination in the permissions. */
export function rulesOf(
  permissions: readonly Permission[],
  isEgress: boolean,
): SecurityGroupRule[] {
  return permissions.flatMap(({ IpProtocol, FromPort, ToPort, ...peers }) => {
    const targets = [
      ...peers.IpRanges.map(range => ({
        cidrIpv4: range.CidrIp,
        description: range.Description,
      })),
      ...peers.Ipv6Ranges.map(range => ({
        cidrIpv6: range.CidrIpv6,
        description: range.Description,
      })),
      ...peers.PrefixListIds.map(list => ({
        prefixListId: list.PrefixListId,
        description: list.Description,
      })),
      ...peers.UserIdGroupPairs.map(pair => ({
        referencedGroupId: pair.GroupId,
        description: pair.Description,
      })),
    ];
    if (targets.length === 0) {
      throw new AwsError(
        'MissingParameter',
        'A permission needs a CIDR range, a prefix list or a security group.',
      );
    }
    const ports =
      IpProtocol === '-1' ? {} : { fromPort: FromPort, toPort: ToPort };
    return targets.map(target => ({
      ruleId: newId('sgr'),
      isEgress,
      ipProtocol: IpProtocol,
      ...ports,
      ...target,
    }));
  });
}

/** Rules are the same for EC2 if they differ only in id and description. */
export function ruleKey({
  ruleId: _,
  description: __,
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
  ownerId: string,
) {
  return {
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
  ownerId: string,
) {
  return {
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
    Tags: [],
  };
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
