import { setTimeout as delay } from 'node:timers/promises';
import { startRds, type TestCluster, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

describe('instance parameter groups', () => {
  let test: TestRds;
  let cluster: TestCluster;

  const parameters = (
    values: Record<string, string>,
    ApplyMethod: 'immediate' | 'pending-reboot',
  ) =>
    Object.entries(values).map(([ParameterName, ParameterValue]) => ({
      ParameterName,
      ParameterValue,
      ApplyMethod,
    }));
  const setOf = (
    group: string,
    values: Record<string, string>,
    method: 'immediate' | 'pending-reboot' = 'pending-reboot',
  ) =>
    test.rds.modifyDBParameterGroup({
      DBParameterGroupName: group,
      Parameters: parameters(values, method),
    });
  const setOfCluster = (
    values: Record<string, string>,
    method: 'immediate' | 'pending-reboot',
  ) =>
    test.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: parameters(values, method),
    });
  const shown = async (name: string, host = cluster.writer) =>
    (
      await test.query(cluster, `SELECT current_setting('${name}') AS value`, {
        host,
      })
    )[0]?.value;
  const statusOf = async (instance: string) => {
    const { DBInstances: [found] = [] } = await test.rds.describeDBInstances({
      DBInstanceIdentifier: instance,
    });
    return found?.DBParameterGroups?.[0]?.ParameterApplyStatus;
  };
  const lastEvent = async (instance: string) => {
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-instance',
      SourceIdentifier: instance,
    });
    return Events.at(-1)?.Message;
  };

  beforeAll(async () => {
    test = await startRds();
    for (const DBParameterGroupName of ['writing', 'reading']) {
      await test.rds.createDBParameterGroup({
        DBParameterGroupName,
        DBParameterGroupFamily: 'aurora-postgresql15',
        Description: 'of the test',
      });
    }
    await setOfCluster(
      { work_mem: '5000', deadlock_timeout: '900' },
      'immediate',
    );
    await setOf('writing', { work_mem: '6000' });
    await setOf('reading', { work_mem: '7000', max_connections: '250' });
    await test.createCluster('split');
    for (const [identifier, DBParameterGroupName] of [
      ['one', 'writing'],
      ['two', 'reading'],
    ]) {
      await test.rds.createDBInstance({
        DBInstanceIdentifier: identifier,
        DBClusterIdentifier: 'split',
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
        DBParameterGroupName,
      });
    }
    cluster = await test.until('split');
  });
  afterAll(() => test?.stop());

  it('have precedence over the group of the cluster, each for its instance', async () => {
    expect([
      await shown('work_mem'),
      await shown('work_mem', cluster.reader),
    ]).toEqual(['6000kB', '7000kB']);
    expect([
      await shown('max_connections'),
      await shown('max_connections', cluster.reader),
    ]).toEqual(['189', '250']);
    expect([
      await shown('deadlock_timeout'),
      await shown('deadlock_timeout', cluster.reader),
    ]).toEqual(['900ms', '900ms']);
  });

  it('change at once, or at the reboot that the apply method asks for', async () => {
    await setOf('writing', { work_mem: '6100' }, 'immediate');
    await setOf('writing', { lock_timeout: '777' });
    while ((await shown('work_mem')) !== '6100kB') {
      await delay(50);
    }
    expect(await shown('lock_timeout')).toBe('0');
    expect([await statusOf('one'), await statusOf('two')]).toEqual([
      'pending-reboot',
      'in-sync',
    ]);
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'one' });
    await test.until('split');
    expect(await shown('lock_timeout')).toBe('777ms');
    expect(await statusOf('one')).toBe('in-sync');
    const { Parameters } = await test.rds.describeDBParameters({
      DBParameterGroupName: 'writing',
      Source: 'user',
    });
    expect(
      Parameters?.map(({ ParameterName, ApplyMethod }) => [
        ParameterName,
        ApplyMethod,
      ]),
    ).toEqual([
      ['lock_timeout', 'pending-reboot'],
      ['work_mem', 'immediate'],
    ]);
  });

  it('that are associated with a running instance wait for its reboot', async () => {
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'two',
      DBParameterGroupName: 'writing',
      ApplyImmediately: true,
    });
    await test.until('split');
    expect(await shown('work_mem', cluster.reader)).toBe('7000kB');
    expect(await statusOf('two')).toBe('pending-reboot');
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'two' });
    await test.until('split');
    expect(await shown('work_mem', cluster.reader)).toBe('6100kB');
  });

  it('wait for a reboot if the capacity changed from which a static parameter follows', async () => {
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'split',
      ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 2 },
      ApplyImmediately: true,
    });
    const changed = await test.until('split');
    expect(changed.members.one).toBe('writer pending-reboot');
    expect(await shown('max_connections')).toBe('189');
    await test.rds.rebootDBInstance({ DBInstanceIdentifier: 'one' });
    expect((await test.until('split')).members.one).toBe('writer in-sync');
    expect(await shown('max_connections')).toBe('400');
  });

  it('with a value that the running server refuses do not hide it', async () => {
    await setOfCluster({ timezone: 'Nowhere/City' }, 'immediate');
    while (!(await lastEvent('one'))?.includes('timezone=Nowhere/City')) {
      await delay(50);
    }
    expect(await shown('timezone')).toBe('UTC');
    expect((await test.until('split')).members.one).toBe(
      'writer failed-to-apply',
    );
    await setOfCluster({ timezone: 'Asia/Tokyo' }, 'immediate');
    while ((await shown('timezone')) !== 'Asia/Tokyo') {
      await delay(50);
    }
    expect((await test.until('split')).members.one).toBe('writer in-sync');
  });

  it('decide with the cluster group about the TLS versions and passwords of clients', async () => {
    await setOfCluster(
      { ssl_min_protocol_version: 'TLSv1.3', password_encryption: 'md5' },
      'immediate',
    );
    const withOld = () =>
      test.query(cluster, 'SELECT 1 AS one', {
        ssl: { ca: test.authority, maxVersion: 'TLSv1.2' },
      });
    await expect(withOld()).rejects.toThrow(/protocol version/);
    await test.query(
      cluster,
      `CREATE ROLE older LOGIN PASSWORD 'not a secret'`,
    );
    const older = { user: 'older', password: 'not a secret' };
    await expect(
      test.query(cluster, 'SELECT current_user AS me', older),
    ).resolves.toEqual([{ me: 'older' }]);
    await setOfCluster(
      {
        ssl_min_protocol_version: 'TLSv1.2',
        'rds.accepted_password_auth_method': 'scram',
      },
      'immediate',
    );
    await expect(withOld()).resolves.toEqual([{ one: 1 }]);
    await expect(
      test.query(cluster, 'SELECT current_user AS me', older),
    ).rejects.toThrow(/password authentication failed/);
  });
});
