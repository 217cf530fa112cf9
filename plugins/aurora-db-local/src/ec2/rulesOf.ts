import { isIPv4, isIPv6 } from 'node:net';
import { AwsError } from '../service/AwsService';
import type { Permission, Tag } from './ec2Inputs';
import { newId, type SecurityGroupRule } from './SecurityGroupRecord';

/** EC2's names of the protocols that have one, by their numbers. */
const protocolNames: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};

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

function protocolOf(given: string): string {
  const name = protocolNames[given.toLowerCase()] ?? given.toLowerCase();
  const isKnown =
    ['-1', 'tcp', 'udp', 'icmp', 'icmpv6'].includes(name) ||
    (/^\d{1,3}$/.test(name) && Number(name) <= 255);
  if (!isKnown) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${given}' for IP protocol. Unknown protocol.`,
    );
  }
  return name;
}

function checkPorts(
  protocol: string,
  from: number | undefined,
  to: number | undefined,
): void {
  if (protocol !== 'tcp' && protocol !== 'udp') {
    return;
  }
  if (from === undefined || to === undefined) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
    );
  }
  if (from < 0 || to > 65_535 || from > to) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid ${protocol.toUpperCase()} port range (${from},${to})`,
    );
  }
}

/** The block with its first address: EC2 changes 100.68.0.18/18 to 100.68.0.0/18. */
function ipv4Block(cidr: string): string {
  const [address = '', length = '', ...rest] = cidr.split('/');
  const bits = Number(length);
  if (
    !isIPv4(address) ||
    !/^\d{1,2}$/.test(length) ||
    bits > 32 ||
    rest.length > 0
  ) {
    throw malformed(cidr);
  }
  const number = address
    .split('.')
    .reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - bits);
  const first = number - (number % size);
  const octets = [24, 16, 8, 0].map(
    shift => Math.floor(first / 2 ** shift) % 256,
  );
  return `${octets.join('.')}/${bits}`;
}

function ipv6Block(cidr: string): string {
  const [address = '', length = '', ...rest] = cidr.split('/');
  if (
    !isIPv6(address) ||
    !/^\d{1,3}$/.test(length) ||
    Number(length) > 128 ||
    rest.length > 0
  ) {
    throw malformed(cidr);
  }
  return cidr;
}

function malformed(cidr: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `CIDR block ${cidr} is malformed`,
  );
}
