import { z } from 'zod';
import { ignored, rejected } from '../service/inputHandling';
import { ec2Input } from './ec2Input';
import { booleanInput, integerInput, listInput } from '../service/inputs';
import { tagKeyInput, tagsInput } from '../service/tagInputs';

export const tagSchema = z.object({
  Key: z.string().min(1),
  Value: z.string().default(''),
});

export type Tag = z.infer<typeof tagSchema>;

/** Limits of tags. Source: EC2 user guide, "Tag restrictions". */
const tagInput = z.strictObject({
  Key: tagKeyInput.max(127),
  Value: z.string().max(256).default(''),
});
const strings = listInput(z.string()).default([]);
const filters = listInput(
  z.strictObject({ Name: z.string(), Values: strings }),
).default([]);
const page = {
  MaxResults: integerInput.pipe(z.number().min(5).max(1000)).optional(),
  NextToken: z.string().optional(),
};

export type Filter = z.infer<typeof filters>[number];

/** Tags of a new resource of one type. */
function tagSpecifications(resourceType: string) {
  return listInput(
    z.strictObject({
      ResourceType: z.literal(
        resourceType,
        `must be ${resourceType}, the only type that this operation creates`,
      ),
      Tags: tagsInput(tagInput)
        .refine(tags => tags.length <= 50, 'must have at most 50 tags')
        .default([]),
    }),
  ).default([]);
}

const description = z
  .string()
  .regex(
    /^[\w .:/()#,@[\]+=&;{}!$*-]{0,255}$/,
    'must have at most 255 letters, digits, spaces or ._-:/()#,@[]+=&;{}!$*',
  );
const onlyIds = rejected('The VPC is not a default VPC: use ids of groups.');
const onePeer = rejected('There are no peering connections.');

const permission = z.strictObject({
  IpProtocol: z.union([z.string(), z.number()]).transform(String),
  FromPort: integerInput.optional(),
  ToPort: integerInput.optional(),
  IpRanges: listInput(
    z.strictObject({
      CidrIp: z.string(),
      Description: description.optional(),
    }),
  ).default([]),
  Ipv6Ranges: listInput(
    z.strictObject({
      CidrIpv6: z.string(),
      Description: description.optional(),
    }),
  ).default([]),
  PrefixListIds: listInput(
    z.strictObject({
      PrefixListId: z.string(),
      Description: description.optional(),
    }),
  ).default([]),
  UserIdGroupPairs: listInput(
    z.strictObject({
      GroupId: z.string(),
      UserId: z.string().optional(),
      Description: description.optional(),
      GroupName: onlyIds,
      PeeringStatus: onePeer,
      VpcId: onePeer,
      VpcPeeringConnectionId: onePeer,
    }),
  ).default([]),
});

export type Permission = z.infer<typeof permission>;

const entryName = {
  NetworkAclId: z.string(),
  RuleNumber: integerInput.pipe(z.number().min(1).max(32_766)),
  Egress: booleanInput,
};

/** A single rule of an ingress call, without `IpPermissions`. */
const singleRule = {
  IpProtocol: z.string().optional(),
  FromPort: integerInput.optional(),
  ToPort: integerInput.optional(),
  CidrIp: z.string().optional(),
};
const noSingleRule = rejected('EC2 does not support it: use IpPermissions.');
const changeIngress = {
  ...singleRule,
  GroupId: z.string(),
  GroupName: onlyIds,
  IpPermissions: listInput(permission).default([]),
  SourceSecurityGroupName: onlyIds,
  SourceSecurityGroupOwnerId: onlyIds,
};
const changeEgress = {
  GroupId: z.string(),
  IpPermissions: listInput(permission).default([]),
  IpProtocol: noSingleRule,
  FromPort: noSingleRule,
  ToPort: noSingleRule,
  CidrIp: noSingleRule,
  SourceSecurityGroupName: noSingleRule,
  SourceSecurityGroupOwnerId: noSingleRule,
};

/** Inputs of the EC2 operations that aurora-db-local implements. */
export const ec2Inputs = {
  DescribeVpcs: ec2Input({ VpcIds: strings, Filters: filters, ...page }),
  DescribeSubnets: ec2Input({ SubnetIds: strings, Filters: filters, ...page }),
  DescribeRouteTables: ec2Input({
    RouteTableIds: strings,
    Filters: filters,
    ...page,
  }),
  DescribeVpnGateways: ec2Input({ VpnGatewayIds: strings, Filters: filters }),
  DescribeAvailabilityZones: ec2Input({
    ZoneNames: strings,
    ZoneIds: strings,
    Filters: filters,
    AllAvailabilityZones: ignored('No zone needs to be opted in.'),
  }),
  DescribeSecurityGroups: ec2Input({
    GroupIds: strings,
    GroupNames: strings,
    Filters: filters,
    ...page,
  }),
  DescribeSecurityGroupRules: ec2Input({
    SecurityGroupRuleIds: strings,
    Filters: filters,
    ...page,
  }),
  CreateSecurityGroup: ec2Input({
    GroupName: description
      .min(1)
      .regex(/^(?!sg-)/, "must not begin with 'sg-', as ids do"),
    Description: description,
    VpcId: z.string().optional(),
    TagSpecifications: tagSpecifications('security-group'),
  }),
  DeleteSecurityGroup: ec2Input({ GroupId: z.string(), GroupName: onlyIds }),
  AuthorizeIngress: ec2Input({
    ...changeIngress,
    TagSpecifications: tagSpecifications('security-group-rule'),
  }),
  AuthorizeEgress: ec2Input({
    ...changeEgress,
    TagSpecifications: tagSpecifications('security-group-rule'),
  }),
  RevokeIngress: ec2Input({ ...changeIngress, SecurityGroupRuleIds: strings }),
  RevokeEgress: ec2Input({ ...changeEgress, SecurityGroupRuleIds: strings }),
  CreateTags: ec2Input({
    Resources: z.array(z.string()).min(1),
    Tags: tagsInput(tagInput).refine(
      tags => tags.length > 0,
      'must have at least one tag',
    ),
  }),
  DeleteTags: ec2Input({
    Resources: z.array(z.string()).min(1),
    Tags: z
      .array(z.strictObject({ Key: z.string(), Value: z.string().optional() }))
      .optional(),
  }),
  DescribeNetworkAcls: ec2Input({
    NetworkAclIds: strings,
    Filters: filters,
    ...page,
  }),
  CreateNetworkAcl: ec2Input({
    VpcId: z.string(),
    ClientToken: z.string().max(64).optional(),
    TagSpecifications: tagSpecifications('network-acl'),
  }),
  DeleteNetworkAcl: ec2Input({ NetworkAclId: z.string() }),
  NetworkAclEntry: ec2Input({
    ...entryName,
    Protocol: z.union([z.string(), z.number()]).transform(String),
    RuleAction: z.enum(['allow', 'deny']),
    CidrBlock: z.string().optional(),
    Ipv6CidrBlock: z.string().optional(),
    PortRange: z
      .strictObject({ From: integerInput, To: integerInput })
      .optional(),
    IcmpTypeCode: z
      .strictObject({ Code: integerInput, Type: integerInput })
      .optional(),
  }),
  DeleteNetworkAclEntry: ec2Input(entryName),
  ReplaceNetworkAclAssociation: ec2Input({
    AssociationId: z.string(),
    NetworkAclId: z.string(),
  }),
};
