import { defaultVpc, subnetsOf } from '../../ec2/defaultLandscape';
import type { Scope } from '../../service/AwsService';
import { rdsArn, type RdsStore } from '../RdsStore';
import type { SubnetGroupRecord } from './SubnetGroupRecord';

export const defaultSubnetGroupName = 'default';

/**
 * The subnet group of clusters for which no other is given: all subnets of the VPC. It is created
 * when it is first needed, as in RDS.
 */
export async function openDefaultSubnetGroup(
  { subnetGroups }: RdsStore,
  scope: Scope,
): Promise<SubnetGroupRecord> {
  const found = subnetGroups.get(scope, defaultSubnetGroupName);
  if (found) {
    return found;
  }
  const group: SubnetGroupRecord = {
    name: defaultSubnetGroupName,
    arn: rdsArn(scope, 'subgrp', defaultSubnetGroupName),
    description: 'default',
    vpcId: defaultVpc.vpcId,
    subnets: subnetsOf(scope).map(({ subnetId, availabilityZone }) => ({
      id: subnetId,
      availabilityZone,
    })),
    tags: [],
  };
  await subnetGroups.put(scope, group.name, group);
  return group;
}
