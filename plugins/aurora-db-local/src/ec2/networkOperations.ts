import { AwsError, type Operation } from '../service/AwsService';
import { availabilityZonesOf, defaultVpc, subnetsOf } from './defaultLandscape';
import { ec2Inputs } from './ec2Inputs';
import { matchesFilters } from './matchesFilters';

/** The initial network, which can only be described. */
export const networkOperations: Readonly<Record<string, Operation>> = {
  async DescribeVpcs(rawInput, { accountId }) {
    const { VpcIds, Filters } = ec2Inputs.DescribeVpcs.parse(rawInput);
    const missing = VpcIds.find(id => id !== defaultVpc.vpcId);
    if (missing !== undefined) {
      throw new AwsError(
        'InvalidVpcID.NotFound',
        `The vpc ID '${missing}' does not exist`,
      );
    }
    const tags = [{ Key: 'Name', Value: 'VpcStack/Vpc' }];
    const vpc = {
      VpcId: defaultVpc.vpcId,
      CidrBlock: defaultVpc.cidrBlock,
      State: 'available',
      OwnerId: accountId,
      InstanceTenancy: 'default',
      IsDefault: false,
      DhcpOptionsId: 'dopt-0a0b0c0d0e0f00001',
      CidrBlockAssociationSet: [
        {
          AssociationId: 'vpc-cidr-assoc-0a0b0c0d0e0f00001',
          CidrBlock: defaultVpc.cidrBlock,
          CidrBlockState: { State: 'associated' },
        },
      ],
      Tags: tags,
    };
    const values = {
      'vpc-id': [vpc.VpcId],
      cidr: [vpc.CidrBlock],
      state: [vpc.State],
      'owner-id': [accountId],
      'is-default': ['false'],
      isDefault: ['false'],
    };
    return { Vpcs: [vpc].filter(() => matchesFilters(Filters, values, tags)) };
  },

  async DescribeSubnets(rawInput, { accountId, region }) {
    const { SubnetIds, Filters } = ec2Inputs.DescribeSubnets.parse(rawInput);
    const subnets = subnetsOf({ region });
    const missing = SubnetIds.find(
      id => !subnets.some(({ subnetId }) => subnetId === id),
    );
    if (missing !== undefined) {
      throw new AwsError(
        'InvalidSubnetID.NotFound',
        `The subnet ID '${missing}' does not exist`,
      );
    }
    return {
      Subnets: subnets
        .filter(
          ({ subnetId }) =>
            SubnetIds.length === 0 || SubnetIds.includes(subnetId),
        )
        .map(subnet => ({ ...subnet, tags: tagsOf(subnet) }))
        .filter(subnet =>
          matchesFilters(
            Filters,
            {
              'subnet-id': [subnet.subnetId],
              'vpc-id': [defaultVpc.vpcId],
              'availability-zone': [subnet.availabilityZone],
              availabilityZone: [subnet.availabilityZone],
              'cidr-block': [subnet.cidrBlock],
              state: ['available'],
            },
            subnet.tags,
          ),
        )
        .map(subnet => ({
          SubnetId: subnet.subnetId,
          SubnetArn: `arn:aws:ec2:${region}:${accountId}:subnet/${subnet.subnetId}`,
          VpcId: defaultVpc.vpcId,
          AvailabilityZone: subnet.availabilityZone,
          AvailabilityZoneId: zoneIdOf(region, subnet.availabilityZone),
          CidrBlock: subnet.cidrBlock,
          // 256 addresses, without the five that AWS reserves in each subnet.
          AvailableIpAddressCount: 251,
          State: 'available',
          OwnerId: accountId,
          DefaultForAz: false,
          MapPublicIpOnLaunch: subnet.kind === 'public',
          AssignIpv6AddressOnCreation: false,
          Ipv6CidrBlockAssociationSet: [],
          Tags: subnet.tags,
        })),
    };
  },

  async DescribeAvailabilityZones(rawInput, { region }) {
    const { ZoneNames, Filters } =
      ec2Inputs.DescribeAvailabilityZones.parse(rawInput);
    const names = availabilityZonesOf(region);
    const missing = ZoneNames.find(name => !names.includes(name));
    if (missing !== undefined) {
      throw new AwsError(
        'InvalidParameterValue',
        `Invalid availability zone: [${missing}]`,
      );
    }
    return {
      AvailabilityZones: names
        .filter(name => ZoneNames.length === 0 || ZoneNames.includes(name))
        .filter(name =>
          matchesFilters(
            Filters,
            {
              'zone-name': [name],
              'region-name': [region],
              state: ['available'],
              'zone-type': ['availability-zone'],
            },
            [],
          ),
        )
        .map(name => ({
          ZoneName: name,
          ZoneId: zoneIdOf(region, name),
          ZoneType: 'availability-zone',
          RegionName: region,
          State: 'available',
          OptInStatus: 'opt-in-not-required',
          GroupName: `${region}-zg-1`,
          NetworkBorderGroup: region,
          Messages: [],
        })),
    };
  },
};

function tagsOf({ kind, name }: { kind: string; name: string }) {
  const type =
    { private: 'Private', database: 'Isolated', public: 'Public' }[kind] ??
    kind;
  return [
    { Key: 'Name', Value: name },
    { Key: 'aws-cdk:subnet-type', Value: type },
  ];
}

/**
 * AWS's real ids differ by account. Here they are `apne1-az1` and so on in the order of the names.
 */
function zoneIdOf(region: string, zone: string): string {
  const [area = '', direction = '', number = ''] = region.split('-');
  const short = direction.replace(/north|south|east|west|central/g, word =>
    word.charAt(0),
  );
  return `${area}${short}${number}-az${availabilityZonesOf(region).indexOf(zone) + 1}`;
}
