import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type AuroraLocal, createAuroraLocal } from '../../createAuroraLocal';
import { readStatistics } from '../../postgres/readStatistics';
import { makeStateDirectory } from '../../testing/makeStateDirectory';
import { PassingTime } from '../../time/PassingTime';
import {
  connectRds,
  type ConnectedRds,
  type TestCluster,
} from '../testing/startRds';

jest.mock('../../postgres/readStatistics', () => {
  const actual = jest.requireActual('../../postgres/readStatistics');
  return { readStatistics: jest.fn(actual.readStatistics) };
});

jest.setTimeout(180_000);

const minuteMs = 60_000;

describe('the recovery of a server that a killed session ended', () => {
  const time = new PassingTime(Date.now());
  let stateDirectory: string;
  let local: AuroraLocal;
  let test: ConnectedRds;
  let cluster: TestCluster;

  beforeAll(async () => {
    stateDirectory = await makeStateDirectory();
    local = await createAuroraLocal({ stateDirectory, cloudWatchTime: time });
    test = await connectRds(local);
    await test.createGroups();
    await test.createCluster('orders');
    await test.createInstance('orders', 'orders-1');
    cluster = await test.until('orders');
  });

  afterAll(async () => {
    await local?.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  });

  async function events() {
    const { Events = [] } = await test.rds.describeEvents({
      SourceType: 'db-instance',
      SourceIdentifier: 'orders-1',
    });
    return Events.map(
      ({ EventCategories, Message }) =>
        `${EventCategories?.join()}: ${Message}`,
    );
  }

  it('is told when the server answers again, and not before', async () => {
    const before = await events();
    // A server that recovered has another one.
    const checkpointer = async () => {
      const [found] = await test.query(
        cluster,
        `SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'`,
      );
      return Number(found?.pid);
    };
    const first = await checkpointer();
    expect(first).toBeGreaterThan(0);
    const session = test
      .query(cluster, 'SELECT pg_sleep(60) AS "to be killed"')
      .catch(() => 'ended');
    const find = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%to be killed%' AND pid <> pg_backend_pid()`;
    let [row] = await test.query(cluster, find);
    while (!row) {
      await delay(50);
      [row] = await test.query(cluster, find);
    }
    process.kill(Number(row.pid), 'SIGKILL');
    await expect(session).resolves.toBe('ended');
    while ((await checkpointer().catch(() => first)) === first) {
      await delay(50);
    }

    const reading = jest.mocked(readStatistics);
    const read = reading.getMockImplementation();
    reading.mockRejectedValue(new Error('the server still recovers'));
    await time.pass(minuteMs);
    expect(reading).toHaveBeenCalled();
    expect(await events()).toEqual(before);

    reading.mockImplementation(read);
    while ((await events()).length < before.length + 3) {
      await time.pass(minuteMs);
      await delay(50);
    }
    expect((await events()).slice(before.length)).toEqual([
      'recovery: Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered',
      'availability: DB instance restarted',
      'recovery: Recovery of the DB instance is complete',
    ]);
  });
});
