import type { HealthRange } from '@aurora-db/backstage-plugin-aurora-db-common';
import { testEnvironment } from '../testing/databases/testEnvironment';
import { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import { CoalescedMetrics } from './CoalescedMetrics';
import type {
  MetricQuery,
  MetricReader,
  MetricWindow,
} from '../ports/MetricReader';
import { testMessage } from '../testing/faults/testMessage';

const minute = 60_000;
const prod = testEnvironment('prod');
const throttled = new AwsUnavailableError(
  testMessage('AWS is throttling'),
  'throttled',
  prod.accountId,
);

/** A CloudWatch that answers each query with the number of the call, and records the calls. */
class CountingReader implements MetricReader {
  readonly calls: Array<{ queries: MetricQuery[]; window: MetricWindow }> = [];
  failure: Error | undefined;
  isEmpty = false;

  queriesPerRequest(window: MetricWindow): number {
    return Math.min(500, Math.floor(100_800 / window.slots));
  }

  async read(
    _: unknown,
    queries: readonly MetricQuery[],
    window: MetricWindow,
  ): Promise<Float64Array[]> {
    this.calls.push({ queries: [...queries], window });
    if (this.failure) {
      throw this.failure;
    }
    const call = this.calls.length;
    return queries.map(() =>
      new Float64Array(window.slots).fill(this.isEmpty ? Number.NaN : call),
    );
  }

  /** The number of metrics that AWS would bill. */
  get metrics(): number {
    return this.calls.reduce((sum, { queries }) => sum + queries.length, 0);
  }
}

const clusterName = (index: number) => `db-${index}-prd-aurora-cluster`;

describe('metrics of many clusters for many viewers', () => {
  let reader: CountingReader;
  let metrics: CoalescedMetrics;

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T05:30:10Z') });
    reader = new CountingReader();
    metrics = new CoalescedMetrics(reader);
  });
  afterEach(() => jest.useRealTimers());

  const view = (cluster: string, range: HealthRange = '1h') =>
    metrics.read(prod, cluster, range);
  /** Sends the collected requests and waits for their answers. */
  const settle = <T>(requests: Array<Promise<T>>) =>
    Promise.all([
      Promise.allSettled(requests),
      jest.advanceTimersByTimeAsync(3_000),
    ]).then(([results]) => results);

  it('makes 12 calls for 1,000 clusters viewed by 200 people, and no more within the minute', async () => {
    const views = Array.from({ length: 200 }, (_, person) =>
      Array.from({ length: 5 }, (__, card) =>
        view(clusterName((person * 5 + card) % 1000)),
      ),
    ).flat();
    await settle(views);
    expect(reader.calls).toHaveLength(12);
    expect(reader.metrics).toBe(6_000);

    await settle(Array.from({ length: 1000 }, (_, i) => view(clusterName(i))));
    expect(reader.calls).toHaveLength(12);
  });

  it('reads every watched cluster with the first request of a new minute', async () => {
    await settle(Array.from({ length: 100 }, (_, i) => view(clusterName(i))));
    const before = reader.calls.length;
    jest.setSystemTime(new Date('2026-11-23T05:31:01Z'));
    await settle([view(clusterName(7))]);
    expect(reader.calls.length - before).toBe(2);
    for (let i = 0; i < 100; i += 1) {
      await view(clusterName(i));
    }
    expect(reader.calls.length - before).toBe(2);
  });

  it('reads nothing while no user watches', async () => {
    await settle([view(clusterName(1))]);
    await jest.advanceTimersByTimeAsync(10 * minute);
    expect(reader.calls).toHaveLength(1);
  });

  it('forgets a cluster after two minutes without a viewer', async () => {
    await settle([view(clusterName(1)), view(clusterName(2))]);
    await jest.advanceTimersByTimeAsync(2 * minute);
    await settle([view(clusterName(2))]);
    expect(reader.calls.at(-1)?.queries).toHaveLength(6);
  });

  it('shares a running call among concurrent callers', async () => {
    const answers = await settle(
      Array.from({ length: 50 }, () => view(clusterName(1))),
    );
    expect(answers.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(reader.calls).toHaveLength(1);
  });

  it.each<[HealthRange, number, number, string]>([
    ['1h', 60, 60, '2026-11-23T04:31:00.000Z'],
    ['3h', 60, 180, '2026-11-23T02:31:00.000Z'],
    ['12h', 300, 144, '2026-11-22T17:35:00.000Z'],
    ['24h', 300, 288, '2026-11-22T05:35:00.000Z'],
    ['7d', 3600, 168, '2026-11-16T06:00:00.000Z'],
  ])(
    'reads %s in periods of %d s, in whole periods up to now',
    async (range, period, slots, start) => {
      await settle([view(clusterName(1), range)]);
      const [call] = reader.calls;
      expect(call?.window).toEqual({
        startMs: Date.parse(start),
        periodMs: period * 1000,
        slots,
      });
    },
  );

  it('stays within the number of datapoints that a call may return', async () => {
    await settle(
      Array.from({ length: 100 }, (_, i) => view(clusterName(i), '24h')),
    );
    for (const { queries, window } of reader.calls) {
      expect(queries.length * window.slots).toBeLessThanOrEqual(100_800);
    }
    expect(reader.calls).toHaveLength(2);
  });

  it('shares calls between environments of one account', async () => {
    const stg = testEnvironment('stg', { accountId: prod.accountId });
    await settle([
      view(clusterName(1)),
      metrics.read(stg, 'db-1-stg-aurora-cluster', '1h'),
    ]);
    expect(reader.calls).toHaveLength(1);
  });

  it('serves older datapoints with the reason if AWS gives no answer', async () => {
    await settle([view(clusterName(1))]);
    jest.setSystemTime(new Date('2026-11-23T05:31:05Z'));
    reader.failure = throttled;
    const [answer] = await settle([view(clusterName(1))]);
    expect(answer).toMatchObject({
      value: {
        failure: throttled,
        readAt: new Date('2026-11-23T05:30:10.050Z'),
      },
    });
  });

  it('throws the reason if it has no datapoints, and does not call AWS for ten seconds', async () => {
    reader.failure = throttled;
    const [first] = await settle([view(clusterName(1))]);
    const [second] = await settle([view(clusterName(2))]);
    expect([first, second]).toMatchObject([
      { reason: throttled },
      { reason: throttled },
    ]);
    expect(reader.calls).toHaveLength(1);

    reader.failure = undefined;
    await jest.advanceTimersByTimeAsync(10_000);
    const [third] = await settle([view(clusterName(1))]);
    expect(third).toMatchObject({ status: 'fulfilled' });
  });

  it('reads a running cluster more often until its first datapoints', async () => {
    reader.isEmpty = true;
    const wait = (isRunning: boolean) =>
      settle([metrics.read(prod, clusterName(1), '1h', isRunning)]);
    await wait(true);
    await wait(true);
    expect(reader.calls).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(10_000);
    await wait(false);
    expect(reader.calls).toHaveLength(1);
    await wait(true);
    expect(reader.calls).toHaveLength(2);
    reader.isEmpty = false;
    await jest.advanceTimersByTimeAsync(10_000);
    await wait(true);
    expect(reader.calls).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(10_000);
    await wait(true);
    expect(reader.calls).toHaveLength(3);
  });

  it('returns its datapoints to other callers without a read', async () => {
    expect(metrics.peek(prod, clusterName(1))).toBeUndefined();
    await settle([view(clusterName(1))]);
    expect(
      metrics.peek(prod, clusterName(1))?.series.values.get('acu')?.at(-1),
    ).toBe(1);
    jest.setSystemTime(new Date('2026-11-23T05:35:10Z'));
    expect(metrics.peek(prod, clusterName(1))).toBeDefined();
    jest.setSystemTime(new Date('2026-11-23T05:35:11Z'));
    expect(metrics.peek(prod, clusterName(1))).toBeUndefined();
    expect(reader.calls).toHaveLength(1);
  });
});
