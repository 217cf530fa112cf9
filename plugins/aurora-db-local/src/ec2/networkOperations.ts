import { AwsError, type Operation } from '../service/AwsService';
import { defineEc2Operation } from './defineEc2Operation';
import { availabilityZonesOf, defaultVpc, subnetsOf } from './defaultLandscape';
import { describePage } from './describePage';
import { ec2Inputs } from './ec2Inputs';
import { filtered } from './filtered';

/** Of 256 addresses, AWS reserves five in each subnet. */
const freeAddresses = 251;

const none = () => [];
const isFalse = () => ['false'];
const isAvailable = () => ['available'];
const dhcpOptionsId = 'dopt-0a0b0c0d0e0f00001';
const cidrAssociationId = 'vpc-cidr-assoc-0a0b0c0d0e0f00001';
const ipv6Filters = {
  'ipv6-cidr-block-association.association-id': none,
  'ipv6-cidr-block-association.ipv6-cidr-block': none,
  'ipv6-cidr-block-association.state': none,
};

/** The initial network, which can only be described. */
export const networkOperations: Readonly<Record<string, Operation>> = {
  DescribeVpcs: defineEc2Operation(
    ec2Inputs.DescribeVpcs,
    async ({ VpcIds, Filters, ...page }, { accountId }) => {
      refuseMissing(VpcIds, [defaultVpc.vpcId], 'InvalidVpcID', 'vpc');
      const vpc = { tags: [{ Key: 'Name', Value: 'VpcStack/Vpc' }] };
      const vpcs = filtered([vpc], Filters, {
        'vpc-id': () => [defaultVpc.vpcId],
        cidr: () => [defaultVpc.cidrBlock],
        'cidr-block-association.association-id': () => [cidrAssociationId],
        'cidr-block-association.cidr-block': () => [defaultVpc.cidrBlock],
        'cidr-block-association.state': () => ['associated'],
        'dhcp-options-id': () => [dhcpOptionsId],
        ...ipv6Filters,
        'ipv6-cidr-block-association.ipv6-pool': none,
        state: isAvailable,
        'owner-id': () => [accountId],
        'is-default': isFalse,
        isDefault: isFalse,
      }).map(({ tags }) => ({
        VpcId: defaultVpc.vpcId,
        CidrBlock: defaultVpc.cidrBlock,
        State: 'available',
        OwnerId: accountId,
        InstanceTenancy: 'default',
        IsDefault: false,
        DhcpOptionsId: dhcpOptionsId,
        CidrBlockAssociationSet: [
          {
            AssociationId: cidrAssociationId,
            CidrBlock: defaultVpc.cidrBlock,
            CidrBlockState: { State: 'associated' },
          },
        ],
        Tags: tags,
      }));
      return describePage('Vpcs', vpcs, { ...page, ids: { vpcIds: VpcIds } });
    },
  ),

  DescribeSubnets: defineEc2Operation(
    ec2Inputs.DescribeSubnets,
    async ({ SubnetIds, Filters, ...page }, { accountId, region }) => {
      const all = subnetsOf({ region }).map(subnet => ({
        ...subnet,
        tags: tagsOf(subnet),
      }));
      const ids = all.map(({ subnetId }) => subnetId);
      refuseMissing(SubnetIds, ids, 'InvalidSubnetID', 'subnet');
      const arnOf = (id: string) =>
        `arn:aws:ec2:${region}:${accountId}:subnet/${id}`;
      const subnets = filtered(
        all.filter(
          ({ subnetId }) =>
            SubnetIds.length === 0 || SubnetIds.includes(subnetId),
        ),
        Filters,
        {
          'subnet-id': ({ subnetId }) => [subnetId],
          'subnet-arn': ({ subnetId }) => [arnOf(subnetId)],
          'vpc-id': () => [defaultVpc.vpcId],
          'availability-zone': one => [one.availabilityZone],
          availabilityZone: one => [one.availabilityZone],
          'availability-zone-id': one => [
            zoneIdOf(region, one.availabilityZone),
          ],
          'available-ip-address-count': () => [String(freeAddresses)],
          'cidr-block': ({ cidrBlock }) => [cidrBlock],
          cidr: ({ cidrBlock }) => [cidrBlock],
          'customer-owned-ipv4-pool': none,
          'default-for-az': isFalse,
          defaultForAz: isFalse,
          'enable-dns64': isFalse,
          'enable-lni-at-device-index': none,
          ...ipv6Filters,
          'ipv6-native': isFalse,
          'map-customer-owned-ip-on-launch': isFalse,
          'map-public-ip-on-launch': ({ kind }) => [String(kind === 'public')],
          'outpost-arn': none,
          'owner-id': () => [accountId],
          'private-dns-name-options-on-launch.enable-resource-name-dns-a-record':
            isFalse,
          'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record':
            isFalse,
          'private-dns-name-options-on-launch.hostname-type': () => ['ip-name'],
          state: isAvailable,
        },
      ).map(subnet => ({
        SubnetId: subnet.subnetId,
        SubnetArn: arnOf(subnet.subnetId),
        VpcId: defaultVpc.vpcId,
        AvailabilityZone: subnet.availabilityZone,
        AvailabilityZoneId: zoneIdOf(region, subnet.availabilityZone),
        CidrBlock: subnet.cidrBlock,
        AvailableIpAddressCount: freeAddresses,
        State: 'available',
        OwnerId: accountId,
        DefaultForAz: false,
        MapPublicIpOnLaunch: subnet.kind === 'public',
        AssignIpv6AddressOnCreation: false,
        Ipv6CidrBlockAssociationSet: [],
        Tags: subnet.tags,
      }));
      return describePage('Subnets', subnets, {
        ...page,
        ids: { subnetIds: SubnetIds },
      });
    },
  ),

  DescribeAvailabilityZones: defineEc2Operation(
    ec2Inputs.DescribeAvailabilityZones,
    async ({ ZoneNames, ZoneIds, Filters }, { region }) => {
      const all = availabilityZonesOf(region).map(name => ({
        name,
        id: zoneIdOf(region, name),
        tags: [],
      }));
      const unknown =
        ZoneNames.find(wanted => !all.some(({ name }) => name === wanted)) ??
        ZoneIds.find(wanted => !all.some(({ id }) => id === wanted));
      if (unknown !== undefined) {
        throw new AwsError(
          'InvalidParameterValue',
          `Invalid availability zone: [${unknown}]`,
        );
      }
      const zones = filtered(
        all.filter(
          ({ name, id }) =>
            (ZoneNames.length === 0 || ZoneNames.includes(name)) &&
            (ZoneIds.length === 0 || ZoneIds.includes(id)),
        ),
        Filters,
        {
          'group-name': () => [`${region}-zg-1`],
          message: none,
          'opt-in-status': () => ['opt-in-not-required'],
          'parent-zone-id': none,
          'parent-zone-name': none,
          'region-name': () => [region],
          state: isAvailable,
          'zone-id': ({ id }) => [id],
          'zone-name': ({ name }) => [name],
          'zone-type': () => ['availability-zone'],
        },
      );
      return {
        AvailabilityZones: zones.map(({ name, id }) => ({
          ZoneName: name,
          ZoneId: id,
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
  ),
};

function refuseMissing(
  wanted: readonly string[],
  present: readonly string[],
  code: string,
  kind: string,
): void {
  const missing = wanted.find(id => !present.includes(id));
  if (missing !== undefined) {
    throw new AwsError(
      `${code}.NotFound`,
      `The ${kind} ID '${missing}' does not exist`,
    );
  }
}

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
