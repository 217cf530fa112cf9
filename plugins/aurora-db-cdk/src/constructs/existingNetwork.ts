import type { NetworkConfig } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Annotations, Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** An existing network. The stack changes nothing in it. */
export interface ExistingNetwork {
  vpc: ec2.IVpc;
  /** In the order of the configuration. */
  subnets: ec2.ISubnet[];
  lambdaSecurityGroup: ec2.ISecurityGroup;
}

/** Refers to a network by its ids or by the exports of its stack. Calls no AWS. */
export function existingNetwork(
  scope: Construct,
  network: NetworkConfig,
): ExistingNetwork {
  const { vpcId, subnetIds, availabilityZones, lambdaSecurityGroupId } =
    identifiers(network);
  const vpc = ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId,
    availabilityZones: [...new Set(availabilityZones)],
  });
  const subnets = subnetIds.map((subnetId, index) => {
    const subnet = ec2.Subnet.fromSubnetAttributes(scope, `Subnet${index}`, {
      subnetId,
      availabilityZone: availabilityZones[index],
    });
    Annotations.of(subnet).acknowledgeWarning(
      '@aws-cdk/aws-ec2:noSubnetRouteTableId',
      'Nothing here touches route tables',
    );
    return subnet;
  });
  const lambdaSecurityGroup = ec2.SecurityGroup.fromSecurityGroupId(
    scope,
    'LambdaSecurityGroup',
    lambdaSecurityGroupId,
    { mutable: false },
  );
  return { vpc, subnets, lambdaSecurityGroup };
}

function identifiers(network: NetworkConfig) {
  if ('vpcId' in network) {
    return {
      vpcId: network.vpcId,
      subnetIds: network.privateSubnets.map(({ id }) => id),
      availabilityZones: network.privateSubnets.map(
        ({ availabilityZone }) => availabilityZone,
      ),
      lambdaSecurityGroupId: network.lambdaSecurityGroupId,
    };
  }
  const { availabilityZones } = network;
  return {
    vpcId: Fn.importValue(network.vpcIdExport),
    // One export has all ids, separated by commas. The position of an id is the position of its
    // zone.
    subnetIds: Fn.split(
      ',',
      Fn.importValue(network.privateSubnetIdsExport),
      availabilityZones.length,
    ),
    availabilityZones,
    lambdaSecurityGroupId: Fn.importValue(network.lambdaSecurityGroupIdExport),
  };
}
