import { testCluster } from '../testing/databases/testCluster';
import { testEnvironment } from '../testing/databases/testEnvironment';
import type { ClusterInstances, LiveCluster } from '../ports/ClusterReader';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { clusterLookup, instanceLookup, stackLookup } from './lookups';

const environment = testEnvironment('local');

describe('environments of one account and region', () => {
  const stg = testEnvironment('stg', { accountId: environment.accountId });
  const elsewhere = testEnvironment('dev', {
    accountId: environment.accountId,
    region: 'us-east-1',
  });
  const lists = () => {
    const calls: string[] = [];
    const list = async ({ name }: EnvironmentConfig) => {
      calls.push(name);
      return [];
    };
    const unused = async () => {
      throw new Error('Nothing is read alone');
    };
    const reader = {
      list,
      listInstances: list,
      describe: unused,
      describeInstances: unused,
    };
    const lookups = {
      clusters: clusterLookup(reader),
      instances: instanceLookup(reader),
      stacks: stackLookup(reader),
    };
    return { calls, lookups };
  };

  it.each(['clusters', 'instances'] as const)(
    'share their %s, and each of them can ask for new ones',
    async kind => {
      jest.useFakeTimers();
      try {
        const { calls, lookups } = lists();
        const lookup = lookups[kind];
        for (const one of [environment, stg, elsewhere, environment]) {
          await lookup.list(one);
        }
        expect(calls).toEqual(['local', 'dev']);
        lookup.invalidate('prod');
        jest.advanceTimersByTime(1);
        const prod = testEnvironment('prod', {
          accountId: environment.accountId,
        });
        await lookup.list(prod);
        expect(calls.slice(2)).toEqual(['prod']);
        jest.advanceTimersByTime(1);
        lookup.invalidate('stg');
        jest.advanceTimersByTime(1);
        await lookup.list(environment);
        expect(calls.slice(2)).toEqual(['prod', 'local']);
      } finally {
        jest.useRealTimers();
      }
    },
  );

  it('do not share their stacks, which are those of one environment', async () => {
    const { calls, lookups } = lists();
    await lookups.stacks.list(environment);
    await lookups.stacks.list(stg);
    expect(calls).toEqual(['local', 'stg']);
  });
});

describe('clusterLookup', () => {
  const restorable = {
    retentionDays: 1,
    window: '18:00-19:00',
    earliestRestorableTime: new Date('2026-11-25T08:00:00Z'),
  };

  const old = new Date('2020-01-01T00:00:00Z');
  const noBackup = { retentionDays: 1, window: '' };

  it.each<[string, Partial<LiveCluster>, number]>([
    [
      'that has no instance yet, which RDS calls available',
      { members: [], backup: restorable },
      2,
    ],
    ['that has no backup yet', { backup: noBackup }, 2],
    [
      'that another tool keeps without instances',
      { members: [], createdAt: old },
      1,
    ],
    [
      'of a global database, which has no backups',
      { backup: noBackup, createdAt: old },
      1,
    ],
    ['that fails over', { status: 'failing-over', createdAt: old }, 2],
    ['whose status RDS does not name', { status: 'unknown' }, 2],
    ['whose key is gone', { status: 'inaccessible-encryption-credentials' }, 1],
    ['that failed', { status: 'failed' }, 1],
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

describe('lists of an account with 1,000 clusters of other tools', () => {
  const identifiers = Array.from({ length: 1_000 }, (_, index) => `c${index}`);
  const unused = async () => {
    throw new Error('They are not looked up one by one');
  };

  /** Lists every five seconds for an hour. Returns the calls per minute. */
  async function callsPerMinute(
    list: () => Promise<unknown>,
    calls: () => number,
  ): Promise<number> {
    jest.useFakeTimers({ now: new Date('2026-11-29T12:00:00Z') });
    try {
      await list();
      const before = calls();
      for (let second = 0; second < 3_600; second += 5) {
        jest.advanceTimersByTime(5_000);
        await list();
      }
      return (calls() - before) / 60;
    } finally {
      jest.useRealTimers();
    }
  }

  it('cost 5 calls a minute, if none of them has an instance or a backup', async () => {
    let calls = 0;
    const lookup = clusterLookup({
      describe: unused,
      list: async () => {
        calls += identifiers.length / 100;
        return identifiers.map(clusterIdentifier =>
          testCluster('goal-mandala', 'local', {
            clusterIdentifier,
            members: [],
            backup: { retentionDays: 1, window: '' },
            createdAt: new Date('2026-01-01T00:00:00Z'),
          }),
        );
      },
      describeInstances: unused,
      listInstances: unused,
    });
    expect(
      await callsPerMinute(
        () => lookup.list(environment),
        () => calls,
      ),
    ).toBeLessThanOrEqual(5);
  });

  it('cost 4 calls a minute for their instances, of which each has 16', async () => {
    let calls = 0;
    const instances: ClusterInstances['instances'] = Array.from(
      { length: 16 },
      (_, index) => ({
        id: `i${index}`,
        status: index === 0 ? 'incompatible-parameters' : 'available',
        performanceInsights: false,
      }),
    );
    const lookup = instanceLookup({
      describe: unused,
      list: unused,
      describeInstances: unused,
      listInstances: async () => {
        calls += (identifiers.length * instances.length) / 100;
        return identifiers.map(clusterIdentifier => ({
          clusterIdentifier,
          instances,
        }));
      },
    });
    expect(
      await callsPerMinute(
        () => lookup.list(environment),
        () => calls,
      ),
    ).toBeLessThanOrEqual(4);
  });
});
