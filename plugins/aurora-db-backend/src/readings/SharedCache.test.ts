import type { CacheService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import { z } from 'zod';
import {
  setClock,
  sharedCaches,
  testCache,
} from '../testing/services/sharedCaches';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { testStack } from '../testing/databases/testStack';
import { testCluster } from '../testing/databases/testCluster';
import { AlarmStates } from './AlarmStates';
import type { AlarmReport } from '../ports/AlarmReader';
import { clusterLookup, stackLookup } from './lookups';
import { SharedCache } from './SharedCache';

const prod = testEnvironment('prod');
const numberSchema = z.object({ number: z.number() });

describe('a cache that replicas share', () => {
  beforeEach(() => setClock('2026-11-23T05:30:10Z'));
  afterEach(() => jest.useRealTimers());

  it.each([
    ['no store', {}, false],
    ['the store of each process', { store: 'memory' }, false],
    ['Redis', { store: 'redis', connection: 'redis://localhost' }, true],
    ['Valkey', { store: 'valkey', connection: 'redis://localhost' }, true],
  ])('is used with %s: %p', (_, cache, isUsed) => {
    const shared = SharedCache.fromConfig(
      new ConfigReader({ backend: { cache } }),
      { cache: testCache(), logger: mockServices.logger.mock() },
    );
    expect(shared !== undefined).toBe(isUsed);
  });

  it('returns valid entries, and nothing else', async () => {
    const cache = testCache();
    const [shared] = sharedCaches(1, cache);
    await shared?.set('good', { number: 1 }, 60_000);
    await shared?.set('other version', { number: 'one' }, 60_000);
    await cache.set('garbage', 'garbage');
    await cache.set('not even text', { number: 1 });
    expect(await shared?.get('good', numberSchema)).toEqual({ number: 1 });
    for (const key of ['other version', 'garbage', 'not even text', 'none']) {
      expect(await shared?.get(key, numberSchema)).toBeUndefined();
    }
  });

  it('does not store entries that a store would refuse for their size', async () => {
    const [shared] = sharedCaches(1);
    const noise = Array.from({ length: 200_000 }, () => Math.random());
    await shared?.set('large', noise, 60_000);
    const schema = z.array(z.number());
    expect(await shared?.get('large', schema)).toBeUndefined();
    await shared?.set('small', noise.slice(0, 10), 60_000);
    expect(await shared?.get('small', schema)).toHaveLength(10);
  });

  it.each<[string, () => Promise<never>]>([
    [
      'refuses',
      async () => {
        throw new Error('connection refused');
      },
    ],
    ['does not answer', () => new Promise<never>(() => {})],
  ])('is reported once and not used for a minute if it %s', async (_, fail) => {
    const working = testCache();
    let isBroken = true;
    let calls = 0;
    const cache: CacheService = {
      get: key => {
        calls += 1;
        return isBroken ? fail() : working.get(key);
      },
      set: (key, value, options) => working.set(key, value, options),
      delete: key => working.delete(key),
      withOptions: () => cache,
    };
    const logger = mockServices.logger.mock();
    const shared = new SharedCache({ cache, logger });
    const read = () =>
      shared.once({
        key: 'thing',
        find: () => shared.get('thing', numberSchema),
        read: async () => ({ number: 7 }),
      });
    expect(await read()).toEqual({ number: 7 });
    expect(await read()).toEqual({ number: 7 });
    expect(calls).toBe(1);
    jest.setSystemTime(Date.now() + 61_000);
    expect(await read()).toEqual({ number: 7 });
    expect(calls).toBe(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    isBroken = false;
    jest.setSystemTime(Date.now() + 61_000);
    await shared.set('thing', { number: 8 }, 60_000);
    expect(await read()).toEqual({ number: 8 });
  });

  it('makes a replica wait for the running read of another one', async () => {
    const [first, second] = sharedCaches(2);
    let answer: number | undefined;
    let finish: (value: number) => void = () => {};
    const begun = new Promise<void>(resolve => {
      void first?.once({
        key: 'thing',
        find: async () => answer,
        read: () => {
          resolve();
          return new Promise(resolveRead => {
            finish = resolveRead;
          });
        },
      });
    });
    await begun;
    let looks = 0;
    const found = await second?.once({
      key: 'thing',
      find: async () => {
        looks += 1;
        if (looks === 3) {
          answer = 7;
          finish(answer);
        }
        return answer;
      },
      read: async () => 0,
    });
    expect(found).toBe(7);
  });

  it('lets one of two replicas proceed that claim at the same moment', async () => {
    const store = testCache();
    let looks = 0;
    let meet: () => void = () => {};
    const both = new Promise<void>(resolve => {
      meet = resolve;
    });
    const cache: CacheService = {
      get: async <T extends JsonValue>(key: string) => {
        const seen = await store.get<T>(key);
        looks += 1;
        if (looks === 2) {
          meet();
        }
        await both;
        return seen;
      },
      set: (key, value, options) => store.set(key, value, options),
      delete: key => store.delete(key),
      withOptions: () => cache,
    };
    let answer: number | undefined;
    let reads = 0;
    let finds = 0;
    let goOn: () => void = () => {};
    const otherLooked = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const find = async () => {
      finds += 1;
      if (finds === 4) {
        goOn();
      }
      return answer;
    };
    const read = async () => {
      reads += 1;
      await otherLooked;
      answer = 7;
      return answer;
    };
    await Promise.all(
      sharedCaches(2, cache).map(one => one.once({ key: 'thing', find, read })),
    );
    expect(reads).toBe(1);
  });

  it('does not wait forever for a replica that died during a read', async () => {
    const [dead, alive] = sharedCaches(2);
    const find = async () => undefined;
    await new Promise<void>(begun => {
      void dead?.once({
        key: 'thing',
        find,
        read: () => {
          begun();
          return new Promise<never>(() => {});
        },
      });
    });
    const read = jest.fn(async () => 'read');
    const answer = alive?.once({ key: 'thing', find, read });
    const clock = setInterval(() => {
      expect(read).not.toHaveBeenCalled();
      jest.setSystemTime(Date.now() + 1_000);
    }, 20);
    read.mockImplementation(async () => {
      clearInterval(clock);
      return 'read';
    });
    expect(await answer).toBe('read');
  });

  it('serves stacks, clusters and alarms to the second replica', async () => {
    const calls: string[] = [];
    const stack = testStack('goal-mandala', 'prod', {
      outputs: { SecretArn: 'arn' },
      updatedAt: new Date('2026-11-02T00:00:00Z'),
    });
    const cluster = testCluster('goal-mandala', 'prod', {
      backup: {
        retentionDays: 30,
        window: '18:00-19:00',
        latestRestorableTime: new Date('2026-11-23T05:25:00Z'),
      },
    });
    const report: AlarmReport = {
      name: 'goal-mandala-prd-cpu-warning',
      state: 'ALARM',
      since: new Date('2026-11-23T05:00:00Z'),
    };
    const answer = async <T>(call: string, value: T) => {
      calls.push(call);
      return value;
    };
    const replicas = sharedCaches(2).map(shared => ({
      stacks: stackLookup(
        {
          describe: () => answer('stack', stack),
          list: () => answer('stacks', [stack]),
        },
        { shared },
      ),
      clusters: clusterLookup(
        {
          describe: () => answer('cluster', cluster),
          list: () => answer('clusters', [cluster]),
          describeInstances: async () => ({
            clusterIdentifier: '',
            instances: [],
          }),
          listInstances: async () => [],
        },
        { shared },
      ),
      alarms: new AlarmStates(
        {
          listNotOk: () => answer('alarms', new Map([[report.name, report]])),
        },
        { shared },
      ),
    }));
    for (const { stacks, clusters, alarms } of replicas) {
      const { value } = await stacks.get(prod, stack.stackName);
      expect(value).toEqual(stack);
      expect((await stacks.list(prod)).value).toEqual([stack]);
      expect((await clusters.list(prod)).value).toEqual([cluster]);
      const id = cluster.clusterIdentifier;
      expect((await clusters.get(prod, id)).value).toEqual(cluster);
      const states = await alarms.read(prod);
      expect(states.value.get(report.name)).toEqual(report);
    }
    expect(calls).toEqual(['stack', 'stacks', 'clusters', 'alarms']);

    // A deploy that this replica knows of is newer than another replica's earlier read.
    jest.setSystemTime(Date.now() + 1);
    replicas[1]?.stacks.invalidate('prod');
    jest.setSystemTime(Date.now() + 1);
    await replicas[1]?.stacks.get(prod, stack.stackName);
    expect(calls).toHaveLength(5);
  });
});
