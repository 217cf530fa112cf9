import { z } from 'zod';
import { booleanInput, integerInput, listInput } from '../service/inputs';

/**
 * Lists that have a singular or another name in the ec2 protocol, and a plural one in the API
 * reference.
 */
const listNames: Readonly<Record<string, string>> = {
  Filter: 'Filters',
  GroupId: 'GroupIds',
  GroupName: 'GroupNames',
  Groups: 'UserIdGroupPairs',
  NetworkAclId: 'NetworkAclIds',
  ResourceId: 'Resources',
  SecurityGroupRuleId: 'SecurityGroupRuleIds',
  SubnetId: 'SubnetIds',
  Tag: 'Tags',
  TagSpecification: 'TagSpecifications',
  Value: 'Values',
  VpcId: 'VpcIds',
  ZoneName: 'ZoneNames',
};

/** The input with the names of the API reference, from any protocol. */
export function withReferenceNames(input: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) =>
      Array.isArray(value)
        ? [listNames[name] ?? name, value.map(renamedWithin)]
        : [name, renamedWithin(value)],
    ),
  );
}

function renamedWithin(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? withReferenceNames(value)
    : value;
}

export const tagSchema = z.object({
  Key: z.string().min(1),
  Value: z.string().default(''),
});

export type Tag = z.infer<typeof tagSchema>;

const strings = listInput(z.string()).default([]);
const filters = listInput(
  z.object({ Name: z.string(), Values: z.array(z.string()).default([]) }),
).default([]);
const tagSpecifications = listInput(
  z.looseObject({ Tags: z.array(tagSchema).default([]) }),
).default([]);

export type Filter = z.infer<typeof filters>[number];

const description = z.string().optional();

const permission = z.looseObject({
  IpProtocol: z.union([z.string(), z.number()]).transform(String),
  FromPort: integerInput.optional(),
  ToPort: integerInput.optional(),
  IpRanges: listInput(
    z.looseObject({ CidrIp: z.string(), Description: description }),
  ).default([]),
  Ipv6Ranges: listInput(
    z.looseObject({ CidrIpv6: z.string(), Description: description }),
  ).default([]),
  PrefixListIds: listInput(
    z.looseObject({ PrefixListId: z.string(), Description: description }),
  ).default([]),
  UserIdGroupPairs: listInput(
    z.looseObject({ GroupId: z.string(), Description: description }),
  ).default([]),
});

export type Permission = z.infer<typeof permission>;

const networkAclEntry = z.looseObject({
  NetworkAclId: z.string(),
  RuleNumber: integerInput.pipe(z.number().min(1).max(32_766)),
  Protocol: z.union([z.string(), z.number()]).transform(String),
  RuleAction: z.enum(['allow', 'deny']),
  Egress: booleanInput,
  CidrBlock: z.string().optional(),
  Ipv6CidrBlock: z.string().optional(),
  PortRange: z.object({ From: integerInput, To: integerInput }).optional(),
  IcmpTypeCode: z.object({ Code: integerInput, Type: integerInput }).optional(),
});

const changePermissions = z.looseObject({
  GroupId: z.string(),
  IpPermissions: listInput(permission).default([]),
  SecurityGroupRuleIds: strings,
  // A single rule can be given without IpPermissions.
  IpProtocol: z.string().optional(),
  FromPort: integerInput.optional(),
  ToPort: integerInput.optional(),
  CidrIp: z.string().optional(),
  TagSpecifications: tagSpecifications,
});

/** Inputs of the EC2 operations that aurora-db-local implements. */
export const ec2Inputs = {
  DescribeVpcs: z.looseObject({ VpcIds: strings, Filters: filters }),
  DescribeSubnets: z.looseObject({ SubnetIds: strings, Filters: filters }),
  DescribeAvailabilityZones: z.looseObject({
    ZoneNames: strings,
    Filters: filters,
  }),
  DescribeSecurityGroups: z.looseObject({
    GroupIds: strings,
    GroupNames: strings,
    Filters: filters,
  }),
  DescribeSecurityGroupRules: z.looseObject({
    SecurityGroupRuleIds: strings,
    Filters: filters,
  }),
  CreateSecurityGroup: z.looseObject({
    GroupName: z.string().min(1).max(255),
    // The protocol's name is GroupDescription, the reference's Description.
    Description: z.string().max(255).optional(),
    GroupDescription: z.string().max(255).optional(),
    VpcId: z.string().optional(),
    TagSpecifications: tagSpecifications,
  }),
  DeleteSecurityGroup: z.looseObject({ GroupId: z.string() }),
  ChangePermissions: changePermissions,
  Tags: z.looseObject({
    Resources: z.array(z.string()),
    Tags: z.array(
      z.looseObject({ Key: z.string(), Value: z.string().optional() }),
    ),
  }),
  DescribeNetworkAcls: z.looseObject({
    NetworkAclIds: strings,
    Filters: filters,
  }),
  CreateNetworkAcl: z.looseObject({
    VpcId: z.string(),
    TagSpecifications: tagSpecifications,
  }),
  DeleteNetworkAcl: z.looseObject({ NetworkAclId: z.string() }),
  NetworkAclEntry: networkAclEntry,
  DeleteNetworkAclEntry: networkAclEntry.pick({
    NetworkAclId: true,
    RuleNumber: true,
    Egress: true,
  }),
  ReplaceNetworkAclAssociation: z.looseObject({
    AssociationId: z.string(),
    NetworkAclId: z.string(),
  }),
};
