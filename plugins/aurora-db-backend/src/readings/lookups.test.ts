import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { clusterLookup } from './lookups';

const environment = testEnvironment('local');

describe('clusterLookup', () => {
  const restorable = {
    retentionDays: 1,
    window: '18:00-19:00',
    earliestRestorableTime: new Date('2026-11-25T08:00:00Z'),
  };

  it.each([
    [
      'that has no instance yet, which RDS calls available',
      { members: [], backup: restorable },
      2,
    ],
    ['that has no backup yet', { backup: { retentionDays: 1, window: '' } }, 2],
    [
      'that has had no instance for long',
      { members: [], backup: restorable, createdAt: new Date(0) },
      1,
    ],
    [
      'that has had no backup for long',
      { backup: { retentionDays: 1, window: '' }, createdAt: new Date(0) },
      1,
    ],
    ['that is complete', { backup: restorable }, 1],
  ])(
    'reads a cluster %s as often as its state may change',
    async (_, overrides, reads) => {
      jest.useFakeTimers();
      try {
        const describe = jest.fn(async () =>
          testCluster('goal-mandala', 'local', overrides),
        );
        const unused = async () => {
          throw new Error('One cluster is not looked up in a list');
        };
        const lookup = clusterLookup({
          describe,
          list: unused,
          describeInstances: unused,
          listInstances: unused,
        });
        await lookup.get(environment, 'goal-mandala-local-aurora-cluster');
        jest.advanceTimersByTime(6_000);
        await lookup.get(environment, 'goal-mandala-local-aurora-cluster');
        expect(describe).toHaveBeenCalledTimes(reads);
      } finally {
        jest.useRealTimers();
      }
    },
  );
});
