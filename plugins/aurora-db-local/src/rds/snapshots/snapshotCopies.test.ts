import { setTimeout as delay } from 'node:timers/promises';
import { RDS, type CopyDBClusterSnapshotMessage } from '@aws-sdk/client-rds';
import { holdCall } from '../../testing/holdCall';
import { createKey } from '../testing/foundations';
import { ClusterSnapshots } from './ClusterSnapshots';
import {
  queryCluster,
  startRds,
  type TestCluster,
  type TestRds,
} from '../testing/startRds';

jest.setTimeout(180_000);

const other = '210987654321';
const arnOf = (name: string) =>
  `arn:aws:rds:ap-northeast-1:123456789012:cluster-snapshot:${name}`;

describe('a snapshot of a cluster', () => {
  let test: TestRds;
  let source: TestCluster;
  let theirs: RDS;
  let key: string;

  const look = async (name: string, rds = test.rds) => {
    const { DBClusterSnapshots: [snapshot] = [] } =
      await rds.describeDBClusterSnapshots({
        DBClusterSnapshotIdentifier: name,
      });
    return snapshot;
  };
  /** Waits for the end of the work on a snapshot. Returns the progress that was seen. */
  const settled = async (name: string, rds = test.rds) => {
    const seen = new Set<number | undefined>();
    for (;;) {
      const snapshot = await look(name, rds);
      seen.add(snapshot?.PercentProgress);
      if (snapshot?.Status !== 'creating' && snapshot?.Status !== 'copying') {
        return { snapshot, seen };
      }
      await delay(5);
    }
  };
  beforeAll(async () => {
    test = await startRds();
    theirs = new RDS(test.endpoint.clientConfig(other));
    key = await createKey(test.endpoint);
    await test.createCluster('orders', {
      BackupRetentionPeriod: 9,
      CopyTagsToSnapshot: true,
      KmsKeyId: key,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    await test.createInstance('orders', 'orders-one');
    source = await test.until('orders');
    await test.query(
      source,
      `CREATE TABLE kept AS SELECT generate_series(1, 1000) AS i;
       CREATE TABLE bulk AS SELECT repeat(md5(i::text), 50) AS text FROM generate_series(1, 100000) AS i`,
    );
    await test.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'orders',
      DBClusterSnapshotIdentifier: 'first',
      Tags: [
        { Key: 'team', Value: 'of the snapshot' },
        { Key: 'release', Value: '1' },
      ],
    });
    await settled('first');
  });

  afterAll(() => test?.stop());

  const copy = (
    target: string,
    more: Partial<CopyDBClusterSnapshotMessage> = {},
    rds = test.rds,
  ) =>
    rds.copyDBClusterSnapshot({
      SourceDBClusterSnapshotIdentifier: 'first',
      TargetDBClusterSnapshotIdentifier: target,
      ...more,
    });
  const share = (name: string, ...accounts: string[]) =>
    test.rds.modifyDBClusterSnapshotAttribute({
      DBClusterSnapshotIdentifier: name,
      AttributeName: 'restore',
      ValuesToAdd: accounts,
    });
  const keptIn = async (identifier: string, rds = test.rds) => {
    await rds.createDBInstance({
      DBInstanceIdentifier: `${identifier}-one`,
      DBClusterIdentifier: identifier,
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
    });
    for (;;) {
      const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
        DBClusterIdentifier: identifier,
      });
      const { DBInstances: [instance] = [] } = await rds.describeDBInstances({
        DBInstanceIdentifier: `${identifier}-one`,
      });
      if (instance?.DBInstanceStatus === 'available') {
        return queryCluster(
          { writer: cluster?.Endpoint ?? '', port: cluster?.Port ?? 0 },
          'SELECT count(*)::int AS rows FROM kept',
          { ssl: { ca: test.authority } },
        );
      }
      await delay(50);
    }
  };
  const restore = async (identifier: string, from: string, rds = test.rds) => {
    const { DBCluster } = await rds.restoreDBClusterFromSnapshot({
      DBClusterIdentifier: identifier,
      SnapshotIdentifier: from,
      Engine: 'aurora-postgresql',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
    });
    return DBCluster;
  };

  it('is copied with its data and, on request, its tags', async () => {
    const { DBClusterSnapshot } = await copy('second', {
      CopyTags: true,
      Tags: [{ Key: 'release', Value: '2' }],
    });
    expect(DBClusterSnapshot).toMatchObject({
      Status: 'copying',
      PercentProgress: 0,
      SnapshotType: 'manual',
      SourceDBClusterSnapshotArn: arnOf('first'),
      SnapshotCreateTime: (await look('first'))?.SnapshotCreateTime,
    });
    const { snapshot, seen } = await settled('second');
    expect(snapshot).toMatchObject({
      Status: 'available',
      PercentProgress: 100,
      TagList: [
        { Key: 'team', Value: 'of the snapshot' },
        { Key: 'release', Value: '2' },
      ],
    });
    expect(seen.size).toBeGreaterThan(2);
    await test.rds.deleteDBClusterSnapshot({
      DBClusterSnapshotIdentifier: 'second',
    });
  });

  it('is copied without tags by default, and the copy outlives it', async () => {
    await copy('source');
    await settled('source');
    const { late, letGo } = holdCall(ClusterSnapshots.prototype.copy);
    jest.spyOn(ClusterSnapshots.prototype, 'copy').mockImplementationOnce(late);
    await copy('copy-of-copy', { SourceDBClusterSnapshotIdentifier: 'source' });
    await expect(
      test.rds
        .deleteDBClusterSnapshot({ DBClusterSnapshotIdentifier: 'source' })
        .finally(letGo),
    ).rejects.toMatchObject({
      name: 'InvalidDBClusterSnapshotStateFault',
      message: 'The snapshot source is being copied.',
    });
    const { snapshot } = await settled('copy-of-copy');
    expect(snapshot?.TagList ?? []).toEqual([]);
    await test.rds.deleteDBClusterSnapshot({
      DBClusterSnapshotIdentifier: 'source',
    });
    const restored = await restore('from-copy', 'copy-of-copy');
    expect(restored).toMatchObject({
      BackupRetentionPeriod: 9,
      KmsKeyId: key,
      DBSubnetGroup: 'default',
    });
    await test.until('from-copy');
    await expect(keptIn('from-copy')).resolves.toEqual([{ rows: 1000 }]);
  });

  it('gets no copy if the copy is deleted meanwhile', async () => {
    await copy('cancelled');
    await test.rds.deleteDBClusterSnapshot({
      DBClusterSnapshotIdentifier: 'cancelled',
    });
    await expect(look('cancelled')).rejects.toMatchObject({
      name: 'DBClusterSnapshotNotFoundFault',
    });
    await copy('cancelled');
    const { snapshot } = await settled('cancelled');
    expect(snapshot?.Status).toBe('available');
  });

  it.each<[string, Partial<CopyDBClusterSnapshotMessage>, string, RegExp]>([
    [
      'under a name that is in use',
      { TargetDBClusterSnapshotIdentifier: 'first' },
      'DBClusterSnapshotAlreadyExistsFault',
      /first already exists/,
    ],
    [
      'if it does not exist',
      { SourceDBClusterSnapshotIdentifier: 'missing' },
      'DBClusterSnapshotNotFoundFault',
      /missing/,
    ],
    [
      'from another region',
      {
        SourceDBClusterSnapshotIdentifier:
          'arn:aws:rds:us-east-1:123456789012:cluster-snapshot:first',
      },
      'InvalidParameterValue',
      /us-east-1.*ap-northeast-1/,
    ],
    [
      'from the region of a signed URL',
      {
        PreSignedUrl:
          'https://rds.us-east-1.amazonaws.com/?X-Amz-Credential=a%2F20261129%2Fus-east-1%2Frds%2Faws4_request',
      },
      'InvalidParameterValue',
      /us-east-1.*ap-northeast-1/,
    ],
    [
      'of another account that does not share it',
      {
        SourceDBClusterSnapshotIdentifier: arnOf('first').replace(
          '123456789012',
          other,
        ),
      },
      'DBClusterSnapshotNotFoundFault',
      new RegExp(other),
    ],
  ])('is not copied %s', async (_how, more, name, message) => {
    await expect(copy('refused', more)).rejects.toMatchObject({
      name: expect.stringMatching(name),
      message: expect.stringMatching(message),
    });
  });

  it('is seen, copied and restored by an account with which it is shared', async () => {
    await share('first', other);
    const { DBClusterSnapshotAttributesResult } =
      await test.rds.describeDBClusterSnapshotAttributes({
        DBClusterSnapshotIdentifier: 'first',
      });
    expect(
      DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes,
    ).toEqual([{ AttributeName: 'restore', AttributeValues: [other] }]);
    const listed = async (
      input: Parameters<RDS['describeDBClusterSnapshots']>[0],
    ) =>
      (await theirs.describeDBClusterSnapshots(input)).DBClusterSnapshots?.map(
        snapshot => [
          snapshot.DBClusterSnapshotIdentifier,
          snapshot.SnapshotType,
        ],
      );
    await expect(listed({})).resolves.toEqual([]);
    await expect(listed({ SnapshotType: 'public' })).resolves.toEqual([]);
    await expect(listed({ IncludeShared: true })).resolves.toEqual([
      [arnOf('first'), 'shared'],
    ]);

    const shared = { SourceDBClusterSnapshotIdentifier: arnOf('first') };
    await expect(copy('mine', shared, theirs)).rejects.toThrow(/KmsKeyId/);
    const ofTheirs = await createKey(test.endpoint, other);
    await copy('mine', { ...shared, KmsKeyId: ofTheirs }, theirs);
    const { snapshot } = await settled('mine', theirs);
    expect(snapshot).toMatchObject({
      Status: 'available',
      KmsKeyId: ofTheirs,
    });
    await restore('theirs', arnOf('first'), theirs);
    await expect(
      test.rds.deleteDBClusterSnapshot({
        DBClusterSnapshotIdentifier: 'first',
      }),
    ).rejects.toThrow('The snapshot first is being restored.');
    await expect(keptIn('theirs', theirs)).resolves.toEqual([{ rows: 1000 }]);
  });

  it('is not available any more to an account that lost it', async () => {
    await test.rds.modifyDBClusterSnapshotAttribute({
      DBClusterSnapshotIdentifier: 'first',
      AttributeName: 'restore',
      ValuesToRemove: [other],
    });
    await expect(restore('lost', arnOf('first'), theirs)).rejects.toMatchObject(
      { name: 'DBClusterSnapshotNotFoundFault' },
    );
  });

  it.each<[string, string[], string, RegExp]>([
    [
      'everyone, because it is encrypted',
      ['all'],
      'InvalidParameter',
      /all|public/,
    ],
    [
      'an account that cannot exist',
      ['12345'],
      'InvalidParameterValue',
      /12345/,
    ],
    [
      'more than 20 accounts',
      Array.from({ length: 21 }, (_, index) => String(100000000000 + index)),
      'SharedSnapshotQuotaExceeded',
      /20/,
    ],
  ])('is not shared with %s', async (_whom, accounts, name, message) => {
    await expect(share('first', ...accounts)).rejects.toMatchObject({
      name: expect.stringMatching(name),
      message: expect.stringMatching(message),
    });
  });
});
