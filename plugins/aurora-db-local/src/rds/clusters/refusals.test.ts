import type { RDS } from '@aws-sdk/client-rds';
import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

const creation = {
  DBClusterIdentifier: 'fresh',
  Engine: 'aurora-postgresql',
  MasterUsername: 'postgres',
  MasterUserPassword: 'correct-horse-battery',
  DBSubnetGroupName: 'private',
  ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 1 },
};
const instance = {
  DBInstanceIdentifier: 'fresh-one',
  DBClusterIdentifier: 'plain',
  DBInstanceClass: 'db.serverless',
  Engine: 'aurora-postgresql',
};
const restore = {
  DBClusterIdentifier: 'fresh',
  Engine: 'aurora-postgresql',
  DBSubnetGroupName: 'private',
};
const toTime = {
  DBClusterIdentifier: 'fresh',
  DBSubnetGroupName: 'private',
  SourceDBClusterIdentifier: 'plain',
};
const oneParameter = (
  ParameterName: string,
  ParameterValue: string,
  ApplyMethod: 'immediate' | 'pending-reboot' = 'pending-reboot',
) => ({
  DBClusterParameterGroupName: 'parameters',
  Parameters: [{ ParameterName, ParameterValue, ApplyMethod }],
});

type Refusal = [
  what: string,
  call: (rds: RDS) => Promise<unknown>,
  name: string,
  message: RegExp,
];

const refusals: Refusal[] = [
  [
    'a cluster whose name is taken',
    rds => rds.createDBCluster({ ...creation, DBClusterIdentifier: 'Plain' }),
    'DBClusterAlreadyExistsFault',
    /already exists/,
  ],
  [
    'an identifier with two hyphens together',
    rds => rds.createDBCluster({ ...creation, DBClusterIdentifier: 'a--b' }),
    'InvalidParameterValue',
    /DBClusterIdentifier is not a valid identifier/,
  ],
  [
    'another engine',
    rds => rds.createDBCluster({ ...creation, Engine: 'aurora-mysql' }),
    'InvalidParameterValue',
    /aurora-mysql/,
  ],
  [
    'a key for a cluster that is not to be encrypted',
    rds =>
      rds.createDBCluster({
        ...creation,
        StorageEncrypted: false,
        KmsKeyId: 'alias/aws/rds',
      }),
    'InvalidParameterCombination',
    /KmsKeyId can be specified only for an encrypted cluster/,
  ],
  [
    'a key that does not exist',
    rds =>
      rds.createDBCluster({
        ...creation,
        StorageEncrypted: true,
        KmsKeyId: 'alias/none',
      }),
    'KMSKeyNotAccessibleFault',
    /The specified KMS key \[alias\/none\] does not exist/,
  ],
  [
    'a security group that does not exist',
    rds =>
      rds.createDBCluster({
        ...creation,
        VpcSecurityGroupIds: ['sg-00000000000000000'],
      }),
    'InvalidParameterValue',
    /Invalid security group , groupId= sg-00000000000000000/,
  ],
  [
    'a version that is not offered',
    rds => rds.createDBCluster({ ...creation, EngineVersion: '15.99' }),
    'InvalidParameterCombination',
    /Cannot find version 15.99/,
  ],
  [
    'a short password',
    rds => rds.createDBCluster({ ...creation, MasterUserPassword: 'short' }),
    'InvalidParameterValue',
    /shorter than 8/,
  ],
  [
    'a password with a slash',
    rds =>
      rds.createDBCluster({ ...creation, MasterUserPassword: 'with/a/slash' }),
    'InvalidParameterValue',
    /printable ASCII/,
  ],
  [
    'a reserved master user',
    rds => rds.createDBCluster({ ...creation, MasterUsername: 'rdsadmin' }),
    'InvalidParameterValue',
    /reserved word/,
  ],
  ...['rdsadmin', 'template0', 'template1'].map((name): Refusal => [
    `the reserved database ${name}`,
    rds => rds.createDBCluster({ ...creation, DatabaseName: name }),
    'InvalidParameterValue',
    new RegExp(`${name} cannot be used as it is a reserved word`),
  ]),
  [
    'a capacity between the steps',
    rds =>
      rds.createDBCluster({
        ...creation,
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.7, MaxCapacity: 1 },
      }),
    'InvalidParameterValue',
    /0\.7/,
  ],
  [
    'bounds the wrong way round',
    rds =>
      rds.createDBCluster({
        ...creation,
        ServerlessV2ScalingConfiguration: { MinCapacity: 4, MaxCapacity: 2 },
      }),
    'InvalidParameterValue',
    /greater/,
  ],
  [
    '36 days of backups',
    rds => rds.createDBCluster({ ...creation, BackupRetentionPeriod: 36 }),
    'InvalidParameterValue',
    /36/,
  ],
  ...(
    [
      ['a backup window in words', { PreferredBackupWindow: 'at night' }],
      [
        'a backup window past midnight',
        { PreferredBackupWindow: '23:30-24:00' },
      ],
      [
        'a maintenance window without days',
        { PreferredMaintenanceWindow: '19:00-19:30' },
      ],
    ] as const
  ).map(([what, window]): Refusal => [
    what,
    rds => rds.createDBCluster({ ...creation, ...window }),
    'InvalidParameterValue',
    /Invalid (backup|maintenance) window format: /,
  ]),
  [
    'a backup window of less than half an hour',
    rds =>
      rds.createDBCluster({
        ...creation,
        PreferredBackupWindow: '23:45-00:14',
      }),
    'InvalidParameterValue',
    /23:45-00:14.*at least 30 minutes/,
  ],
  [
    'a maintenance window of less than half an hour',
    rds =>
      rds.modifyDBCluster({
        DBClusterIdentifier: 'plain',
        PreferredMaintenanceWindow: 'sun:10:00-sun:10:29',
      }),
    'InvalidParameterValue',
    /sun:10:00-sun:10:29.*at least 30 minutes/,
  ],
  [
    'windows that overlap',
    rds =>
      rds.createDBCluster({
        ...creation,
        PreferredBackupWindow: '18:00-19:00',
        PreferredMaintenanceWindow: 'Mon:18:59-Mon:19:29',
      }),
    'InvalidParameterCombination',
    /18:00-19:00.*mon:18:59-mon:19:29 must not overlap/,
  ],
  [
    'a new window that overlaps the other one',
    rds =>
      rds.modifyDBCluster({
        DBClusterIdentifier: 'plain',
        PreferredBackupWindow: '18:45-19:15',
      }),
    'InvalidParameterCombination',
    /must not overlap/,
  ],
  [
    "an instance's maintenance in its cluster's backup window",
    rds =>
      rds.createDBInstance({
        ...instance,
        PreferredMaintenanceWindow: 'wed:18:00-wed:18:30',
      }),
    'InvalidParameterCombination',
    /must not overlap/,
  ],
  [
    'an unknown subnet group',
    rds => rds.createDBCluster({ ...creation, DBSubnetGroupName: 'gone' }),
    'DBSubnetGroupNotFoundFault',
    /gone/,
  ],
  [
    'an unknown parameter group',
    rds =>
      rds.createDBCluster({ ...creation, DBClusterParameterGroupName: 'gone' }),
    'DBClusterParameterGroupNotFoundFault',
    /gone/,
  ],
  [
    'advanced insights without 15 months',
    rds =>
      rds.createDBCluster({
        ...creation,
        DatabaseInsightsMode: 'advanced',
        EnablePerformanceInsights: true,
      }),
    'InvalidParameterCombination',
    /465/,
  ],
  [
    'changing a cluster that is not there',
    rds => rds.modifyDBCluster({ DBClusterIdentifier: 'gone' }),
    'DBClusterNotFoundFault',
    /gone not found/,
  ],
  [
    'a downgrade',
    rds =>
      rds.modifyDBCluster({
        DBClusterIdentifier: 'plain',
        EngineVersion: '15.4',
      }),
    'InvalidParameterCombination',
    /Cannot upgrade aurora-postgresql from 15.17 to 15.4/,
  ],
  [
    'an upgrade to nowhere',
    rds =>
      rds.modifyDBCluster({
        DBClusterIdentifier: 'plain',
        EngineVersion: '16.4',
      }),
    'InvalidParameterCombination',
    /Cannot find upgrade target/,
  ],
  [
    'deleting what is protected',
    rds =>
      rds.deleteDBCluster({
        DBClusterIdentifier: 'guarded',
        SkipFinalSnapshot: true,
      }),
    'InvalidParameterCombination',
    /Cannot delete protected Cluster/,
  ],
  [
    'deleting without a word on the final snapshot',
    rds => rds.deleteDBCluster({ DBClusterIdentifier: 'plain' }),
    'InvalidParameterCombination',
    /FinalDBSnapshotIdentifier is required/,
  ],
  [
    'deleting while there are instances',
    rds =>
      rds.deleteDBCluster({
        DBClusterIdentifier: 'plain',
        SkipFinalSnapshot: true,
      }),
    'InvalidDBClusterStateFault',
    /still contains DB instances/,
  ],
  [
    'starting what runs',
    rds => rds.startDBCluster({ DBClusterIdentifier: 'plain' }),
    'InvalidDBClusterStateFault',
    /in available state/,
  ],
  [
    'a failover without a reader',
    rds => rds.failoverDBCluster({ DBClusterIdentifier: 'plain' }),
    'InvalidDBClusterStateFault',
    /no available reader/,
  ],
  [
    'an instance whose name is taken',
    rds =>
      rds.createDBInstance({ ...instance, DBInstanceIdentifier: 'plain-one' }),
    'DBInstanceAlreadyExistsFault',
    /already exists/,
  ],
  [
    'an instance of no cluster',
    rds => rds.createDBInstance({ ...instance, DBClusterIdentifier: 'gone' }),
    'DBClusterNotFoundFault',
    /gone/,
  ],
  [
    'an instance of another version',
    rds => rds.createDBInstance({ ...instance, EngineVersion: '15.4' }),
    'InvalidParameterCombination',
    /does not match/,
  ],
  [
    'an instance without capacity bounds',
    rds =>
      rds.createDBInstance({ ...instance, DBClusterIdentifier: 'unscaled' }),
    'InvalidDBClusterStateFault',
    /Serverless v2 scaling configuration/,
  ],
  [
    'rebooting what is not there',
    rds => rds.rebootDBInstance({ DBInstanceIdentifier: 'gone' }),
    'DBInstanceNotFoundFault',
    /gone not found/,
  ],
  [
    'too few connections',
    rds =>
      rds.modifyDBClusterParameterGroup(oneParameter('max_connections', '3')),
    'InvalidParameterValue',
    /allowed values are: 6-262143/,
  ],
  [
    'a word that log_statement does not know',
    rds =>
      rds.modifyDBClusterParameterGroup(oneParameter('log_statement', 'some')),
    'InvalidParameterValue',
    /none,ddl,mod,all/,
  ],
  [
    'a parameter that there is not',
    rds =>
      rds.modifyDBClusterParameterGroup(oneParameter('max_connection', '100')),
    'InvalidParameterValue',
    /Could not find parameter with name: max_connection/,
  ],
  [
    'a parameter that RDS manages',
    rds => rds.modifyDBClusterParameterGroup(oneParameter('ssl', '0')),
    'InvalidParameterValue',
    /cannot be modified/,
  ],
  [
    'a static parameter at once',
    rds =>
      rds.modifyDBClusterParameterGroup(
        oneParameter('max_connections', '100', 'immediate'),
      ),
    'InvalidParameterCombination',
    /immediate apply method for static parameter/,
  ],
  [
    'changing the default group',
    rds =>
      rds.modifyDBClusterParameterGroup({
        ...oneParameter('max_connections', '100'),
        DBClusterParameterGroupName: 'default.aurora-postgresql15',
      }),
    'InvalidDBParameterGroupStateFault',
    /default/,
  ],
  [
    'deleting a parameter group in use',
    rds =>
      rds.deleteDBClusterParameterGroup({
        DBClusterParameterGroupName: 'parameters',
      }),
    'InvalidDBParameterGroupStateFault',
    /cannot be deleted/,
  ],
  [
    'a subnet group in one zone',
    rds =>
      rds.createDBSubnetGroup({
        DBSubnetGroupName: 'narrow',
        DBSubnetGroupDescription: 'd',
        SubnetIds: ['subnet-0a0b0c0d0e0f0001a'],
      }),
    'DBSubnetGroupDoesNotCoverEnoughAZs',
    /at least 2 AZs/,
  ],
  [
    'a second subnet group of the same name',
    rds =>
      rds.createDBSubnetGroup({
        DBSubnetGroupName: 'private',
        DBSubnetGroupDescription: 'd',
        SubnetIds: ['subnet-0a0b0c0d0e0f0001a', 'subnet-0a0b0c0d0e0f0001c'],
      }),
    'DBSubnetGroupAlreadyExistsFault',
    /'private' already exists/,
  ],
  [
    'a subnet that is not there',
    rds =>
      rds.createDBSubnetGroup({
        DBSubnetGroupName: 'nowhere',
        DBSubnetGroupDescription: 'd',
        SubnetIds: ['subnet-0'],
      }),
    'InvalidSubnet',
    /subnet-0/,
  ],
  [
    'deleting a subnet group in use',
    rds => rds.deleteDBSubnetGroup({ DBSubnetGroupName: 'private' }),
    'InvalidDBSubnetGroupStateFault',
    /still using it/,
  ],
  [
    'a snapshot that is not there',
    rds => rds.deleteDBClusterSnapshot({ DBClusterSnapshotIdentifier: 'gone' }),
    'DBClusterSnapshotNotFoundFault',
    /gone/,
  ],
  [
    'a snapshot of a cluster that does not run',
    rds =>
      rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'halted',
        DBClusterSnapshotIdentifier: 'new',
      }),
    'InvalidDBClusterStateFault',
    /halted is not in the available state: it is stopped/,
  ],
  [
    'a snapshot whose name is taken',
    rds =>
      rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'plain',
        DBClusterSnapshotIdentifier: 'taken',
      }),
    'DBClusterSnapshotAlreadyExistsFault',
    /taken already exists/,
  ],
  [
    'a snapshot of a cluster that is not there',
    rds =>
      rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'gone',
        DBClusterSnapshotIdentifier: 'new',
      }),
    'DBClusterNotFoundFault',
    /gone not found/,
  ],
  [
    'a restore from a snapshot that is not there',
    rds =>
      rds.restoreDBClusterFromSnapshot({
        ...restore,
        SnapshotIdentifier: 'gone',
      }),
    'DBClusterSnapshotNotFoundFault',
    /gone/,
  ],
  [
    'a restore from a snapshot of another account',
    rds =>
      rds.restoreDBClusterFromSnapshot({
        ...restore,
        SnapshotIdentifier:
          'arn:aws:rds:ap-northeast-1:999999999999:cluster-snapshot:taken',
      }),
    'DBClusterSnapshotNotFoundFault',
    /999999999999/,
  ],
  [
    'a restore onto a cluster that exists',
    rds =>
      rds.restoreDBClusterFromSnapshot({
        ...restore,
        DBClusterIdentifier: 'plain',
        SnapshotIdentifier: 'taken',
      }),
    'DBClusterAlreadyExistsFault',
    /already exists/,
  ],
  [
    'a restore with a version older than the snapshot',
    rds =>
      rds.restoreDBClusterFromSnapshot({
        ...restore,
        EngineVersion: '15.4',
        SnapshotIdentifier: 'taken',
      }),
    'InvalidParameterCombination',
    /from 15.17 to 15.4/,
  ],
  [
    'a restore to a time onto a cluster that exists',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        DBClusterIdentifier: 'guarded',
        UseLatestRestorableTime: true,
      }),
    'DBClusterAlreadyExistsFault',
    /already exists/,
  ],
  [
    'a restore to a time that is to come',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        RestoreToTime: new Date(Date.now() + 60_000),
      }),
    'InvalidParameterValue',
    /RestoreToTime .* must be between the EarliestRestorableTime .* and the LatestRestorableTime/,
  ],
  [
    'a restore to a time before the first backup',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        RestoreToTime: new Date('2026-01-01T00:00:00Z'),
      }),
    'InvalidParameterValue',
    /2026-01-01T00:00:00.000Z/,
  ],
  [
    'a restore to a time and to the latest one',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        RestoreToTime: new Date(),
        UseLatestRestorableTime: true,
      }),
    'InvalidParameterCombination',
    /cannot be specified together/,
  ],
  [
    'a restore to no time at all',
    rds => rds.restoreDBClusterToPointInTime(toTime),
    'InvalidParameterCombination',
    /must be specified/,
  ],
  [
    'a clone as of a time',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        RestoreToTime: new Date(),
        RestoreType: 'copy-on-write',
      }),
    'InvalidParameterCombination',
    /copy-on-write/,
  ],
  [
    'a restore of another type',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        UseLatestRestorableTime: true,
        RestoreType: 'partial',
      }),
    'InvalidParameterValue',
    /partial/,
  ],
  [
    'a restore from a cluster that is not there',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        SourceDBClusterIdentifier: 'gone',
        UseLatestRestorableTime: true,
      }),
    'DBClusterNotFoundFault',
    /gone not found/,
  ],
  [
    'a restore from a cluster that has no backup',
    rds =>
      rds.restoreDBClusterToPointInTime({
        ...toTime,
        SourceDBClusterIdentifier: 'unscaled',
        UseLatestRestorableTime: true,
      }),
    'InvalidDBClusterStateFault',
    /unscaled .* not yet a time/,
  ],
  [
    'keeping automated backups of a deleted cluster',
    rds =>
      rds.deleteDBCluster({
        DBClusterIdentifier: 'unscaled',
        SkipFinalSnapshot: true,
        DeleteAutomatedBackups: false,
      }),
    'InvalidParameterValue',
    /DeleteAutomatedBackups/,
  ],
  [
    'a subscription to a topic that is not there',
    rds =>
      rds.createEventSubscription({
        SubscriptionName: 's',
        SnsTopicArn: 'arn:aws:sns:ap-northeast-1:123456789012:gone',
      }),
    'SNSTopicArnNotFoundFault',
    /gone/,
  ],
  [
    'tags of what is not there',
    rds =>
      rds.listTagsForResource({
        ResourceName: 'arn:aws:rds:ap-northeast-1:123456789012:cluster:gone',
      }),
    'DBClusterNotFoundFault',
    /gone/,
  ],
  [
    'an unknown filter',
    rds =>
      rds.describeDBClusters({
        Filters: [{ Name: 'colour', Values: ['blue'] }],
      }),
    'InvalidParameterValue',
    /colour/,
  ],
];

describe('RDS refuses', () => {
  let test: TestRds;

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('plain');
    await test.createCluster('guarded', { DeletionProtection: true });
    await test.createCluster('unscaled', {
      ServerlessV2ScalingConfiguration: undefined,
    });
    await test.createCluster('halted');
    await test.createInstance('plain', 'plain-one');
    await test.createInstance('halted', 'halted-one');
    await Promise.all(
      ['plain', 'guarded', 'unscaled', 'halted'].map(name => test.until(name)),
    );
    await test.rds.stopDBCluster({ DBClusterIdentifier: 'halted' });
    await test.until('halted', 'stopped');
    await test.untilRestorable('plain');
    await test.rds.createDBClusterSnapshot({
      DBClusterIdentifier: 'plain',
      DBClusterSnapshotIdentifier: 'taken',
    });
    await test.until('plain');
  });

  afterAll(() => test?.stop());

  it.each(refusals)('%s', async (_what, call, name, message) => {
    await expect(call(test.rds)).rejects.toMatchObject({
      name: expect.stringMatching(new RegExp(`^${name}(Exception)?$`)),
      message: expect.stringMatching(message),
    });
  });

  it('a snapshot whose name is in use, and does not change the existing one', async () => {
    await expect(
      test.rds.createDBClusterSnapshot({
        DBClusterIdentifier: 'plain',
        DBClusterSnapshotIdentifier: 'taken',
      }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/^DBClusterSnapshotAlreadyExists/),
    });
    const { DBClusters } = await test.rds.describeDBClusters({
      DBClusterIdentifier: 'plain',
    });
    expect(DBClusters).toMatchObject([{ Status: 'available' }]);
  });

  it('one of two concurrent requests for a snapshot', async () => {
    const asked = await Promise.allSettled(
      ['first', 'second'].map(DBClusterSnapshotIdentifier =>
        test.rds.createDBClusterSnapshot({
          DBClusterIdentifier: 'plain',
          DBClusterSnapshotIdentifier,
        }),
      ),
    );
    expect(
      asked.flatMap(one => (one.status === 'rejected' ? [one.reason] : [])),
    ).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/^InvalidDBClusterStateFault/),
        message: expect.stringContaining('backing-up'),
      }),
    ]);
    await test.until('plain');
    const { DBClusterSnapshots = [] } =
      await test.rds.describeDBClusterSnapshots({
        DBClusterIdentifier: 'plain',
        SnapshotType: 'manual',
      });
    expect(DBClusterSnapshots).toHaveLength(2);
    expect(DBClusterSnapshots.map(({ Status }) => Status)).toEqual([
      'available',
      'available',
    ]);
  });

  it('and changes nothing', async () => {
    const { DBClusters = [] } = await test.rds.describeDBClusters({});
    expect(
      DBClusters.map(({ DBClusterIdentifier, Status }) => [
        DBClusterIdentifier,
        Status,
      ]),
    ).toEqual([
      ['guarded', 'available'],
      ['halted', 'stopped'],
      ['plain', 'available'],
      ['unscaled', 'available'],
    ]);
    const { DBSubnetGroups = [] } = await test.rds.describeDBSubnetGroups({});
    expect(
      DBSubnetGroups.map(({ DBSubnetGroupName }) => DBSubnetGroupName),
    ).toEqual(['private']);
  });
});
