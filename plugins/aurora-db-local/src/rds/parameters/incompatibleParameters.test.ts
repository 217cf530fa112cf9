import { createAuroraLocal, type AuroraLocal } from '../../createAuroraLocal';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { connectRds, type ConnectedRds } from '../testing/startRds';

jest.setTimeout(180_000);

const incompatible = 'incompatible-parameters';

describe('an instance whose server does not start with its parameters', () => {
  let stateDirectory: string;
  let endpoint: AuroraLocal;
  let test: ConnectedRds;

  const start = async () => {
    endpoint = await createAuroraLocal({ stateDirectory });
    test = await connectRds(endpoint);
  };
  const set = (values: Record<string, string>) =>
    test.rds.modifyDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      Parameters: Object.entries(values).map(
        ([ParameterName, ParameterValue]) => ({
          ParameterName,
          ParameterValue,
          ApplyMethod: 'pending-reboot',
        }),
      ),
    });
  const reset = () =>
    test.rds.resetDBClusterParameterGroup({
      DBClusterParameterGroupName: 'parameters',
      ResetAllParameters: true,
    });
  const statuses = async () => {
    const { DBInstances = [] } = await test.rds.describeDBInstances({});
    return DBInstances.map(({ DBInstanceStatus }) => DBInstanceStatus);
  };
  const reboot = async (DBInstanceIdentifier: string) => {
    await test.rds.rebootDBInstance({ DBInstanceIdentifier });
    while ((await statuses()).includes('rebooting')) {
      // Each call is a wait.
    }
  };
  const lastEvent = async (SourceIdentifier: string) => {
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-instance',
      SourceIdentifier,
    });
    return Events.at(-1)?.Message;
  };

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    await start();
    await test.createGroups();
    await test.createCluster('stuck');
    await test.createInstance('stuck', 'one');
    await test.createInstance('stuck', 'two');
    await test.query(
      await test.until('stuck'),
      'CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)',
    );
  });
  afterAll(() => endpoint?.stop());

  it.each([
    ['shared_buffers', { shared_buffers: '262144' }, /bytes of memory/],
    [
      'max_locks_per_transaction',
      { max_locks_per_transaction: '2147483647' },
      /allocate memory/,
    ],
    ['timezone', { timezone: 'Nowhere' }, /invalid value/],
    [
      'ssl_min_protocol_version',
      {
        ssl_min_protocol_version: 'TLSv1.3',
        ssl_max_protocol_version: 'TLSv1.2',
      },
      /cannot be higher/,
    ],
  ])(
    'names %s in its event, and starts with all data after a correction and a reboot',
    async (name, values, reason) => {
      await set(values);
      await reboot('one');
      expect(await statuses()).toEqual([incompatible, incompatible]);
      const message = await lastEvent('one');
      expect(message).toContain(
        `put into ${incompatible}. It does not start with`,
      );
      expect(message).toContain(
        `${name}=${Object.entries(values).find(([one]) => one === name)?.[1]}`,
      );
      expect(message).toMatch(reason);
      expect(message).not.toContain(stateDirectory);
      await reset();
      expect(await statuses()).toEqual([incompatible, incompatible]);
      await reboot('one');
      const cluster = await test.until('stuck');
      for (const host of [cluster.writer, cluster.reader]) {
        await expect(
          test.query(cluster, 'SELECT id FROM kept', { host }),
        ).resolves.toEqual([{ id: 1 }]);
      }
    },
  );

  it('refuses other changes, keeps its status over a restart, and can be deleted', async () => {
    await test.rds.createDBParameterGroup({
      DBParameterGroupName: 'of-readers',
      DBParameterGroupFamily: 'aurora-postgresql15',
      Description: 'of the test',
    });
    await test.rds.modifyDBParameterGroup({
      DBParameterGroupName: 'of-readers',
      Parameters: [
        {
          ParameterName: 'shared_buffers',
          ParameterValue: '262144',
          ApplyMethod: 'pending-reboot',
        },
      ],
    });
    await test.rds.modifyDBInstance({
      DBInstanceIdentifier: 'two',
      DBParameterGroupName: 'of-readers',
    });
    await test.until('stuck');
    await reboot('two');
    expect(await statuses()).toEqual(['available', incompatible]);
    await expect(
      test.rds.modifyDBInstance({
        DBInstanceIdentifier: 'two',
        PromotionTier: 3,
      }),
    ).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    await endpoint.stop();
    await start();
    expect(await statuses()).toEqual(['available', incompatible]);
    await test.rds.deleteDBInstance({ DBInstanceIdentifier: 'two' });
    while ((await statuses()).length > 1) {
      // Each call is a wait.
    }
    await expect(
      test.query(await test.until('stuck'), 'SELECT id FROM kept'),
    ).resolves.toEqual([{ id: 1 }]);
  });
});
