import { FakeSnapshots, testSnapshot } from '../testing/fakes/FakeSnapshots';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { NewestSnapshots } from './NewestSnapshots';

const prod = testEnvironment('prod');
const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));

describe('NewestSnapshots', () => {
  it('has the time of the newest restorable snapshot of each cluster', async () => {
    const snapshots = new FakeSnapshots();
    snapshots.all.push(
      testSnapshot({ id: 'a', createdAt: at(8) }),
      testSnapshot({ id: 'b', createdAt: at(9) }),
      testSnapshot({ id: 'c', createdAt: at(10), status: 'creating' }),
      testSnapshot({ id: 'd', createdAt: at(11), type: 'automated' }),
      testSnapshot({
        id: 'e',
        createdAt: at(7),
        clusterResourceId: 'cluster-B',
      }),
    );
    const { value } = await new NewestSnapshots(snapshots).read(prod);
    expect([...value]).toEqual([
      ['cluster-A', at(9)],
      ['cluster-B', at(7)],
    ]);
  });

  it('calls RDS once a minute for all callers', async () => {
    const snapshots = new FakeSnapshots();
    const list = jest.spyOn(snapshots, 'listManual');
    let now = Date.UTC(2026, 10, 25, 8);
    const newest = new NewestSnapshots(snapshots, { now: () => now });
    await Promise.all([newest.read(prod), newest.read(prod)]);
    now += 59_000;
    await newest.read(prod);
    expect(list).toHaveBeenCalledTimes(1);
    now += 2_000;
    await newest.read(prod);
    expect(list).toHaveBeenCalledTimes(2);
  });
});
