import { rm } from 'node:fs/promises';
import type { RDS } from '@aws-sdk/client-rds';
import { createAuroraLocal } from '../../createAuroraLocal';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { advanceTime, weekSeconds } from '../testing/advanceTime';
import { connectRds, masterPassword, startRds } from '../testing/startRds';
import { distantBackupWindow, windowIn } from '../testing/windowsFromNow';

jest.setTimeout(180_000);

const DBClusterIdentifier = 'orders';
const nextPassword = 'another-password-of-it';

async function describeOrders(rds: RDS) {
  const { DBClusters: [cluster] = [] } = await rds.describeDBClusters({
    DBClusterIdentifier,
  });
  return cluster;
}

describe('changes of a cluster without ApplyImmediately', () => {
  let test: Awaited<ReturnType<typeof startRds>>;
  const modify = (input: Parameters<RDS['modifyDBCluster']>[0]) =>
    test.rds.modifyDBCluster(input);
  const shown = () => describeOrders(test.rds);

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster(DBClusterIdentifier, {
      EngineVersion: '15.4',
      PreferredBackupWindow: distantBackupWindow(),
      PreferredMaintenanceWindow: windowIn(48),
    });
    await test.createInstance(DBClusterIdentifier, 'one');
    await test.until(DBClusterIdentifier);
  });
  afterAll(() => test?.stop());

  it('wait, if RDS defers them, and are described', async () => {
    const { DBCluster } = await modify({
      DBClusterIdentifier,
      EngineVersion: '15.17',
      EnableIAMDatabaseAuthentication: true,
      MasterUserPassword: nextPassword,
    });
    expect(DBCluster).toMatchObject({
      Status: 'available',
      EngineVersion: '15.4',
      IAMDatabaseAuthenticationEnabled: false,
      PendingModifiedValues: {
        EngineVersion: '15.17',
        IAMDatabaseAuthenticationEnabled: true,
        MasterUserPassword: '****',
      },
    });
    const cluster = await test.until(DBClusterIdentifier);
    await expect(test.query(cluster, 'SELECT 1')).resolves.toHaveLength(1);
  });

  it('apply at once, if RDS does not defer them, and the others still wait', async () => {
    await modify({ DBClusterIdentifier, BackupRetentionPeriod: 5 });
    await test.until(DBClusterIdentifier);
    expect(await shown()).toMatchObject({
      BackupRetentionPeriod: 5,
      EngineVersion: '15.4',
      PendingModifiedValues: { EngineVersion: '15.17' },
    });
  });

  it('are taken back by the present value', async () => {
    await modify({
      DBClusterIdentifier,
      EnableIAMDatabaseAuthentication: false,
    });
    const { PendingModifiedValues } = (await shown()) ?? {};
    expect(PendingModifiedValues).toEqual({
      EngineVersion: '15.17',
      MasterUserPassword: '****',
    });
  });

  it('are no pending maintenance actions, as on AWS', async () => {
    await expect(
      test.rds.describePendingMaintenanceActions({}),
    ).resolves.toMatchObject({ PendingMaintenanceActions: [] });
  });

  it('still wait shortly before the window', async () => {
    await advanceTime(test.endpoint, 47 * 3_600);
    expect(await shown()).toMatchObject({
      Status: 'available',
      PendingModifiedValues: { EngineVersion: '15.17' },
    });
  });

  it('begin in the window', async () => {
    await advanceTime(test.endpoint, 1.5 * 3_600);
    expect(await shown()).toMatchObject({ Status: 'upgrading' });
    const cluster = await test.until(DBClusterIdentifier);
    expect(await shown()).toMatchObject({ EngineVersion: '15.17' });
    expect((await shown())?.PendingModifiedValues).toBeUndefined();
    await expect(
      test.query(cluster, 'SHOW server_version', { password: nextPassword }),
    ).resolves.toEqual([{ server_version: '15.17' }]);
    await expect(test.query(cluster, 'SELECT 1')).rejects.toThrow(
      /password authentication failed/,
    );
  });

  it('apply with the next change that applies immediately', async () => {
    await modify({
      DBClusterIdentifier,
      EnableIAMDatabaseAuthentication: true,
      MasterUserPassword: masterPassword,
      PreferredMaintenanceWindow: windowIn(96),
    });
    await test.until(DBClusterIdentifier);
    expect(await shown()).toMatchObject({
      IAMDatabaseAuthenticationEnabled: false,
    });
    await modify({
      DBClusterIdentifier,
      BackupRetentionPeriod: 6,
      ApplyImmediately: true,
    });
    const cluster = await test.until(DBClusterIdentifier);
    expect(await shown()).toMatchObject({
      IAMDatabaseAuthenticationEnabled: true,
    });
    await expect(test.query(cluster, 'SELECT 1')).resolves.toHaveLength(1);
  });

  it('of the password do not wait if RDS takes over the password', async () => {
    await modify({ DBClusterIdentifier, MasterUserPassword: nextPassword });
    await modify({ DBClusterIdentifier, ManageMasterUserPassword: true });
    const cluster = await test.until(DBClusterIdentifier);
    expect(await shown()).toMatchObject({
      MasterUserSecret: { SecretStatus: 'active' },
    });
    expect((await shown())?.PendingModifiedValues).toBeUndefined();
    await advanceTime(test.endpoint, weekSeconds);
    await test.until(DBClusterIdentifier);
    await expect(
      test.query(cluster, 'SELECT 1', { password: nextPassword }),
    ).rejects.toThrow(/password authentication failed/);
  });
});

it('the clock and the changes that wait survive a restart', async () => {
  const stateDirectory = await makeStateDirectory();
  let endpoint = await createAuroraLocal({ stateDirectory });
  try {
    let test = await connectRds(endpoint);
    await test.createGroups();
    await test.createCluster(DBClusterIdentifier, {
      PreferredBackupWindow: distantBackupWindow(),
      PreferredMaintenanceWindow: windowIn(72),
    });
    await test.until(DBClusterIdentifier);
    await advanceTime(endpoint, 48 * 3_600);
    await test.rds.modifyDBCluster({
      DBClusterIdentifier,
      EnableIAMDatabaseAuthentication: true,
    });
    await endpoint.stop();
    endpoint = await createAuroraLocal({ stateDirectory });
    test = await connectRds(endpoint);
    expect(await describeOrders(test.rds)).toMatchObject({
      IAMDatabaseAuthenticationEnabled: false,
      PendingModifiedValues: { IAMDatabaseAuthenticationEnabled: true },
    });
    // With the 48 hours of the first run, the window is open.
    await advanceTime(endpoint, 24.5 * 3_600);
    await test.until(DBClusterIdentifier);
    expect(await describeOrders(test.rds)).toMatchObject({
      IAMDatabaseAuthenticationEnabled: true,
    });
  } finally {
    await endpoint.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  }
});
