import type { CreateDBClusterMessage } from '@aws-sdk/client-rds';
import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

describe('a new cluster', () => {
  let test: TestRds;
  let created = 0;

  beforeAll(async () => {
    test = await startRds();
  });

  afterAll(() => test?.stop());

  const create = async (more: Partial<CreateDBClusterMessage> = {}) => {
    created += 1;
    const { DBCluster } = await test.rds.createDBCluster({
      DBClusterIdentifier: `cluster-${created}`,
      Engine: 'aurora-postgresql',
      MasterUsername: 'postgres',
      MasterUserPassword: 'correct-horse-battery',
      ...more,
    });
    return DBCluster;
  };
  const subnetGroups = async () =>
    (await test.rds.describeDBSubnetGroups({})).DBSubnetGroups?.map(
      ({ DBSubnetGroupName, VpcId, Subnets = [] }) => ({
        name: DBSubnetGroupName,
        vpc: VpcId,
        subnets: Subnets.length,
      }),
    );

  it('gets the subnet group default, the default security group and the zones of its group', async () => {
    const own = { name: 'private', vpc: 'vpc-0a0b0c0d0e0f00001', subnets: 2 };
    await expect(subnetGroups()).resolves.toEqual([own]);
    await expect(create()).resolves.toMatchObject({
      DBSubnetGroup: 'default',
      VpcSecurityGroups: [
        { VpcSecurityGroupId: 'sg-0a0b0c0d0e0f00000', Status: 'active' },
      ],
      AvailabilityZones: ['ap-northeast-1a', 'ap-northeast-1c'],
    });
    await expect(subnetGroups()).resolves.toEqual(
      expect.arrayContaining([own, { ...own, name: 'default', subnets: 6 }]),
    );
  });

  it('keeps the subnet group and the security groups that it is given', async () => {
    await expect(
      create({
        DBSubnetGroupName: 'Private',
        VpcSecurityGroupIds: ['sg-0a0b0c0d0e0f00001'],
      }),
    ).resolves.toMatchObject({
      DBSubnetGroup: 'private',
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0a0b0c0d0e0f00001' }],
    });
  });

  it('has all zones of its subnet group, whichever it is given', async () => {
    const cluster = await create({ AvailabilityZones: ['ap-northeast-1c'] });
    expect(cluster?.AvailabilityZones).toEqual([
      'ap-northeast-1a',
      'ap-northeast-1c',
    ]);
  });

  it.each([
    [['ap-northeast-1d'], "Availability zone '[ap-northeast-1d]' is"],
    [
      ['ap-northeast-1a', 'us-east-1a', 'nowhere'],
      "Availability zones '[us-east-1a, nowhere]' are",
    ],
  ])('is refused in %p', async (AvailabilityZones, message) => {
    await expect(create({ AvailabilityZones })).rejects.toMatchObject({
      name: 'InvalidVPCNetworkStateFault',
      message: `${message} unavailable in this region, please choose another zone set.`,
    });
  });

  it('has a default subnet group that users can tag, but not create, change or delete', async () => {
    const { rds } = test;
    const group = {
      DBSubnetGroupName: 'Default',
      DBSubnetGroupDescription: 'mine',
      SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
    };
    const refused = { name: 'InvalidParameterValue' };
    await expect(rds.createDBSubnetGroup(group)).rejects.toMatchObject(refused);
    await expect(rds.modifyDBSubnetGroup(group)).rejects.toMatchObject(refused);
    await expect(rds.deleteDBSubnetGroup(group)).rejects.toMatchObject(refused);
    const ResourceName =
      'arn:aws:rds:ap-northeast-1:123456789012:subgrp:default';
    const Tags = [{ Key: 'team', Value: 'shop' }];
    await rds.addTagsToResource({ ResourceName, Tags });
    const { TagList } = await rds.listTagsForResource({ ResourceName });
    expect(TagList).toEqual(Tags);
  });
});
