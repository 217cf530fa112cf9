import { createHash } from 'node:crypto';
import type { Json } from '../../template/parseTemplate';
import { validationError } from '../../validationError';
import type { ResourceRequest, ResourceType } from '../ResourceType';
import { createOrAdopt, whenMissing } from '../whenMissing';

export type Direction = 'Ingress' | 'Egress';

const onlyIds =
  'EC2 takes names of groups only in a default VPC, which is not there: use GroupId and SourceSecurityGroupId.';

const ruleMembers = [
  'CidrIp',
  'CidrIpv6',
  'Description',
  'DestinationPrefixListId',
  'DestinationSecurityGroupId',
  'FromPort',
  // Of the resource types for one rule.
  'GroupId',
  'IpProtocol',
  'SourcePrefixListId',
  'SourceSecurityGroupId',
  'SourceSecurityGroupOwnerId',
  'ToPort',
];

/** Converts a rule of a template to EC2's API. */
export function ipPermission(
  rule: Readonly<Record<string, Json>>,
  direction: Direction,
): Record<string, unknown> {
  const dropped = Object.keys(rule).find(name => !ruleMembers.includes(name));
  if (dropped !== undefined) {
    throw validationError(
      `aurora-db-local does not take ${dropped} in a security group's rule. ${onlyIds}`,
    );
  }
  const description =
    rule.Description === undefined
      ? {}
      : { Description: String(rule.Description) };
  const group =
    direction === 'Ingress'
      ? rule.SourceSecurityGroupId
      : rule.DestinationSecurityGroupId;
  const owner =
    direction === 'Ingress' ? rule.SourceSecurityGroupOwnerId : undefined;
  const prefixList =
    direction === 'Ingress'
      ? rule.SourcePrefixListId
      : rule.DestinationPrefixListId;
  return {
    IpProtocol: String(rule.IpProtocol),
    ...(rule.FromPort !== undefined && { FromPort: Number(rule.FromPort) }),
    ...(rule.ToPort !== undefined && { ToPort: Number(rule.ToPort) }),
    ...(rule.CidrIp !== undefined && {
      IpRanges: [{ CidrIp: String(rule.CidrIp), ...description }],
    }),
    ...(rule.CidrIpv6 !== undefined && {
      Ipv6Ranges: [{ CidrIpv6: String(rule.CidrIpv6), ...description }],
    }),
    ...(group !== undefined && {
      UserIdGroupPairs: [
        {
          GroupId: String(group),
          ...(owner !== undefined && { UserId: String(owner) }),
          ...description,
        },
      ],
    }),
    ...(prefixList !== undefined && {
      PrefixListIds: [{ PrefixListId: String(prefixList), ...description }],
    }),
  };
}

/** An id that depends only on the rule. */
export function ruleId(
  groupId: string,
  rule: Readonly<Record<string, Json>>,
  direction: Direction,
): string {
  const content = JSON.stringify([
    groupId,
    direction,
    ipPermission(rule, direction),
  ]);
  return `sgr-${createHash('sha256').update(content).digest('hex').slice(0, 17)}`;
}

function securityGroupRule(
  direction: Direction,
  peers: readonly string[],
  classicNames: readonly string[] = [],
): ResourceType {
  const input = ({ properties }: ResourceRequest) => ({
    GroupId: String(properties.GroupId),
    IpPermissions: [ipPermission(properties, direction)],
  });
  return {
    type: `AWS::EC2::SecurityGroup${direction}`,
    service: 'ec2',
    createOnly: [
      'CidrIp',
      'CidrIpv6',
      'FromPort',
      'GroupId',
      'IpProtocol',
      'ToPort',
      ...peers,
      ...classicNames,
    ],
    required:
      direction === 'Ingress' ? ['IpProtocol'] : ['GroupId', 'IpProtocol'],
    properties: {
      implemented: [
        'CidrIp',
        'CidrIpv6',
        'Description',
        'FromPort',
        'GroupId',
        'IpProtocol',
        'ToPort',
        ...peers,
      ],
      rejected: { [onlyIds]: classicNames },
    },
    attributes: ['Id'],
    taggable: false,
    async create(request) {
      const id = ruleId(
        String(request.properties.GroupId),
        request.properties,
        direction,
      );
      await createOrAdopt(
        request.call(`AuthorizeSecurityGroup${direction}`, input(request)),
        request.resumed,
      );
      await request.initiated(id);
      return { physicalId: id, attributes: { Id: id } };
    },
    async update(request) {
      // Only the description can differ, and it is part of the rule.
      const before = {
        GroupId: String(request.previousProperties.GroupId),
        IpPermissions: [ipPermission(request.previousProperties, direction)],
      };
      await whenMissing(
        request.call(`RevokeSecurityGroup${direction}`, before),
        undefined,
      );
      await createOrAdopt(
        request.call(`AuthorizeSecurityGroup${direction}`, input(request)),
        true,
      );
      return {
        physicalId: request.physicalId,
        attributes: { Id: request.physicalId },
      };
    },
    async delete(request) {
      await whenMissing(
        request.call(`RevokeSecurityGroup${direction}`, input(request)),
        undefined,
      );
    },
  };
}

export const securityGroupRules: readonly ResourceType[] = [
  securityGroupRule(
    'Ingress',
    [
      'SourcePrefixListId',
      'SourceSecurityGroupId',
      'SourceSecurityGroupOwnerId',
    ],
    ['GroupName', 'SourceSecurityGroupName'],
  ),
  securityGroupRule('Egress', [
    'DestinationPrefixListId',
    'DestinationSecurityGroupId',
  ]),
];
