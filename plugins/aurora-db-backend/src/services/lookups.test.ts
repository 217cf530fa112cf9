import { testCluster } from '../__testUtils__/testCluster';
import { testEnvironment } from '../__testUtils__/testEnvironment';
import { clusterLookup } from './lookups';

const environment = testEnvironment('local');

describe('clusterLookup', () => {
  it.each([
    ['that has no instance yet, which RDS calls available', [], 2],
    ['that is complete', undefined, 1],
  ])(
    'reads a cluster %s as often as its state may have changed',
    async (_, members, reads) => {
      jest.useFakeTimers();
      try {
        const describe = jest.fn(async () =>
          testCluster('goal-mandala', 'local', members && { members }),
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
