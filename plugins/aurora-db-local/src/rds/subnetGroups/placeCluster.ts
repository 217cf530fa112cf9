import { defaultSecurityGroupId } from '../../ec2/defaultLandscape';
import { AwsError, type Scope } from '../../service/AwsService';
import type { RdsStore } from '../RdsStore';
import {
  defaultSubnetGroupName,
  openDefaultSubnetGroup,
} from './openDefaultSubnetGroup';
import type { SubnetGroupRecord } from './SubnetGroupRecord';

/** Aurora keeps a cluster's data in this many Availability Zones. */
const mostZones = 3;

/** The place of a new cluster in the network, with AWS's defaults for what is not given. */
export async function placeCluster(
  store: RdsStore,
  scope: Scope,
  {
    DBSubnetGroupName: name = defaultSubnetGroupName,
    AvailabilityZones,
    VpcSecurityGroupIds: securityGroups = [],
  }: {
    DBSubnetGroupName?: string;
    AvailabilityZones?: readonly string[];
    VpcSecurityGroupIds?: string[];
  },
): Promise<{
  subnetGroup: string;
  availabilityZones: string[];
  vpcSecurityGroupIds: string[];
}> {
  const group =
    name.toLocaleLowerCase('en-US') === defaultSubnetGroupName
      ? await openDefaultSubnetGroup(store, scope)
      : store.subnetGroup(scope, name);
  return {
    subnetGroup: group.name,
    availabilityZones: zonesOf(group, AvailabilityZones),
    vpcSecurityGroupIds:
      securityGroups.length > 0 ? securityGroups : [defaultSecurityGroupId],
  };
}

/** The zones that are asked for, filled up from those of the subnet group. */
function zonesOf(
  { subnets }: SubnetGroupRecord,
  asked: readonly string[] = [],
): string[] {
  const offered = [
    ...new Set(subnets.map(({ availabilityZone }) => availabilityZone)),
  ].sort();
  const missing = asked.filter(zone => !offered.includes(zone));
  if (missing.length > 0) {
    const [zones, are] = missing.length > 1 ? ['zones', 'are'] : ['zone', 'is'];
    throw new AwsError(
      'InvalidVPCNetworkStateFault',
      `Availability ${zones} '[${missing.join(', ')}]' ${are} unavailable in this region, please choose another zone set.`,
    );
  }
  return [...new Set([...asked, ...offered])].slice(0, mostZones).sort();
}
