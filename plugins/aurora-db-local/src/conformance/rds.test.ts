import { RDS, waitUntilDBClusterAvailable } from '@aws-sdk/client-rds';
import { EC2 } from '@aws-sdk/client-ec2';
import { clientConfig, endpoints, type JudgedEndpoint } from './endpoints';

jest.setTimeout(240_000);

const cluster = {
  DBClusterIdentifier: 'conformance-aurora-cluster',
  Engine: 'aurora-postgresql',
  EngineVersion: '15.17',
  MasterUsername: 'postgres',
  MasterUserPassword: 'a-password-of-20-chars',
  DatabaseName: 'conformancemain',
  DBSubnetGroupName: 'conformance',
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
  StorageEncrypted: true,
  BackupRetentionPeriod: 7,
  DeletionProtection: true,
  Tags: [{ Key: 'aurora-db:name', Value: 'conformance' }],
};

// moto differs from AWS if a cluster to change does not exist and if a subnet group or cluster
// exists already. Those cases are tested in rds/.
describe.each(endpoints)('RDS of $name', ({ start }) => {
  let endpoint: JudgedEndpoint;
  let rds: RDS;

  beforeAll(async () => {
    endpoint = await start();
    rds = new RDS(clientConfig(endpoint));
  });

  afterAll(() => endpoint?.stop());

  it('has errors for what does not exist', async () => {
    const id = 'gone';
    for (const [call, name] of [
      [
        () => rds.describeDBClusters({ DBClusterIdentifier: id }),
        'DBClusterNotFoundFault',
      ],
      [
        () => rds.describeDBInstances({ DBInstanceIdentifier: id }),
        'DBInstanceNotFoundFault',
      ],
      [
        () => rds.describeDBSubnetGroups({ DBSubnetGroupName: id }),
        'DBSubnetGroupNotFoundFault',
      ],
      [
        () =>
          rds.describeDBClusterSnapshots({ DBClusterSnapshotIdentifier: id }),
        'DBClusterSnapshotNotFoundFault',
      ],
      [
        () =>
          rds.describeDBClusterParameterGroups({
            DBClusterParameterGroupName: id,
          }),
        'DBParameterGroupNotFoundFault',
      ],
      [
        () =>
          rds.deleteDBCluster({
            DBClusterIdentifier: id,
            SkipFinalSnapshot: true,
          }),
        'DBClusterNotFoundFault',
      ],
      [
        () =>
          rds.createDBClusterSnapshot({
            DBClusterIdentifier: id,
            DBClusterSnapshotIdentifier: 's',
          }),
        'DBClusterNotFoundFault',
      ],
    ] as const) {
      await expect(call()).rejects.toMatchObject({ name });
    }
  });

  it('creates a subnet group of existing subnets', async () => {
    const { Subnets = [] } = await new EC2(
      clientConfig(endpoint),
    ).describeSubnets({});
    const group = {
      DBSubnetGroupName: 'conformance',
      DBSubnetGroupDescription: 'two zones',
      SubnetIds: Subnets.slice(0, 2).map(({ SubnetId = '' }) => SubnetId),
    };
    const { DBSubnetGroup } = await rds.createDBSubnetGroup(group);
    expect(
      DBSubnetGroup?.Subnets?.map(
        ({ SubnetIdentifier }) => SubnetIdentifier,
      ).sort(),
    ).toEqual(group.SubnetIds.sort());
  });

  it('creates a cluster parameter group with values, once', async () => {
    const group = {
      DBClusterParameterGroupName: 'conformance',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'd',
    };
    await rds.createDBClusterParameterGroup(group);
    await expect(
      rds.createDBClusterParameterGroup(group),
    ).rejects.toMatchObject({
      name: 'DBParameterGroupAlreadyExistsFault',
    });
    const { DBClusterParameterGroups } =
      await rds.describeDBClusterParameterGroups({
        DBClusterParameterGroupName: 'conformance',
      });
    expect(DBClusterParameterGroups).toMatchObject([{ ...group }]);
  });

  it('creates a protected serverless cluster and refuses to delete it', async () => {
    const { DBCluster } = await rds.createDBCluster(cluster);
    const {
      Tags,
      MasterUserPassword: _,
      DBSubnetGroupName,
      ...shown
    } = cluster;
    expect(DBCluster).toMatchObject({
      ...shown,
      TagList: Tags,
      DBSubnetGroup: DBSubnetGroupName,
    });
    expect(DBCluster?.DBClusterArn).toBe(
      `arn:aws:rds:ap-northeast-1:123456789012:cluster:${cluster.DBClusterIdentifier}`,
    );
    expect(DBCluster?.DbClusterResourceId).toMatch(/^cluster-[A-Z0-9]+$/);
    expect(JSON.stringify(DBCluster)).not.toContain(cluster.MasterUserPassword);
    await expect(
      rds.deleteDBCluster({
        DBClusterIdentifier: cluster.DBClusterIdentifier,
        SkipFinalSnapshot: true,
      }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(
        /^InvalidParameter(Combination|Value)(Exception)?$/,
      ),
    });
  });

  it('takes a snapshot with a name once, and restores a new cluster without instances', async () => {
    const { DBClusterIdentifier } = cluster;
    const available = (id: string) =>
      waitUntilDBClusterAvailable(
        { client: rds, maxWaitTime: 120, minDelay: 1, maxDelay: 1 },
        { DBClusterIdentifier: id },
      );
    await available(DBClusterIdentifier);
    const snapshot = {
      DBClusterIdentifier,
      DBClusterSnapshotIdentifier: 'conformance-snapshot',
    };
    const { DBClusterSnapshot } = await rds.createDBClusterSnapshot(snapshot);
    expect(DBClusterSnapshot).toMatchObject({
      ...snapshot,
      SnapshotType: 'manual',
      Engine: cluster.Engine,
      EngineVersion: cluster.EngineVersion,
      MasterUsername: cluster.MasterUsername,
      DBClusterSnapshotArn:
        'arn:aws:rds:ap-northeast-1:123456789012:cluster-snapshot:conformance-snapshot',
    });
    await available(DBClusterIdentifier);
    await expect(rds.createDBClusterSnapshot(snapshot)).rejects.toMatchObject({
      name: 'DBClusterSnapshotAlreadyExistsFault',
    });
    for (const input of [
      { DBClusterIdentifier },
      { DBClusterSnapshotIdentifier: 'conformance-snapshot' },
      { DBClusterIdentifier, SnapshotType: 'manual' },
      { Filters: [{ Name: 'db-cluster-id', Values: [DBClusterIdentifier] }] },
    ]) {
      const { DBClusterSnapshots = [] } =
        await rds.describeDBClusterSnapshots(input);
      // moto has the first automated snapshot at once, without an instance.
      expect(
        DBClusterSnapshots.filter(
          ({ SnapshotType }) => SnapshotType === 'manual',
        ),
      ).toMatchObject([
        { ...snapshot, Status: 'available', PercentProgress: 100 },
      ]);
    }

    const restore = {
      DBClusterIdentifier: 'conformance-restored',
      SnapshotIdentifier: 'conformance-snapshot',
      Engine: cluster.Engine,
      DBSubnetGroupName: 'conformance',
    };
    await rds.restoreDBClusterFromSnapshot(restore);
    await available('conformance-restored');
    const { DBClusters } = await rds.describeDBClusters({
      DBClusterIdentifier: 'conformance-restored',
    });
    expect(DBClusters).toMatchObject([
      {
        DBClusterMembers: [],
        MasterUsername: cluster.MasterUsername,
        EngineVersion: cluster.EngineVersion,
      },
    ]);
    await expect(
      rds.restoreDBClusterFromSnapshot({
        ...restore,
        DBClusterIdentifier: 'conformance-other',
        SnapshotIdentifier: 'gone',
      }),
    ).rejects.toMatchObject({ name: 'DBClusterSnapshotNotFoundFault' });

    await rds.deleteDBClusterSnapshot({
      DBClusterSnapshotIdentifier: 'conformance-snapshot',
    });
    await expect(
      rds.describeDBClusterSnapshots({
        DBClusterSnapshotIdentifier: 'conformance-snapshot',
      }),
    ).rejects.toMatchObject({ name: 'DBClusterSnapshotNotFoundFault' });
  });

  it('removes the protection and deletes', async () => {
    const { DBClusterIdentifier } = cluster;
    await waitUntilDBClusterAvailable(
      { client: rds, maxWaitTime: 120, minDelay: 1, maxDelay: 1 },
      { DBClusterIdentifier },
    );
    const { DBCluster } = await rds.modifyDBCluster({
      DBClusterIdentifier,
      DeletionProtection: false,
      ApplyImmediately: true,
    });
    expect(DBCluster?.DeletionProtection).toBe(false);
    await rds.deleteDBCluster({ DBClusterIdentifier, SkipFinalSnapshot: true });
  });
});
