import { z } from 'zod';
import { defaultNetworkAclId, defaultVpc } from './defaultLandscape';
import { tagSchema } from './ec2Inputs';
import type { FilterReaders } from './filtered';

export const entrySchema = z.object({
  RuleNumber: z.number(),
  Egress: z.boolean(),
  Protocol: z.string(),
  RuleAction: z.enum(['allow', 'deny']),
  CidrBlock: z.string().optional(),
  Ipv6CidrBlock: z.string().optional(),
  PortRange: z.object({ From: z.number(), To: z.number() }).optional(),
  IcmpTypeCode: z.object({ Code: z.number(), Type: z.number() }).optional(),
});

export const networkAclSchema = z.object({
  networkAclId: z.string(),
  vpcId: z.string(),
  tags: z.array(tagSchema),
  entries: z.array(entrySchema),
  /** Of the call that created it. */
  clientToken: z.string().optional(),
});

export type NetworkAclRecord = z.infer<typeof networkAclSchema>;
export type NetworkAclEntry = z.infer<typeof entrySchema>;

/** The network ACL of a subnet, by subnet id, if it is not the VPC's default one. */
export const networkAclAssociationSchema = z.object({
  associationId: z.string(),
  networkAclId: z.string(),
});

export type NetworkAclAssociation = z.infer<typeof networkAclAssociationSchema>;

const everything = { Protocol: '-1', CidrBlock: '0.0.0.0/0' } as const;
/** The last rule of every network ACL. AWS's console shows it as `*`. */
export const denyRest = [true, false].map(Egress => ({
  ...everything,
  RuleNumber: 32_767,
  RuleAction: 'deny' as const,
  Egress,
}));
const allowAll = [true, false].map(Egress => ({
  ...everything,
  RuleNumber: 100,
  RuleAction: 'allow' as const,
  Egress,
}));

export const defaultAcl: NetworkAclRecord = {
  networkAclId: defaultNetworkAclId,
  vpcId: defaultVpc.vpcId,
  tags: [],
  entries: [...allowAll, ...denyRest],
};

/** All filters of EC2 for network ACLs, except those of owners and tags. */
export const aclFilters: FilterReaders<
  NetworkAclRecord & {
    held: ReadonlyArray<{
      subnetId: string;
      associationId: string;
      networkAclId: string;
    }>;
  }
> = {
  'network-acl-id': ({ networkAclId }) => [networkAclId],
  'vpc-id': ({ vpcId }) => [vpcId],
  default: ({ networkAclId }) => [String(networkAclId === defaultNetworkAclId)],
  'association.association-id': ({ held }) =>
    held.map(({ associationId }) => associationId),
  'association.network-acl-id': ({ held }) =>
    held.map(({ networkAclId }) => networkAclId),
  'association.subnet-id': ({ held }) => held.map(({ subnetId }) => subnetId),
  'entry.cidr': ({ entries }) => entries.map(({ CidrBlock }) => CidrBlock),
  'entry.icmp.code': ({ entries }) =>
    entries.map(({ IcmpTypeCode }) => IcmpTypeCode?.Code.toString()),
  'entry.icmp.type': ({ entries }) =>
    entries.map(({ IcmpTypeCode }) => IcmpTypeCode?.Type.toString()),
  'entry.ipv6-cidr': ({ entries }) =>
    entries.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  'entry.port-range.from': ({ entries }) =>
    entries.map(({ PortRange }) => PortRange?.From.toString()),
  'entry.port-range.to': ({ entries }) =>
    entries.map(({ PortRange }) => PortRange?.To.toString()),
  'entry.protocol': ({ entries }) => entries.map(({ Protocol }) => Protocol),
  'entry.rule-action': ({ entries }) =>
    entries.map(({ RuleAction }) => RuleAction),
  'entry.egress': ({ entries }) => entries.map(({ Egress }) => String(Egress)),
  'entry.rule-number': ({ entries }) =>
    entries.map(({ RuleNumber }) => String(RuleNumber)),
};
