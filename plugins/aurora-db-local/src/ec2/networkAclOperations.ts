import {
  AwsError,
  type Collection,
  type Operation,
  type Scope,
} from '../service/AwsService';
import { checkedEntry } from './checkedEntry';
import { defaultNetworkAclId, defaultVpc, subnetsOf } from './defaultLandscape';
import { ec2Inputs } from './ec2Inputs';
import { defineEc2Operation } from './defineEc2Operation';
import { describePage } from './describePage';
import { filtered } from './filtered';
import {
  aclFilters,
  defaultAcl,
  denyRest,
  entrySchema,
  type NetworkAclAssociation,
  type NetworkAclEntry,
  type NetworkAclRecord,
} from './NetworkAclRecord';
import { newId } from './SecurityGroupRecord';

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
    return defineEc2Operation(
      ec2Inputs.NetworkAclEntry,
      async ({ NetworkAclId, ...given }, context) => {
        const entry = checkedEntry(given);
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
      },
    );
  }

  return {
    DescribeNetworkAcls: defineEc2Operation(
      ec2Inputs.DescribeNetworkAcls,
      async ({ NetworkAclIds, Filters, ...page }, context) => {
        const stored = acls
          .list(context)
          .filter(({ networkAclId }) => networkAclId !== defaultNetworkAclId);
        const listed =
          NetworkAclIds.length > 0
            ? NetworkAclIds.map(id => get(context, id))
            : [get(context, defaultNetworkAclId), ...stored];
        const associated = associationsIn(context);
        const found = filtered(
          listed.map(acl => ({
            ...acl,
            held: associated.filter(
              ({ networkAclId }) => networkAclId === acl.networkAclId,
            ),
          })),
          Filters,
          { ...aclFilters, 'owner-id': () => [context.accountId] },
        ).map(acl => ({
          ...describeAcl(acl, context.accountId),
          Associations: acl.held.map(
            ({ subnetId, associationId, networkAclId }) => ({
              NetworkAclAssociationId: associationId,
              NetworkAclId: networkAclId,
              SubnetId: subnetId,
            }),
          ),
        }));
        return describePage('NetworkAcls', found, {
          ...page,
          ids: { networkAclIds: NetworkAclIds },
        });
      },
    ),

    CreateNetworkAcl: defineEc2Operation(
      ec2Inputs.CreateNetworkAcl,
      async ({ VpcId, TagSpecifications, ClientToken }, context) => {
        if (VpcId !== defaultVpc.vpcId) {
          throw new AwsError(
            'InvalidVpcID.NotFound',
            `The vpc ID '${VpcId}' does not exist`,
          );
        }
        const repeated =
          ClientToken === undefined
            ? undefined
            : acls
                .list(context)
                .find(({ clientToken }) => clientToken === ClientToken);
        const acl: NetworkAclRecord = repeated ?? {
          networkAclId: newId('acl'),
          vpcId: VpcId,
          tags: TagSpecifications.flatMap(({ Tags }) => Tags),
          entries: denyRest,
          clientToken: ClientToken,
        };
        await acls.put(context, acl.networkAclId, acl);
        return {
          NetworkAcl: {
            ...describeAcl(acl, context.accountId),
            Associations: [],
          },
          ClientToken,
        };
      },
    ),

    DeleteNetworkAcl: defineEc2Operation(
      ec2Inputs.DeleteNetworkAcl,
      async ({ NetworkAclId }, context) => {
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
    ),

    CreateNetworkAclEntry: putEntry(false),
    ReplaceNetworkAclEntry: putEntry(true),

    DeleteNetworkAclEntry: defineEc2Operation(
      ec2Inputs.DeleteNetworkAclEntry,
      async ({ NetworkAclId, ...entry }, context) => {
        const acl = get(context, NetworkAclId);
        const entries = acl.entries.filter(other => !isSameEntry(other, entry));
        if (entries.length === acl.entries.length) {
          throw missingEntry(NetworkAclId, entry);
        }
        await acls.put(context, NetworkAclId, { ...acl, entries });
        return {};
      },
    ),

    ReplaceNetworkAclAssociation: defineEc2Operation(
      ec2Inputs.ReplaceNetworkAclAssociation,
      async ({ AssociationId, NetworkAclId }, context) => {
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
    ),
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
