import { AwsError, type Operation } from '../service/AwsService';
import { defaultVpc, subnetsOf, type Subnet } from './defaultLandscape';
import { defineEc2Operation } from './defineEc2Operation';
import { describePage } from './describePage';
import { ec2Inputs } from './ec2Inputs';
import { filtered } from './filtered';

/** A route table for each kind of subnet, and the main one, which no subnet uses. */
const tables: ReadonlyArray<{
  id: string;
  kind?: Subnet['kind'];
  out?: { GatewayId?: string; NatGatewayId?: string };
}> = [
  { id: 'rtb-0a0b0c0d0e0f00000' },
  {
    id: 'rtb-0a0b0c0d0e0f00001',
    kind: 'private',
    out: { NatGatewayId: 'nat-0a0b0c0d0e0f00001' },
  },
  {
    id: 'rtb-0a0b0c0d0e0f00002',
    kind: 'public',
    out: { GatewayId: 'igw-0a0b0c0d0e0f00001' },
  },
  { id: 'rtb-0a0b0c0d0e0f00003', kind: 'database' },
];

const none = () => [];

/** The routes of the initial network, which `Vpc.fromLookup` of the CDK reads. */
export const routeTableOperations: Readonly<Record<string, Operation>> = {
  DescribeRouteTables: defineEc2Operation(
    ec2Inputs.DescribeRouteTables,
    async ({ RouteTableIds, Filters, ...page }, { accountId, region }) => {
      const missing = RouteTableIds.find(
        id => !tables.some(table => table.id === id),
      );
      if (missing !== undefined) {
        throw new AwsError(
          'InvalidRouteTableID.NotFound',
          `The routeTable ID '${missing}' does not exist`,
        );
      }
      const described = tables
        .filter(
          ({ id }) => RouteTableIds.length === 0 || RouteTableIds.includes(id),
        )
        .map(table => ({
          ...describeTable(table, { accountId, region }),
          tags: [],
        }));
      const found = filtered(described, Filters, {
        'association.gateway-id': none,
        'association.main': ({ Associations }) =>
          Associations.map(({ Main }) => String(Main)),
        'association.route-table-association-id': ({ Associations }) =>
          Associations.map(one => one.RouteTableAssociationId),
        'association.route-table-id': ({ Associations }) =>
          Associations.map(one => one.RouteTableId),
        'association.subnet-id': ({ Associations }) =>
          Associations.map(one => one.SubnetId),
        'owner-id': () => [accountId],
        'route-table-id': ({ RouteTableId }) => [RouteTableId],
        'route.destination-cidr-block': ({ Routes }) =>
          Routes.map(one => one.DestinationCidrBlock),
        'route.destination-ipv6-cidr-block': none,
        'route.destination-prefix-list-id': none,
        'route.egress-only-internet-gateway-id': none,
        'route.gateway-id': ({ Routes }) => Routes.map(one => one.GatewayId),
        'route.instance-id': none,
        'route.nat-gateway-id': ({ Routes }) =>
          Routes.map(one => one.NatGatewayId),
        'route.origin': ({ Routes }) => Routes.map(one => one.Origin),
        'route.state': ({ Routes }) => Routes.map(one => one.State),
        'route.transit-gateway-id': none,
        'route.vpc-peering-connection-id': none,
        'vpc-id': () => [defaultVpc.vpcId],
      }).map(({ tags, ...table }) => ({ ...table, Tags: tags }));
      return describePage('RouteTables', found, {
        ...page,
        ids: { routeTableIds: RouteTableIds },
      });
    },
  ),

  DescribeVpnGateways: defineEc2Operation(
    ec2Inputs.DescribeVpnGateways,
    async ({ VpnGatewayIds: [missing], Filters }) => {
      if (missing !== undefined) {
        throw new AwsError(
          'InvalidVpnGatewayID.NotFound',
          `The vpnGateway ID '${missing}' does not exist`,
        );
      }
      const found = filtered([], Filters, {
        'amazon-side-asn': none,
        'attachment.state': none,
        'attachment.vpc-id': none,
        'availability-zone': none,
        state: none,
        type: none,
        'vpn-gateway-id': none,
      });
      return { VpnGateways: found };
    },
  ),
};

function describeTable(
  { id, kind, out }: (typeof tables)[number],
  { accountId, region }: { accountId: string; region: string },
) {
  const subnets = subnetsOf({ region }).filter(
    subnet => kind !== undefined && subnet.kind === kind,
  );
  const association = {
    RouteTableId: id,
    AssociationState: { State: 'associated' },
  };
  const toSubnets = subnets.map(({ subnetId }) => ({
    ...association,
    Main: false,
    RouteTableAssociationId: subnetId.replace('subnet-', 'rtbassoc-'),
    SubnetId: subnetId,
  }));
  const toVpc = {
    ...association,
    Main: true,
    RouteTableAssociationId: 'rtbassoc-0a0b0c0d0e0f00000',
    SubnetId: undefined,
  };
  const noGateways: { GatewayId?: string; NatGatewayId?: string } = {};
  const toVpcRoute = {
    ...noGateways,
    Origin: 'CreateRouteTable',
    State: 'active',
    DestinationCidrBlock: defaultVpc.cidrBlock,
    GatewayId: 'local',
  };
  const toInternet = {
    ...noGateways,
    Origin: 'CreateRoute',
    State: 'active',
    DestinationCidrBlock: '0.0.0.0/0',
  };
  return {
    RouteTableId: id,
    VpcId: defaultVpc.vpcId,
    OwnerId: accountId,
    Associations: kind === undefined ? [toVpc] : toSubnets,
    PropagatingVgws: [],
    Routes: [toVpcRoute, ...(out ? [{ ...toInternet, ...out }] : [])],
  };
}
