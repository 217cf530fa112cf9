import {
  AwsError,
  type AwsService,
  type Operation,
  type Scope,
  type ServiceEnvironment,
} from '../service/AwsService';
import { ec2Inputs, withReferenceNames, type Tag } from './ec2Inputs';
import {
  networkAclAssociationSchema,
  networkAclOperations,
  networkAclSchema,
} from './networkAclOperations';
import { networkOperations } from './networkOperations';
import { securityGroupOperations } from './securityGroupOperations';
import { SecurityGroups } from './SecurityGroups';
import { securityGroupSchema } from './SecurityGroupRecord';

/**
 * EC2's network: an existing VPC, and security groups and network ACLs that callers create. It does
 * not filter traffic.
 */
export async function createEc2Service({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService> {
  const groups = new SecurityGroups(
    await store.collection('ec2-security-groups', securityGroupSchema),
  );
  const acls = await store.collection('ec2-network-acls', networkAclSchema);
  const associations = await store.collection(
    'ec2-network-acl-associations',
    networkAclAssociationSchema,
  );

  async function changeTags(
    scope: Scope,
    resourceId: string,
    change: (tags: Tag[]) => Tag[],
  ): Promise<void> {
    if (resourceId.startsWith('sg-')) {
      const group = groups.get(scope, resourceId);
      await groups.put(scope, { ...group, tags: change(group.tags) });
      return;
    }
    const acl = acls.get(scope, resourceId);
    if (!acl) {
      throw new AwsError(
        'InvalidID',
        `The ID '${resourceId}' is not valid, or its resource can't be tagged here.`,
      );
    }
    await acls.put(scope, resourceId, { ...acl, tags: change(acl.tags) });
  }

  const operations: Record<string, Operation> = {
    ...networkOperations,
    ...securityGroupOperations(groups),
    ...networkAclOperations({ acls, associations }),

    async CreateTags(rawInput, context) {
      const { Resources, Tags } = ec2Inputs.Tags.parse(rawInput);
      const added = Tags.map(({ Key, Value = '' }) => ({ Key, Value }));
      const keys = new Set(added.map(({ Key }) => Key));
      for (const id of Resources) {
        await changeTags(context, id, tags => [
          ...tags.filter(({ Key }) => !keys.has(Key)),
          ...added,
        ]);
      }
      return {};
    },

    async DeleteTags(rawInput, context) {
      const { Resources, Tags } = ec2Inputs.Tags.parse(rawInput);
      for (const id of Resources) {
        await changeTags(context, id, tags =>
          tags.filter(
            tag =>
              !Tags.some(
                ({ Key, Value }) =>
                  Key === tag.Key &&
                  (Value === undefined || Value === tag.Value),
              ),
          ),
        );
      }
      return {};
    },
  };

  return {
    signingName: 'ec2',
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, run]): [string, Operation] => [
        name,
        (input, context) => run(withReferenceNames(input), context),
      ]),
    ),
    memberNames: {
      Associations: 'associationSet',
      AvailabilityZones: 'availabilityZoneInfo',
      Entries: 'entrySet',
      'NetworkAcl.IsDefault': 'default',
      'NetworkAcls.IsDefault': 'default',
      Messages: 'messageSet',
      NetworkAcls: 'networkAclSet',
      SecurityGroupRules: 'securityGroupRuleSet',
      'SecurityGroups.Description': 'groupDescription',
      SecurityGroups: 'securityGroupInfo',
      'AvailabilityZones.State': 'zoneState',
      Subnets: 'subnetSet',
      Tags: 'tagSet',
      UserIdGroupPairs: 'groups',
      Vpcs: 'vpcSet',
    },
    async reset() {
      await groups.clear();
      await acls.clear();
      await associations.clear();
    },
  };
}
