import type { CacheService } from '@backstage/backend-plugin-api';
import {
  setClock,
  sharedCaches,
  testCache,
} from '../testing/services/sharedCaches';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { CoalescedMetrics } from './CoalescedMetrics';
import type {
  MetricQuery,
  MetricReader,
  MetricWindow,
} from '../ports/MetricReader';
import { testMessage } from '../testing/faults/testMessage';

const prod = testEnvironment('prod');
const throttled = new AwsUnavailableError(
  testMessage('AWS is throttling'),
  'throttled',
  prod.accountId,
);
const clusterName = (index: number) => `db-${index}-prd-aurora-cluster`;

/** A CloudWatch whose values identify the cluster and the slot, with gaps. It records the calls. */
class CountingReader implements MetricReader {
  readonly calls: Array<readonly MetricQuery[]> = [];
  failure: Error | undefined;

  queriesPerRequest(window: MetricWindow): number {
    return Math.min(500, Math.floor(100_800 / window.slots));
  }

  async read(
    _: unknown,
    queries: readonly MetricQuery[],
    window: MetricWindow,
  ): Promise<Float64Array[]> {
    this.calls.push(queries);
    if (this.failure) {
      throw this.failure;
    }
    return queries.map(({ clusterIdentifier, metricName }) =>
      new Float64Array(window.slots).map((__, slot) =>
        slot > 57
          ? NaN
          : Number(clusterIdentifier.split('-')[1]) +
            metricName.length / 100 +
            slot / 1000,
      ),
    );
  }
}

function startReplicas(count: number, cache?: CacheService) {
  const reader = new CountingReader();
  const replicas = sharedCaches(count, cache).map(
    shared => new CoalescedMetrics(reader, { shared }),
  );
  const view = (replica: number, from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, index) =>
        replicas[replica]?.read(prod, clusterName(from + index), '1h'),
      ),
    );
  return { reader, view };
}

describe('metrics that several replicas read', () => {
  beforeEach(() => setClock('2026-11-23T05:30:10Z'));
  afterEach(() => jest.useRealTimers());

  it('are read by one replica, and the other one finds the same values', async () => {
    const { reader, view } = startReplicas(2);
    const [one] = await view(0, 7, 8);
    const [other] = await view(1, 7, 8);
    expect(reader.calls).toHaveLength(1);
    expect(other?.readAt).toEqual(one?.readAt);
    expect(other?.value.window).toEqual(one?.value.window);
    const cpu = other?.value.values.get('cpu');
    expect(cpu?.[5]).toBeCloseTo(one?.value.values.get('cpu')?.[5] ?? 0, 5);
    expect(cpu?.[58]).toBeNaN();
    expect([...(other?.value.values.keys() ?? [])]).toEqual([
      ...(one?.value.values.keys() ?? []),
    ]);
  });

  it('cost 12 calls for 1,000 clusters, with any number of replicas', async () => {
    const { reader, view } = startReplicas(3);
    await view(0, 0, 1_000);
    await view(1, 0, 1_000);
    await view(2, 500, 1_000);
    expect(reader.calls).toHaveLength(12);
  });

  it('are read by one of two replicas that need them at the same moment', async () => {
    const { reader, view } = startReplicas(2);
    const [[one], [other]] = await Promise.all([view(0, 1, 2), view(1, 1, 2)]);
    expect(one?.value.values.get('acu')?.[0]).toBeCloseTo(1.26, 5);
    expect(other?.value.values.get('acu')?.[0]).toBeCloseTo(1.26, 5);
    expect(reader.calls).toHaveLength(1);
  });

  it('are read from CloudWatch if only another replica shows the cluster', async () => {
    const { reader, view } = startReplicas(2);
    await view(0, 0, 50);
    await view(1, 40, 60);
    expect(reader.calls).toHaveLength(2);
    const asked = reader.calls[1]?.map(query => query.clusterIdentifier);
    expect(new Set(asked)).toEqual(
      new Set(
        Array.from({ length: 10 }, (_, index) => clusterName(50 + index)),
      ),
    );
    // The first replica finds what the second one read.
    await view(0, 50, 60);
    expect(reader.calls).toHaveLength(2);
  });

  it('are read again in the next minute, by one replica for both', async () => {
    const { reader, view } = startReplicas(2);
    await view(0, 0, 10);
    await view(1, 0, 10);
    jest.setSystemTime(new Date('2026-11-23T05:31:01Z'));
    await view(1, 0, 10);
    await view(0, 0, 10);
    expect(reader.calls).toHaveLength(2);
  });

  it('are read by the next replica if CloudWatch refused the first one', async () => {
    const { reader, view } = startReplicas(2);
    reader.failure = throttled;
    await expect(view(0, 1, 2)).rejects.toBe(throttled);
    reader.failure = undefined;
    const [answer] = await view(1, 1, 2);
    expect(answer).not.toHaveProperty('failure');
  });

  it('are read from CloudWatch if the cache has an invalid entry', async () => {
    const cache = testCache();
    const spoilt: CacheService = {
      get: key => cache.get(key),
      set: (key, value, options) =>
        cache.set(key, key.endsWith('claim') ? value : 'garbage', options),
      delete: key => cache.delete(key),
      withOptions: () => spoilt,
    };
    const { reader, view } = startReplicas(2, spoilt);
    await view(0, 1, 2);
    expect((await view(1, 1, 2))[0]?.value.values.size).toBe(6);
    expect(reader.calls).toHaveLength(2);
  });
});
