import { AwsError } from '../service/AwsService';
import type { NetworkAclEntry } from './NetworkAclRecord';
import {
  checkPorts,
  ipv4Block,
  ipv6Block,
  protocolOf,
} from './protocolsAndBlocks';

/** Entries of network ACLs have the numbers of protocols, rules of security groups the names. */
const numbers: Readonly<Record<string, string>> = {
  icmp: '1',
  tcp: '6',
  udp: '17',
  icmpv6: '58',
};

/** The entry as EC2 stores it. Throws EC2's error for traffic that it cannot describe. */
export function checkedEntry(entry: NetworkAclEntry): NetworkAclEntry {
  const { CidrBlock, Ipv6CidrBlock, PortRange, IcmpTypeCode } = entry;
  if ((CidrBlock === undefined) === (Ipv6CidrBlock === undefined)) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain either CidrBlock or Ipv6CidrBlock.',
    );
  }
  const protocol = protocolOf(entry.Protocol);
  checkPorts(protocol, PortRange?.From, PortRange?.To);
  if (['icmp', 'icmpv6'].includes(protocol) && IcmpTypeCode === undefined) {
    throw new AwsError(
      'MissingParameter',
      'The request must contain IcmpTypeCode for protocol 1 (ICMP) and 58 (ICMPv6).',
    );
  }
  return {
    ...entry,
    Protocol: numbers[protocol] ?? protocol,
    CidrBlock: CidrBlock && ipv4Block(CidrBlock),
    Ipv6CidrBlock: Ipv6CidrBlock && ipv6Block(Ipv6CidrBlock),
  };
}
