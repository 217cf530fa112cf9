import { z } from 'zod';
import { AwsError } from '../../../service/AwsService';
import { ownFilters, tagSpecifications, updateEc2Tags } from './ec2Tags';
import { pick, type ResourceRequest, type ResourceType } from '../ResourceType';
import { firstOf } from '../responseShapes';
import { stringMember } from '../stringMember';
import { createOrAdopt, isMissing, whenMissing } from '../whenMissing';

const associationSchema = z.object({
  NetworkAclAssociationId: z.string(),
  SubnetId: z.string(),
});
const aclSchema = z.object({
  NetworkAclId: z.string(),
  VpcId: z.string().optional(),
  Associations: z.array(associationSchema).default([]),
});
type Acl = z.infer<typeof aclSchema>;

async function findAcl(
  request: ResourceRequest,
  Filters: ReadonlyArray<{ Name: string; Values: string[] }>,
): Promise<Acl | undefined> {
  return firstOf(
    'NetworkAcls',
    aclSchema,
    await request.call('DescribeNetworkAcls', { Filters }),
  );
}

const networkAcl: ResourceType = {
  type: 'AWS::EC2::NetworkAcl',
  service: 'ec2',
  createOnly: ['VpcId'],
  required: ['VpcId'],
  properties: { implemented: ['VpcId'] },
  attributes: ['Id'],
  taggable: true,
  async create(request) {
    let acl = request.resumed
      ? await findAcl(request, ownFilters(request))
      : undefined;
    if (!acl) {
      const created = await request.call('CreateNetworkAcl', {
        VpcId: request.properties.VpcId,
        TagSpecifications: tagSpecifications(request, 'network-acl'),
      });
      acl = z.object({ NetworkAcl: aclSchema }).parse(created).NetworkAcl;
    }
    await request.initiated(acl.NetworkAclId);
    return {
      physicalId: acl.NetworkAclId,
      attributes: { Id: acl.NetworkAclId },
    };
  },
  async update(request) {
    await updateEc2Tags(request);
    return {
      physicalId: request.physicalId,
      attributes: { Id: request.physicalId },
    };
  },
  async delete(request) {
    await whenMissing(
      request.call('DeleteNetworkAcl', { NetworkAclId: request.physicalId }),
      undefined,
    );
  },
};

function entryInput({ properties }: ResourceRequest): Record<string, unknown> {
  return {
    ...pick(properties, [
      'CidrBlock',
      'Ipv6CidrBlock',
      'NetworkAclId',
      'PortRange',
      'Protocol',
      'RuleAction',
      'RuleNumber',
    ]),
    IcmpTypeCode: properties.Icmp,
    Egress: properties.Egress ?? false,
  };
}

const networkAclEntry: ResourceType = {
  type: 'AWS::EC2::NetworkAclEntry',
  service: 'ec2',
  createOnly: ['Egress', 'NetworkAclId', 'RuleNumber'],
  required: ['NetworkAclId', 'Protocol', 'RuleAction', 'RuleNumber'],
  properties: {
    implemented: [
      'CidrBlock',
      'Egress',
      'Icmp',
      'Ipv6CidrBlock',
      'NetworkAclId',
      'PortRange',
      'Protocol',
      'RuleAction',
      'RuleNumber',
    ],
  },
  attributes: ['Id'],
  taggable: false,
  async create(request) {
    await createOrAdopt(
      request.call('CreateNetworkAclEntry', entryInput(request)),
      request.resumed,
    );
    const { NetworkAclId, RuleNumber, Egress } = request.properties;
    const id = `${String(NetworkAclId)}|${String(RuleNumber)}|${String(Egress ?? false)}`;
    await request.initiated(id);
    return { physicalId: id, attributes: { Id: id } };
  },
  async update(request) {
    await request.call('ReplaceNetworkAclEntry', entryInput(request));
    return {
      physicalId: request.physicalId,
      attributes: { Id: request.physicalId },
    };
  },
  async delete(request) {
    const { NetworkAclId, RuleNumber, Egress } = request.properties;
    await whenMissing(
      request.call('DeleteNetworkAclEntry', {
        NetworkAclId,
        RuleNumber,
        Egress: Egress ?? false,
      }),
      undefined,
    );
  },
};

/** Moves the subnet's association to another ACL. Each move gives it a new id. */
async function associate(
  request: ResourceRequest,
  subnetId: string,
  networkAclId: string,
): Promise<string> {
  const acl = await findAcl(request, [
    { Name: 'association.subnet-id', Values: [subnetId] },
  ]);
  const association = acl?.Associations.find(
    ({ SubnetId }) => SubnetId === subnetId,
  );
  if (!association) {
    throw new AwsError(
      'InvalidSubnetID.NotFound',
      `The subnet ID '${subnetId}' does not exist`,
    );
  }
  if (acl?.NetworkAclId === networkAclId) {
    return association.NetworkAclAssociationId;
  }
  const replaced = await request.call('ReplaceNetworkAclAssociation', {
    AssociationId: association.NetworkAclAssociationId,
    NetworkAclId: networkAclId,
  });
  return stringMember(replaced, 'NewAssociationId');
}

const subnetNetworkAclAssociation: ResourceType = {
  type: 'AWS::EC2::SubnetNetworkAclAssociation',
  service: 'ec2',
  createOnly: ['NetworkAclId', 'SubnetId'],
  required: ['NetworkAclId', 'SubnetId'],
  properties: { implemented: ['NetworkAclId', 'SubnetId'] },
  attributes: ['AssociationId'],
  taggable: false,
  async create(request) {
    const { SubnetId, NetworkAclId } = request.properties;
    const id = await associate(request, String(SubnetId), String(NetworkAclId));
    await request.initiated(id);
    return { physicalId: id, attributes: { AssociationId: id } };
  },
  async update(request) {
    return {
      physicalId: request.physicalId,
      attributes: { AssociationId: request.physicalId },
    };
  },
  async delete(request) {
    const subnetId = String(request.properties.SubnetId);
    const acl = await findAcl(request, [
      { Name: 'association.subnet-id', Values: [subnetId] },
    ]);
    if (!acl || acl.NetworkAclId !== request.properties.NetworkAclId) {
      return;
    }
    const filters = [
      { Name: 'default', Values: ['true'] },
      ...(acl.VpcId ? [{ Name: 'vpc-id', Values: [acl.VpcId] }] : []),
    ];
    const standard = await findAcl(request, filters);
    try {
      if (standard) {
        await associate(request, subnetId, standard.NetworkAclId);
      }
    } catch (error) {
      if (!isMissing(error)) {
        throw error;
      }
    }
  },
};

export const networkAcls: readonly ResourceType[] = [
  networkAcl,
  networkAclEntry,
  subnetNetworkAclAssociation,
];
