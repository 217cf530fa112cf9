import type { RDS } from '@aws-sdk/client-rds';
import { createServiceRole } from '../testing/foundations';
import { startRds, type TestRds } from '../testing/startRds';

type Modification = Partial<Parameters<RDS['modifyDBCluster']>[0]>;
const DBClusterIdentifier = 'orders';
const role = 'arn:aws:iam::123456789012:role/imports';

describe('the settings of a cluster', () => {
  let test: TestRds;
  const shown = async () => {
    const { DBClusters: [cluster] = [] } = await test.rds.describeDBClusters({
      DBClusterIdentifier,
    });
    return cluster;
  };

  beforeAll(async () => {
    test = await startRds();
    await createServiceRole(
      test.endpoint,
      'imports',
      'rds.amazonaws.com',
      'monitoring.rds.amazonaws.com',
    );
    await test.createCluster(DBClusterIdentifier, {
      ServerlessV2ScalingConfiguration: {
        MinCapacity: 0,
        MaxCapacity: 2,
        SecondsUntilAutoPause: 3_600,
      },
      StorageType: 'aurora-iopt1',
      AutoMinorVersionUpgrade: false,
      EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    });
    await test.until(DBClusterIdentifier);
  });
  afterAll(() => test?.stop());

  it('are described as they were asked for', async () => {
    expect(await shown()).toMatchObject({
      ServerlessV2ScalingConfiguration: { SecondsUntilAutoPause: 3_600 },
      StorageType: 'aurora-iopt1',
      AutoMinorVersionUpgrade: false,
      EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    });
  });

  it.each<[Modification, string, RegExp]>([
    [
      { ServerlessV2ScalingConfiguration: { SecondsUntilAutoPause: 299 } },
      'InvalidParameterValue',
      /299 must be from 300 to 86400/,
    ],
    [
      { ServerlessV2ScalingConfiguration: { SecondsUntilAutoPause: 86_401 } },
      'InvalidParameterValue',
      /86401 must be from 300 to 86400/,
    ],
    [
      {
        ServerlessV2ScalingConfiguration: {
          MinCapacity: 1,
          SecondsUntilAutoPause: 600,
        },
      },
      'InvalidParameterValue',
      /only be specified when minimum capacity is 0/,
    ],
    [
      { VpcSecurityGroupIds: ['sg-00000000000000000'] },
      'InvalidParameterValue',
      /Invalid security group , groupId= sg-00000000000000000/,
    ],
    [
      {
        EnablePerformanceInsights: true,
        PerformanceInsightsKMSKeyId: 'alias/none',
      },
      'KMSKeyNotAccessibleFault',
      /The specified KMS key \[alias\/none\] does not exist/,
    ],
    [
      { MonitoringInterval: 60, MonitoringRoleArn: `${role}-2` },
      'InvalidParameterValue',
      /imports-2 must be a role of account 123456789012 that trusts monitoring.rds.amazonaws.com/,
    ],
    [
      { MonitoringInterval: 60 },
      'InvalidParameterCombination',
      /MonitoringRoleARN value is required/,
    ],
    [
      { MonitoringRoleArn: role },
      'InvalidParameterCombination',
      /MonitoringInterval value other than 0/,
    ],
    [
      { MonitoringInterval: 60, MonitoringRoleArn: 'imports' },
      'InvalidParameterValue',
      /imports is not the ARN of an IAM role/,
    ],
    [
      { MonitoringInterval: 31, MonitoringRoleArn: role },
      'InvalidParameterValue',
      /31.*0, 1, 5, 10, 15, 30, 60/,
    ],
    [
      {
        EnablePerformanceInsights: true,
        PerformanceInsightsRetentionPeriod: 94,
      },
      'InvalidParameterValue',
      /retention period/,
    ],
    [
      { PerformanceInsightsRetentionPeriod: 93 },
      'InvalidParameterCombination',
      /EnablePerformanceInsights/,
    ],
    [
      {
        DatabaseInsightsMode: 'advanced',
        EnablePerformanceInsights: true,
        PerformanceInsightsRetentionPeriod: 434,
      },
      'InvalidParameterCombination',
      /465 days/,
    ],
    [
      { DBClusterInstanceClass: 'db.r6g.large' },
      'InvalidParameterCombination',
      /DbClusterInstanceClass isn't supported/,
    ],
    [{ StorageType: 'gp3' }, 'InvalidParameterValue', /gp3/],
    [{ NetworkType: 'DUAL' }, 'NetworkTypeNotSupported', /DUAL/],
    [{ Port: 5_433 }, 'InvalidParameterValue', /Port/],
    [
      { NewDBClusterIdentifier: 'others' },
      'InvalidParameterValue',
      /NewDBClusterIdentifier/,
    ],
    [{ BacktrackWindow: 60 }, 'InvalidParameterValue', /BacktrackWindow/],
    [{ Domain: 'd-1' }, 'InvalidParameterValue', /Kerberos/],
  ])('are refused if RDS would refuse %j', async (input, name, message) => {
    await expect(
      test.rds.modifyDBCluster({
        DBClusterIdentifier,
        ApplyImmediately: true,
        ...input,
      }),
    ).rejects.toMatchObject({
      name: expect.stringMatching(new RegExp(`^${name}`)),
      message: expect.stringMatching(message),
    });
  });

  it('take values that ask for nothing', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier,
      BacktrackWindow: 0,
      EnableGlobalWriteForwarding: false,
      NetworkType: 'IPV4',
      ApplyImmediately: true,
    });
    await test.until(DBClusterIdentifier);
    expect(await shown()).toMatchObject({
      ServerlessV2ScalingConfiguration: { SecondsUntilAutoPause: 3_600 },
    });
  });

  it('keep advanced Database Insights from losing what they need', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier,
      EnablePerformanceInsights: true,
      PerformanceInsightsRetentionPeriod: 465,
      DatabaseInsightsMode: 'advanced',
    });
    await test.until(DBClusterIdentifier);
    for (const input of [
      { PerformanceInsightsRetentionPeriod: 7 },
      { EnablePerformanceInsights: false },
    ]) {
      await expect(
        test.rds.modifyDBCluster({ DBClusterIdentifier, ...input }),
      ).rejects.toThrow(/at least 465 days/);
    }
  });

  it('have roles, one for each feature', async () => {
    const add = (FeatureName?: string, RoleArn = role) =>
      test.rds.addRoleToDBCluster({
        DBClusterIdentifier,
        RoleArn,
        FeatureName,
      });
    await add('s3Import');
    await add('Lambda');
    expect((await shown())?.AssociatedRoles).toEqual([
      { RoleArn: role, Status: 'ACTIVE', FeatureName: 's3Import' },
      { RoleArn: role, Status: 'ACTIVE', FeatureName: 'Lambda' },
    ]);
    await expect(add('s3Import')).rejects.toMatchObject({
      name: expect.stringMatching(/^DBClusterRoleAlreadyExists/),
    });
    await expect(add()).rejects.toThrow(/feature-name/);
    await expect(add('SageMaker', `${role}-2`)).rejects.toThrow(/imports-2/);
    await expect(add('s3Teleport')).rejects.toThrow(/s3Teleport/);
    const remove = () =>
      test.rds.removeRoleFromDBCluster({
        DBClusterIdentifier,
        RoleArn: role,
        FeatureName: 's3Import',
      });
    await remove();
    await expect(remove()).rejects.toMatchObject({
      name: expect.stringMatching(/^DBClusterRoleNotFound/),
    });
    expect((await shown())?.AssociatedRoles).toEqual([
      { RoleArn: role, Status: 'ACTIVE', FeatureName: 'Lambda' },
    ]);
  });
});
