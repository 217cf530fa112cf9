import { EC2 } from '@aws-sdk/client-ec2';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import {
  defaultVpc,
  lambdaSecurityGroupId,
  listExports,
  subnetsOf,
} from './defaultLandscape';

const VpcId = defaultVpc.vpcId;

describe('EC2', () => {
  let endpoint: TestEndpoint;
  let ec2: EC2;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    ec2 = new EC2(endpoint.clientConfig());
  });

  afterAll(() => endpoint.stop());

  it('has routes to the internet from public subnets, through a gateway from private ones, none from those of databases', async () => {
    const { RouteTables = [] } = await ec2.describeRouteTables({
      Filters: [{ Name: 'vpc-id', Values: [VpcId] }],
    });
    const ways = RouteTables.map(({ Associations, Routes }) => [
      Associations?.[0]?.SubnetId ?? Associations?.[0]?.Main,
      Routes?.find(route => route.DestinationCidrBlock === '0.0.0.0/0'),
    ]);
    expect(ways).toMatchObject([
      [true, undefined],
      ['subnet-0a0b0c0d0e0f0001a', { NatGatewayId: expect.any(String) }],
      ['subnet-0a0b0c0d0e0f0002a', { GatewayId: expect.any(String) }],
      ['subnet-0a0b0c0d0e0f0003a', undefined],
    ]);
    await expect(
      ec2.describeRouteTables({
        Filters: [{ Name: 'association.main', Values: ['true'] }],
      }),
    ).resolves.toMatchObject({
      RouteTables: [{ RouteTableId: 'rtb-0a0b0c0d0e0f00000' }],
    });
    await expect(ec2.describeVpnGateways()).resolves.toMatchObject({
      VpnGateways: [],
    });
  });

  it('has a VPC with private subnets in two Availability Zones', async () => {
    const { Subnets } = await ec2.describeSubnets({
      SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
    });
    expect(Subnets).toMatchObject([
      {
        VpcId,
        AvailabilityZone: 'ap-northeast-1a',
        MapPublicIpOnLaunch: false,
        State: 'available',
      },
      {
        VpcId,
        AvailabilityZone: 'ap-northeast-1c',
        MapPublicIpOnLaunch: false,
      },
    ]);
    await expect(ec2.describeVpcs({ VpcIds: [VpcId] })).resolves.toMatchObject({
      Vpcs: [
        {
          VpcId,
          CidrBlock: '10.0.0.0/16',
          State: 'available',
          IsDefault: false,
        },
      ],
    });
  });

  it('exports what it has, as a VPC stack would', async () => {
    const scope = { accountId: '123456789012', region: 'ap-northeast-1' };
    const exports = Object.fromEntries(
      listExports(scope).map(({ Name, Value }) => [Name, Value]),
    );
    const ids = exports['VpcStack-PrivateSubnetIds']?.split(',') ?? [];
    expect(
      (await ec2.describeSubnets({ SubnetIds: ids })).Subnets,
    ).toHaveLength(2);
    expect(exports['VpcStack-VpcId']).toBe(VpcId);
    const groups = await ec2.describeSecurityGroups({
      GroupIds: [exports['VpcStack-LambdaSecurityGroupId'] ?? ''],
    });
    expect(groups.SecurityGroups).toMatchObject([
      { GroupName: 'goal-mandala-lambda', VpcId },
    ]);
  });

  it('filters by tag, zone and pattern', async () => {
    const { Subnets = [] } = await ec2.describeSubnets({
      Filters: [
        { Name: 'tag:aws-cdk:subnet-type', Values: ['Private', 'Public'] },
        { Name: 'availability-zone', Values: ['*1c'] },
        { Name: 'vpc-id', Values: [VpcId] },
      ],
    });
    expect(Subnets.map(({ SubnetId }) => SubnetId)).toEqual([
      'subnet-0a0b0c0d0e0f0001c',
      'subnet-0a0b0c0d0e0f0002c',
    ]);
    await expect(
      ec2.describeSubnets({ Filters: [{ Name: 'nonsense', Values: ['x'] }] }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  it.each(['us-east-1', 'eu-central-1', 'ap-northeast-1'])(
    'has the same subnets of %s with different ids',
    region => {
      const ids = subnetsOf({ region }).map(({ subnetId }) => subnetId);
      expect(new Set(ids).size).toBe(6);
      for (const id of ids) {
        expect(id).toMatch(/^subnet-[0-9a-f]{17}$/);
      }
    },
  );

  it.each([
    [
      'subnet',
      () => ec2.describeSubnets({ SubnetIds: ['subnet-1'] }),
      'InvalidSubnetID.NotFound',
    ],
    [
      'VPC',
      () => ec2.describeVpcs({ VpcIds: ['vpc-1'] }),
      'InvalidVpcID.NotFound',
    ],
    [
      'security group',
      () => ec2.describeSecurityGroups({ GroupIds: ['sg-1'] }),
      'InvalidGroup.NotFound',
    ],
    [
      'network ACL',
      () => ec2.describeNetworkAcls({ NetworkAclIds: ['acl-1'] }),
      'InvalidNetworkAclID.NotFound',
    ],
  ])("refuses an unknown %s with AWS's code", async (_, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });

  it('creates a security group for one port of another group, changes it and deletes it', async () => {
    const { GroupId = '' } = await ec2.createSecurityGroup({
      GroupName: 'database',
      Description: 'the database',
      VpcId,
      TagSpecifications: [
        {
          ResourceType: 'security-group',
          Tags: [{ Key: 'Name', Value: 'db' }],
        },
      ],
    });
    const fromLambda = {
      GroupId,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 5432,
          ToPort: 5432,
          UserIdGroupPairs: [
            { GroupId: lambdaSecurityGroupId, Description: 'Lambda' },
          ],
        },
      ],
    };
    await ec2.authorizeSecurityGroupIngress(fromLambda);
    await expect(
      ec2.authorizeSecurityGroupIngress(fromLambda),
    ).rejects.toMatchObject({
      name: 'InvalidPermission.Duplicate',
    });
    const everywhere = {
      GroupId,
      IpPermissions: [
        { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ],
    };
    await ec2.revokeSecurityGroupEgress(everywhere);
    await expect(
      ec2.revokeSecurityGroupEgress(everywhere),
    ).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });

    const { SecurityGroups } = await ec2.describeSecurityGroups({
      GroupIds: [GroupId],
    });
    expect(SecurityGroups).toMatchObject([
      {
        GroupName: 'database',
        Description: 'the database',
        Tags: [{ Key: 'Name', Value: 'db' }],
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 5432,
            ToPort: 5432,
            UserIdGroupPairs: [
              {
                GroupId: lambdaSecurityGroupId,
                UserId: '123456789012',
                Description: 'Lambda',
              },
            ],
          },
        ],
        IpPermissionsEgress: [],
      },
    ]);
    await ec2.deleteSecurityGroup({ GroupId });
    await expect(
      ec2.describeSecurityGroups({ GroupIds: [GroupId] }),
    ).rejects.toMatchObject({
      name: 'InvalidGroup.NotFound',
    });
  });

  it('keeps a security group that another one refers to', async () => {
    const { GroupId: used = '' } = await ec2.createSecurityGroup({
      GroupName: 'used',
      Description: 'd',
      VpcId,
    });
    const { GroupId: user = '' } = await ec2.createSecurityGroup({
      GroupName: 'user',
      Description: 'd',
      VpcId,
    });
    await ec2.authorizeSecurityGroupIngress({
      GroupId: user,
      IpPermissions: [
        { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: used }] },
      ],
    });
    await expect(
      ec2.deleteSecurityGroup({ GroupId: used }),
    ).rejects.toMatchObject({ name: 'DependencyViolation' });
    await ec2.deleteSecurityGroup({ GroupId: user });
    await ec2.deleteSecurityGroup({ GroupId: used });
  });

  it('assigns a network ACL to the database subnets and takes it back', async () => {
    const { NetworkAcl } = await ec2.createNetworkAcl({ VpcId });
    const NetworkAclId = NetworkAcl?.NetworkAclId ?? '';
    await ec2.createNetworkAclEntry({
      NetworkAclId,
      RuleNumber: 100,
      Protocol: '6',
      RuleAction: 'allow',
      Egress: false,
      CidrBlock: '10.0.1.0/24',
      PortRange: { From: 5432, To: 5432 },
    });
    const before = await ec2.describeNetworkAcls({
      Filters: [
        { Name: 'association.subnet-id', Values: ['subnet-0a0b0c0d0e0f0003a'] },
      ],
    });
    const association = before.NetworkAcls?.[0]?.Associations?.find(
      ({ SubnetId }) => SubnetId === 'subnet-0a0b0c0d0e0f0003a',
    );
    const { NewAssociationId } = await ec2.replaceNetworkAclAssociation({
      AssociationId: association?.NetworkAclAssociationId,
      NetworkAclId,
    });
    const { NetworkAcls } = await ec2.describeNetworkAcls({
      NetworkAclIds: [NetworkAclId],
    });
    expect(NetworkAcls).toMatchObject([
      {
        IsDefault: false,
        Associations: [
          {
            SubnetId: 'subnet-0a0b0c0d0e0f0003a',
            NetworkAclAssociationId: NewAssociationId,
          },
        ],
      },
    ]);
    expect(NetworkAcls?.[0]?.Entries).toContainEqual({
      RuleNumber: 100,
      Protocol: '6',
      RuleAction: 'allow',
      Egress: false,
      CidrBlock: '10.0.1.0/24',
      PortRange: { From: 5432, To: 5432 },
    });
    await expect(ec2.deleteNetworkAcl({ NetworkAclId })).rejects.toMatchObject({
      name: 'DependencyViolation',
    });
    await ec2.replaceNetworkAclAssociation({
      AssociationId: NewAssociationId,
      NetworkAclId: before.NetworkAcls?.[0]?.NetworkAclId,
    });
    await ec2.deleteNetworkAcl({ NetworkAclId });
  });
});
