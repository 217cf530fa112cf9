import { z } from 'zod';
import {
  AwsError,
  type Collection,
  type Operation,
  type Scope,
} from '../service/AwsService';
import { defaultNetworkAclId, defaultVpc, subnetsOf } from './defaultLandscape';
import { ec2Inputs, tagSchema } from './ec2Inputs';
import { matchesFilters } from './matchesFilters';
import { newId } from './SecurityGroupRecord';

const { NetworkAclId: _, ...entryShape } = ec2Inputs.NetworkAclEntry.shape;
const entrySchema = z.object({ ...entryShape, RuleNumber: z.number() });

export const networkAclSchema = z.object({
  networkAclId: z.string(),
  vpcId: z.string(),
  tags: z.array(tagSchema),
  entries: z.array(entrySchema),
});

type NetworkAclRecord = z.infer<typeof networkAclSchema>;
type NetworkAclEntry = z.infer<typeof entrySchema>;

/** The network ACL of a subnet, by subnet id, if it is not the VPC's default one. */
export const networkAclAssociationSchema = z.object({
  associationId: z.string(),
  networkAclId: z.string(),
});

type NetworkAclAssociation = z.infer<typeof networkAclAssociationSchema>;

const everything = { Protocol: '-1', CidrBlock: '0.0.0.0/0' } as const;
/** The last rule of every network ACL. AWS's console shows it as `*`. */
const denyRest = [true, false].map(Egress => ({
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

const defaultAcl: NetworkAclRecord = {
  networkAclId: defaultNetworkAclId,
  vpcId: defaultVpc.vpcId,
  tags: [],
  entries: [...allowAll, ...denyRest],
};

export interface NetworkAclCollections {
  acls: Collection<NetworkAclRecord>;
  associations: Collection<NetworkAclAssociation>;
}

export function networkAclOperations({
  acls,
  associations,
}: NetworkAclCollections): Record<string, Operation> {
  function get(scope: Scope, networkAclId: string): NetworkAclRecord {
    const acl =
      acls.get(scope, networkAclId) ??
      (networkAclId === defaultNetworkAclId ? defaultAcl : undefined);
    if (!acl) {
      throw new AwsError(
        'InvalidNetworkAclID.NotFound',
        `The networkAcl ID '${networkAclId}' does not exist`,
      );
    }
    return acl;
  }

  function associationsIn(scope: Scope) {
    return subnetsOf(scope).map(({ subnetId }) => ({
      subnetId,
      ...(associations.get(scope, subnetId) ?? {
        associationId: subnetId.replace('subnet-', 'aclassoc-'),
        networkAclId: defaultNetworkAclId,
      }),
    }));
  }

  function putEntry(replaces: boolean): Operation {
    return async (rawInput, context) => {
      const { NetworkAclId, ...entry } =
        ec2Inputs.NetworkAclEntry.parse(rawInput);
      const acl = get(context, NetworkAclId);
      const others = acl.entries.filter(other => !isSameEntry(other, entry));
      if (replaces && others.length === acl.entries.length) {
        throw missingEntry(NetworkAclId, entry);
      }
      if (!replaces && others.length < acl.entries.length) {
        throw new AwsError(
          'NetworkAclEntryAlreadyExists',
          `The network acl entry identified by ${entry.RuleNumber} already exists.`,
        );
      }
      await acls.put(context, NetworkAclId, {
        ...acl,
        entries: [...others, entrySchema.parse(entry)],
      });
      return {};
    };
  }

  return {
    async DescribeNetworkAcls(rawInput, context) {
      const { NetworkAclIds, Filters } =
        ec2Inputs.DescribeNetworkAcls.parse(rawInput);
      const stored = acls
        .list(context)
        .filter(({ networkAclId }) => networkAclId !== defaultNetworkAclId);
      const listed =
        NetworkAclIds.length > 0
          ? NetworkAclIds.map(id => get(context, id))
          : [get(context, defaultNetworkAclId), ...stored];
      const associated = associationsIn(context);
      return {
        NetworkAcls: listed
          .map(acl => ({
            acl,
            held: associated.filter(
              ({ networkAclId }) => networkAclId === acl.networkAclId,
            ),
          }))
          .filter(({ acl, held }) =>
            matchesFilters(
              Filters,
              {
                'network-acl-id': [acl.networkAclId],
                'vpc-id': [acl.vpcId],
                default: [String(acl.networkAclId === defaultNetworkAclId)],
                'association.subnet-id': held.map(({ subnetId }) => subnetId),
                'association.association-id': held.map(
                  ({ associationId }) => associationId,
                ),
              },
              acl.tags,
            ),
          )
          .map(({ acl, held }) => ({
            ...describeAcl(acl, context.accountId),
            Associations: held.map(
              ({ subnetId, associationId, networkAclId }) => ({
                NetworkAclAssociationId: associationId,
                NetworkAclId: networkAclId,
                SubnetId: subnetId,
              }),
            ),
          })),
      };
    },

    async CreateNetworkAcl(rawInput, context) {
      const { VpcId, TagSpecifications } =
        ec2Inputs.CreateNetworkAcl.parse(rawInput);
      if (VpcId !== defaultVpc.vpcId) {
        throw new AwsError(
          'InvalidVpcID.NotFound',
          `The vpc ID '${VpcId}' does not exist`,
        );
      }
      const acl: NetworkAclRecord = {
        networkAclId: newId('acl'),
        vpcId: VpcId,
        tags: TagSpecifications.flatMap(({ Tags }) => Tags),
        entries: denyRest,
      };
      await acls.put(context, acl.networkAclId, acl);
      return {
        NetworkAcl: {
          ...describeAcl(acl, context.accountId),
          Associations: [],
        },
      };
    },

    async DeleteNetworkAcl(rawInput, context) {
      const { NetworkAclId } = ec2Inputs.DeleteNetworkAcl.parse(rawInput);
      get(context, NetworkAclId);
      if (
        associationsIn(context).some(
          ({ networkAclId }) => networkAclId === NetworkAclId,
        )
      ) {
        throw new AwsError(
          'DependencyViolation',
          `The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
        );
      }
      if (NetworkAclId === defaultNetworkAclId) {
        throw new AwsError(
          'InvalidParameterValue',
          `cannot delete default network ACL ${NetworkAclId}`,
        );
      }
      await acls.delete(context, NetworkAclId);
      return {};
    },

    CreateNetworkAclEntry: putEntry(false),
    ReplaceNetworkAclEntry: putEntry(true),

    async DeleteNetworkAclEntry(rawInput, context) {
      const { NetworkAclId, ...entry } =
        ec2Inputs.DeleteNetworkAclEntry.parse(rawInput);
      const acl = get(context, NetworkAclId);
      const entries = acl.entries.filter(other => !isSameEntry(other, entry));
      if (entries.length === acl.entries.length) {
        throw missingEntry(NetworkAclId, entry);
      }
      await acls.put(context, NetworkAclId, { ...acl, entries });
      return {};
    },

    async ReplaceNetworkAclAssociation(rawInput, context) {
      const { AssociationId, NetworkAclId } =
        ec2Inputs.ReplaceNetworkAclAssociation.parse(rawInput);
      get(context, NetworkAclId);
      const association = associationsIn(context).find(
        ({ associationId }) => associationId === AssociationId,
      );
      if (!association) {
        throw new AwsError(
          'InvalidAssociationID.NotFound',
          `The association ID '${AssociationId}' does not exist`,
        );
      }
      const associationId = newId('aclassoc');
      await associations.put(context, association.subnetId, {
        associationId,
        networkAclId: NetworkAclId,
      });
      return { NewAssociationId: associationId };
    },
  };
}

type EntryIdentity = Pick<NetworkAclEntry, 'RuleNumber' | 'Egress'>;

function isSameEntry(a: EntryIdentity, b: EntryIdentity): boolean {
  return a.RuleNumber === b.RuleNumber && a.Egress === b.Egress;
}

function missingEntry(
  networkAclId: string,
  { RuleNumber, Egress }: EntryIdentity,
): AwsError {
  return new AwsError(
    'InvalidNetworkAclEntry.NotFound',
    `The ${Egress ? 'egress' : 'ingress'} entry ${RuleNumber} of ${networkAclId} does not exist.`,
  );
}

function describeAcl(acl: NetworkAclRecord, ownerId: string) {
  return {
    NetworkAclId: acl.networkAclId,
    VpcId: acl.vpcId,
    OwnerId: ownerId,
    IsDefault: acl.networkAclId === defaultNetworkAclId,
    Entries: acl.entries,
    Tags: acl.tags,
  };
}
