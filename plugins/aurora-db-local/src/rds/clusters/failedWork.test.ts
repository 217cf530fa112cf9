import { setTimeout as delay } from 'node:timers/promises';
import { PostgresCluster } from '../../postgres/PostgresCluster';
import { startRds, type TestRds } from '../testing/startRds';

jest.setTimeout(180_000);

describe('after work on a cluster that failed', () => {
  let test: TestRds;

  beforeAll(async () => {
    test = await startRds();
    await test.createCluster('shop');
    await test.createInstance('shop', 'one');
    await test.until('shop');
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => test?.stop());

  const failures = async () => {
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-cluster',
      SourceIdentifier: 'shop',
      EventCategories: ['failure'],
    });
    return Events.map(({ Message }) => Message);
  };

  it('the cluster is available again, and an event has the reason', async () => {
    jest
      .spyOn(PostgresCluster.prototype, 'reload')
      .mockRejectedValueOnce(new Error('no reload'));
    await test.rds.modifyDBCluster({
      DBClusterIdentifier: 'shop',
      BackupRetentionPeriod: 3,
    });
    await test.until('shop');
    expect(await failures()).toEqual([
      'Work on the DB cluster failed: no reload',
    ]);
  });

  it('the cluster is stopped if that was requested during the work', async () => {
    jest
      .spyOn(PostgresCluster.prototype, 'startReader')
      .mockImplementationOnce(async () => {
        await test.rds.stopDBCluster({ DBClusterIdentifier: 'shop' });
        throw new Error('no reader');
      });
    await test.createInstance('shop', 'two');
    while (
      !(await failures()).some(message => /no reader/.test(`${message}`))
    ) {
      await delay(20);
    }
    await expect(test.until('shop', 'stopped')).resolves.toMatchObject({
      members: { one: expect.any(String), two: expect.any(String) },
    });
  });
});
