import { AwsError } from '../service/AwsService';
import type { Permission, Tag } from './ec2Inputs';
import {
  checkPorts,
  ipv4Block,
  ipv6Block,
  protocolOf,
} from './protocolsAndBlocks';
import { newId, type SecurityGroupRule } from './SecurityGroupRecord';

/**
 * One rule for each source or destination in the permissions, as EC2 stores it. Throws EC2's error
 * for a protocol, ports or addresses that it refuses.
 */
export function rulesOf(
  permissions: readonly Permission[],
  options: { isEgress: boolean; accountId: string; tags: readonly Tag[] },
): SecurityGroupRule[] {
  return permissions.flatMap(permission => {
    const { FromPort, ToPort } = permission;
    const targets = targetsOf(permission, options.accountId);
    if (targets.length === 0) {
      throw new AwsError(
        'MissingParameter',
        'A permission needs a CIDR range, a prefix list or a security group.',
      );
    }
    const protocol = protocolOf(permission.IpProtocol);
    checkPorts(protocol, FromPort, ToPort);
    const ports =
      protocol === '-1' ? {} : { fromPort: FromPort, toPort: ToPort };
    return targets.map(target => ({
      ruleId: newId('sgr'),
      isEgress: options.isEgress,
      ipProtocol: protocol,
      ...ports,
      ...target,
      tags: [...options.tags],
    }));
  });
}

function targetsOf(permission: Permission, accountId: string) {
  return [
    ...permission.IpRanges.map(range => ({
      cidrIpv4: ipv4Block(range.CidrIp),
      description: range.Description,
    })),
    ...permission.Ipv6Ranges.map(range => ({
      cidrIpv6: ipv6Block(range.CidrIpv6),
      description: range.Description,
    })),
    ...permission.PrefixListIds.map(list => ({
      prefixListId: list.PrefixListId,
      description: list.Description,
    })),
    ...permission.UserIdGroupPairs.map(pair => {
      if (pair.UserId !== undefined && pair.UserId !== accountId) {
        throw new AwsError(
          'InvalidGroup.NotFound',
          `The security group '${pair.GroupId}' of account ${pair.UserId} does not exist: groups of other accounts cannot be used.`,
        );
      }
      return {
        referencedGroupId: pair.GroupId,
        description: pair.Description,
      };
    }),
  ];
}
