import type { AwsService, ServiceEnvironment } from '../service/AwsService';
import { networkAclOperations } from './networkAclOperations';
import {
  networkAclAssociationSchema,
  networkAclSchema,
} from './NetworkAclRecord';
import { networkOperations } from './networkOperations';
import { routeTableOperations } from './routeTableOperations';
import { securityGroupOperations } from './securityGroupOperations';
import { SecurityGroups } from './SecurityGroups';
import { securityGroupSchema } from './SecurityGroupRecord';
import { tagOperations } from './tagOperations';

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

  return {
    signingName: 'ec2',
    operations: {
      ...networkOperations,
      ...routeTableOperations,
      ...securityGroupOperations(groups),
      ...networkAclOperations({ acls, associations }),
      ...tagOperations(groups, acls),
    },
    memberNames: {
      Associations: 'associationSet',
      AvailabilityZones: 'availabilityZoneInfo',
      Entries: 'entrySet',
      'NetworkAcl.IsDefault': 'default',
      'NetworkAcls.IsDefault': 'default',
      Messages: 'messageSet',
      NetworkAcls: 'networkAclSet',
      PropagatingVgws: 'propagatingVgwSet',
      RevokedSecurityGroupRules: 'revokedSecurityGroupRuleSet',
      Routes: 'routeSet',
      RouteTables: 'routeTableSet',
      SecurityGroupRules: 'securityGroupRuleSet',
      'SecurityGroups.Description': 'groupDescription',
      SecurityGroups: 'securityGroupInfo',
      'AvailabilityZones.State': 'zoneState',
      Subnets: 'subnetSet',
      Tags: 'tagSet',
      UserIdGroupPairs: 'groups',
      Vpcs: 'vpcSet',
      VpnGateways: 'vpnGatewaySet',
    },
    async reset() {
      await groups.clear();
      await acls.clear();
      await associations.clear();
    },
  };
}
