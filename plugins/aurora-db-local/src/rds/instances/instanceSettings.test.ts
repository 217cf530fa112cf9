import type { RDS } from '@aws-sdk/client-rds';
import { holdCall } from '../../testing/holdCall';
import { advanceTime, weekSeconds } from '../testing/advanceTime';
import { createServiceRole } from '../testing/foundations';
import { startRds, type TestRds } from '../testing/startRds';
import { distantBackupWindow, windowIn } from '../testing/windowsFromNow';
import { InstanceChanges } from './InstanceChanges';

jest.setTimeout(180_000);

const role = 'arn:aws:iam::123456789012:role/monitoring';

describe('an instance', () => {
  let test: TestRds;
  const shown = async (DBInstanceIdentifier: string) => {
    const { DBInstances: [instance] = [] } = await test.rds.describeDBInstances(
      { DBInstanceIdentifier },
    );
    return instance;
  };
  const modify = (input: Parameters<RDS['modifyDBInstance']>[0]) =>
    test.rds.modifyDBInstance(input);

  beforeAll(async () => {
    test = await startRds();
    for (const name of ['monitoring', 'monitoring-2']) {
      await createServiceRole(
        test.endpoint,
        name,
        'monitoring.rds.amazonaws.com',
      );
    }
    await test.createCluster('orders', {
      PreferredBackupWindow: distantBackupWindow(),
      PreferredMaintenanceWindow: windowIn(48),
    });
    await test.rds.createDBInstance({
      DBInstanceIdentifier: 'one',
      DBClusterIdentifier: 'orders',
      DBInstanceClass: 'db.serverless',
      Engine: 'aurora-postgresql',
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 93,
      MonitoringInterval: 60,
      MonitoringRoleArn: role,
      PreferredMaintenanceWindow: windowIn(72),
    });
    await test.createInstance('orders', 'two');
    await test.until('orders');
  });
  afterAll(() => test?.stop());

  it('has Performance Insights and Enhanced Monitoring of its own', async () => {
    const one = await shown('one');
    expect(one).toMatchObject({
      PerformanceInsightsEnabled: true,
      PerformanceInsightsRetentionPeriod: 93,
      PerformanceInsightsKMSKeyId: expect.stringMatching(/^arn:aws:kms:/),
      MonitoringInterval: 60,
      MonitoringRoleArn: role,
      EnhancedMonitoringResourceArn: `arn:aws:logs:ap-northeast-1:123456789012:log-group:RDSOSMetrics:log-stream:${one?.DbiResourceId}`,
    });
    expect(await shown('two')).toMatchObject({
      PerformanceInsightsEnabled: false,
      MonitoringInterval: 0,
    });
  });

  it('waits for its window with a new class, certificate and identifier', async () => {
    const { DBInstance } = await modify({
      DBInstanceIdentifier: 'one',
      DBInstanceClass: 'db.r6g.large',
      CACertificateIdentifier: 'rds-ca-ecc384-g1',
      NewDBInstanceIdentifier: 'First',
    });
    expect(DBInstance).toMatchObject({
      DBInstanceStatus: 'available',
      DBInstanceClass: 'db.serverless',
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      PendingModifiedValues: {
        DBInstanceClass: 'db.r6g.large',
        CACertificateIdentifier: 'rds-ca-ecc384-g1',
        DBInstanceIdentifier: 'first',
      },
    });
    // Otherwise, the identifier changes at once.
    const { late, letGo } = holdCall(InstanceChanges.prototype.rename);
    jest
      .spyOn(InstanceChanges.prototype, 'rename')
      .mockImplementationOnce(late);
    try {
      await advanceTime(test.endpoint, weekSeconds);
      expect(await shown('one')).toMatchObject({
        DBInstanceStatus: 'renaming',
      });
    } finally {
      letGo();
    }
    const { members } = await test.until('orders');
    expect(members).toEqual({
      first: 'writer in-sync',
      two: 'reader in-sync',
    });
    const { PendingModifiedValues, ...first } = (await shown('first')) ?? {};
    expect(PendingModifiedValues).toEqual({});
    expect(first).toMatchObject({
      DBInstanceArn: 'arn:aws:rds:ap-northeast-1:123456789012:db:first',
      DBInstanceClass: 'db.r6g.large',
      CACertificateIdentifier: 'rds-ca-ecc384-g1',
      MonitoringInterval: 60,
    });
    await expect(shown('one')).rejects.toThrow('DBInstance one not found');
  });

  it('applies what waits with the next immediate change', async () => {
    await modify({
      DBInstanceIdentifier: 'two',
      NewDBInstanceIdentifier: 'second',
    });
    await modify({
      DBInstanceIdentifier: 'two',
      PromotionTier: 0,
      ApplyImmediately: true,
    });
    await test.until('orders');
    expect(await shown('second')).toMatchObject({ PromotionTier: 0 });
    await test.rds.failoverDBCluster({ DBClusterIdentifier: 'orders' });
    const { members } = await test.until('orders');
    expect(members).toEqual({
      first: 'reader in-sync',
      second: 'writer in-sync',
    });
  });

  const own = { MonitoringInterval: 30, MonitoringRoleArn: role };
  it('has the Performance Insights and the Enhanced Monitoring of its cluster', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      ...own,
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 465,
      DatabaseInsightsMode: 'advanced',
    });
    await test.until('orders');
    expect(await shown('first')).toMatchObject({
      ...own,
      PerformanceInsightsRetentionPeriod: 465,
      DatabaseInsightsMode: 'advanced',
    });
  });

  it.each([
    [
      { MonitoringInterval: 60 },
      'MonitoringInterval conflicts with cluster level parameter.',
      'Combination',
    ],
    [
      { MonitoringRoleArn: `${role}-2` },
      'MonitoringRoleArn conflicts with cluster level',
      'Combination',
    ],
    [{ EnablePerformanceInsights: false }, 'true', 'Combination'],
    [
      {
        EnablePerformanceInsights: true,
        PerformanceInsightsRetentionPeriod: 7,
      },
      '465',
      'Combination',
    ],
    [{ DatabaseInsightsMode: 'standard' as const }, 'advanced', 'Combination'],
    [{ DBSubnetGroupName: 'public' }, 'private', 'Combination'],
    [
      { EngineVersion: '15.17' },
      'Modify the DB engine version for the DB Cluster using the ModifyDbCluster API',
      'Combination',
    ],
    [
      { MasterUserPassword: 'some-password' },
      'Modify master user password',
      'Combination',
    ],
    [
      { VpcSecurityGroupIds: ['sg-1'] },
      'Modify vpc security group',
      'Combination',
    ],
    [{ DeletionProtection: true }, 'Modify deletion protection', 'Combination'],
    [{ AllocatedStorage: 20 }, 'Storage grows based on usage', 'Combination'],
    [{ Iops: 3_000 }, 'Iops', 'Value'],
  ])('is not changed by %j, but refused', async (input, words, kind) => {
    await expect(
      modify({ DBInstanceIdentifier: 'first', ...input }),
    ).rejects.toMatchObject({
      name: `InvalidParameter${kind}`,
      message: expect.stringContaining(words),
    });
  });

  it('takes neither an unknown certificate authority nor the identifier of another instance', async () => {
    await expect(
      modify({
        DBInstanceIdentifier: 'first',
        CACertificateIdentifier: 'rds-ca-2019',
      }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/^CertificateNotFound/),
    });
    await expect(
      modify({
        DBInstanceIdentifier: 'first',
        NewDBInstanceIdentifier: 'second',
      }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(/^DBInstanceAlreadyExists/),
    });
  });

  it('has none of its own after its cluster ended them', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'orders',
      MonitoringInterval: 0,
      EnablePerformanceInsights: false,
      DatabaseInsightsMode: 'standard',
    });
    await test.until('orders');
    expect(await shown('first')).toMatchObject({
      MonitoringInterval: 0,
      PerformanceInsightsEnabled: false,
      DatabaseInsightsMode: 'standard',
    });
  });
});
