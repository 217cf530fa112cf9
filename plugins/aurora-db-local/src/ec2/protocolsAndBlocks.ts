import { isIPv4, isIPv6 } from 'node:net';
import { AwsError } from '../service/AwsService';

/** EC2's names of the protocols that have one, by their numbers. */
const protocolNames: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};

/** The name that EC2 gives a protocol, or its number. Throws EC2's error for an unknown one. */
export function protocolOf(given: string): string {
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

/** Throws EC2's error unless TCP and UDP have a range of ports. */
export function checkPorts(
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
export function ipv4Block(cidr: string): string {
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

export function ipv6Block(cidr: string): string {
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
