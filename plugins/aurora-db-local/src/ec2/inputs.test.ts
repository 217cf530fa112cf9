import { EC2 } from '@aws-sdk/client-ec2';
import { startEndpoint, type TestEndpoint } from '../testing/startEndpoint';
import { defaultVpc } from './defaultLandscape';

const VpcId = defaultVpc.vpcId;

describe('inputs of EC2', () => {
  let endpoint: TestEndpoint;
  let ec2: EC2;
  let GroupId: string;

  beforeAll(async () => {
    endpoint = await startEndpoint();
    ec2 = new EC2(endpoint.clientConfig());
    const created = await ec2.createSecurityGroup({
      GroupName: 'shop',
      Description: 'of shop',
      VpcId,
    });
    GroupId = created.GroupId ?? '';
  });

  afterAll(() => endpoint.stop());

  const authorize = (permission: object) =>
    ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [permission],
    });
  const tcp = (CidrIp: string, ports = {}) => ({
    IpProtocol: 'tcp',
    FromPort: 1,
    ToPort: 1,
    ...ports,
    IpRanges: [{ CidrIp }],
  });

  it('ask for a dry run, which changes nothing', async () => {
    await expect(
      ec2.deleteSecurityGroup({ GroupId, DryRun: true }),
    ).rejects.toMatchObject({ name: 'DryRunOperation' });
    await expect(
      ec2.describeSecurityGroups({ GroupIds: [GroupId] }),
    ).resolves.toMatchObject({ SecurityGroups: [{ GroupId }] });
  });

  it('ask for pages, unless they name ids', async () => {
    const first = await ec2.describeSubnets({ MaxResults: 5 });
    expect(first.Subnets).toHaveLength(5);
    const { NextToken } = first;
    await expect(
      ec2.describeSubnets({ MaxResults: 5, NextToken }),
    ).resolves.toMatchObject({ Subnets: [{}] });
    await expect(
      ec2.describeSubnets({
        MaxResults: 5,
        SubnetIds: [first.Subnets?.[0]?.SubnetId ?? ''],
      }),
    ).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });

  it('have only filters that EC2 has, also behind one that nothing passes', async () => {
    await expect(
      ec2.describeSecurityGroups({
        Filters: [
          { Name: 'group-name', Values: ['none'] },
          { Name: 'colour', Values: ['red'] },
        ],
      }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: "The filter 'colour' is invalid",
    });
  });

  it('store what EC2 stores of a rule', async () => {
    const { SecurityGroupRules } = await ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [{ ...tcp('10.1.2.3/16'), IpProtocol: '6' }],
      TagSpecifications: [
        {
          ResourceType: 'security-group-rule',
          Tags: [{ Key: 'team', Value: 'shop' }],
        },
      ],
    });
    expect(SecurityGroupRules).toMatchObject([
      {
        IpProtocol: 'tcp',
        CidrIpv4: '10.1.0.0/16',
        Tags: [{ Key: 'team', Value: 'shop' }],
      },
    ]);
    await expect(
      ec2.describeSecurityGroups({
        Filters: [{ Name: 'ip-permission.cidr', Values: ['10.1.0.0/1?'] }],
      }),
    ).resolves.toMatchObject({ SecurityGroups: [{ GroupId }] });
  });

  it.each<[string, object, string]>([
    ['a protocol', { ...tcp('10.0.0.0/8'), IpProtocol: 'tpc' }, 'tpc'],
    ['missing ports', tcp('10.0.0.0/8', { ToPort: undefined }), 'from and to'],
    ['ports out of order', tcp('10.0.0.0/8', { FromPort: 2 }), '(2,1)'],
    ['a CIDR block', tcp('10.0.0.300/8'), '10.0.0.300/8'],
    [
      'a group by its name',
      {
        ...tcp('10.0.0.0/8'),
        IpRanges: [],
        UserIdGroupPairs: [{ GroupId: 'sg-1', GroupName: 'shop' }],
      },
      'GroupName',
    ],
  ])('with %s are refused', async (_, permission, message) => {
    await expect(authorize(permission)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(message),
    });
  });

  it('tag only the type that an operation creates', async () => {
    await expect(
      ec2.createNetworkAcl({
        VpcId,
        TagSpecifications: [
          { ResourceType: 'subnet', Tags: [{ Key: 'a', Value: 'b' }] },
        ],
      }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining('ResourceType'),
    });
  });

  it.each([
    [{ Protocol: 'foo' }, 'InvalidParameterValue'],
    [{ Protocol: '6' }, 'InvalidParameterValue'],
    [
      { Protocol: '17', PortRange: { From: 9, To: 5 } },
      'InvalidParameterValue',
    ],
    [{ Protocol: '1' }, 'MissingParameter'],
    [{ CidrBlock: 'foo' }, 'InvalidParameterValue'],
    [{ CidrBlock: '10.0.0.0/8', Ipv6CidrBlock: '::/0' }, 'MissingParameter'],
    [
      { CidrBlock: undefined, Ipv6CidrBlock: '10.0.0.0/8' },
      'InvalidParameterValue',
    ],
  ])('refuse the entry %j of a network ACL', async (change, name) => {
    await expect(
      ec2.createNetworkAclEntry({
        NetworkAclId: 'acl-0a0b0c0d0e0f00001',
        RuleNumber: 200,
        Protocol: '-1',
        RuleAction: 'allow',
        Egress: false,
        CidrBlock: '10.0.0.0/8',
        ...change,
      }),
    ).rejects.toMatchObject({ name });
  });

  it('refuse a tag that is there twice', async () => {
    const Tags = ['1', '2'].map(Value => ({ Key: 'a', Value }));
    const refusal = { name: 'InvalidParameterValue' };
    await expect(
      ec2.createNetworkAcl({
        VpcId,
        TagSpecifications: [{ ResourceType: 'network-acl', Tags }],
      }),
    ).rejects.toMatchObject(refusal);
    await expect(
      ec2.createTags({ Resources: ['sg-0a0b0c0d0e0f00000'], Tags }),
    ).rejects.toMatchObject(refusal);
  });

  it('keep the ICMP type of an entry, and repeat a creation with the same token', async () => {
    const create = async () =>
      (await ec2.createNetworkAcl({ VpcId, ClientToken: 'once' })).NetworkAcl
        ?.NetworkAclId ?? '';
    const NetworkAclId = await create();
    await ec2.createNetworkAclEntry({
      NetworkAclId,
      RuleNumber: 100,
      Protocol: '1',
      RuleAction: 'allow',
      Egress: false,
      CidrBlock: '0.0.0.0/0',
      IcmpTypeCode: { Type: 8, Code: -1 },
    });
    const { NetworkAcls } = await ec2.describeNetworkAcls({
      Filters: [{ Name: 'entry.icmp.type', Values: ['8'] }],
    });
    expect(NetworkAcls).toMatchObject([{ NetworkAclId }]);
    await expect(create()).resolves.toBe(NetworkAclId);
  });

  it('delete all tags if they name none', async () => {
    const Resources = [GroupId];
    await ec2.createTags({ Resources, Tags: [{ Key: 'a', Value: 'b' }] });
    await ec2.deleteTags({ Resources });
    const { SecurityGroups } = await ec2.describeSecurityGroups({
      GroupIds: [GroupId],
    });
    expect(SecurityGroups?.[0]?.Tags ?? []).toEqual([]);
  });
});
