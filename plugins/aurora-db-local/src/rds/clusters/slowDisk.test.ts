import { setTimeout as delay } from 'node:timers/promises';
import { JsonCollection } from '../../store/JsonCollection';
import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

/** Long enough that work ends while the next operation is being written. */
const writeMs = 60;

describe('on a slow disk, when operations arrive while others end', () => {
  let test: TestRds;

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('slow');
    await test.createInstance('slow', 'one');
    await test.until('slow');
    const put = JsonCollection.prototype.put;
    jest
      .spyOn(JsonCollection.prototype, 'put')
      .mockImplementation(async function slowly(
        this: JsonCollection<unknown>,
        ...input
      ) {
        await put.apply(this, input);
        await delay(writeMs);
      });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await test?.stop();
  });

  it('the result of a change is in an event before its status is visible', async () => {
    const { rds, until } = test;
    const said = async () => {
      const { Events = [] } = await rds.describeEvents({
        SourceType: 'db-cluster',
        SourceIdentifier: 'slow',
      });
      return Events.map(({ Message }) => Message);
    };
    expect(await said()).toContain('DB cluster created');
    await rds.modifyDBCluster({
      DBClusterIdentifier: 'slow',
      BackupRetentionPeriod: 3,
      ApplyImmediately: true,
    });
    await until('slow');
    expect(await said()).toContain(
      'Finished applying modification to DB cluster',
    );
  });

  it('an instance is rebooted, even if a change of its cluster ends at that moment', async () => {
    const { rds, query, until } = test;
    const startedAt = async () =>
      query(await until('slow'), 'SELECT pg_postmaster_start_time()');
    for (let later = 0; later < 3 * writeMs; later += writeMs / 4) {
      const before = await startedAt();
      await rds.modifyDBCluster({
        DBClusterIdentifier: 'slow',
        BackupRetentionPeriod: 2 + (later % 2),
        ApplyImmediately: true,
      });
      await delay(later);
      await rds.rebootDBInstance({ DBInstanceIdentifier: 'one' });
      expect(await startedAt()).not.toEqual(before);
    }
  });

  it.each([0, 0.5, 1, 1.5, 2, 2.5])(
    'a cluster is deleted, even if its last instance was deleted just before (%d writes ago)',
    async writes => {
      const { rds, createCluster, createInstance, until } = test;
      const cluster = { DBClusterIdentifier: `short-lived-${10 * writes}` };
      const instance = { DBInstanceIdentifier: `only-${10 * writes}` };
      const exists = (ask: Promise<unknown>) =>
        ask.then(
          () => true,
          () => false,
        );
      await createCluster(cluster.DBClusterIdentifier);
      await createInstance(
        cluster.DBClusterIdentifier,
        instance.DBInstanceIdentifier,
      );
      await until(cluster.DBClusterIdentifier);
      await rds.deleteDBInstance(instance);
      while (await exists(rds.describeDBInstances(instance))) {
        await delay(5);
      }
      await delay(writes * writeMs);
      await rds.deleteDBCluster({ ...cluster, SkipFinalSnapshot: true });
      const end = Date.now() + 60_000;
      while (
        Date.now() < end &&
        (await exists(rds.describeDBClusters(cluster)))
      ) {
        await delay(50);
      }
      await expect(rds.describeDBClusters(cluster)).rejects.toMatchObject({
        name: 'DBClusterNotFoundFault',
      });
    },
  );
});
