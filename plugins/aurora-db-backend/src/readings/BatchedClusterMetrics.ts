import { LRUCache } from 'lru-cache';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';
import type { ClusterSeries, ReadSeries } from './ClusterSeries';
import { AwsBackoff } from './AwsBackoff';
import { isCurrent } from './isCurrent';
import type {
  MetricQuery,
  MetricReader,
  MetricWindow,
} from '../ports/MetricReader';
import type { CacheRequests } from '../ports/Telemetry';
import type { Reading } from './Reading';
import type { SharedSeries } from './SharedSeries';

/** The metrics and intervals of a batch. */
export interface MetricBatchSettings<M extends string> {
  queries: ReadonlyArray<
    { metric: M } & Omit<MetricQuery, 'clusterIdentifier'>
  >;
  rangeMs: number;
  periodMs: number;
  /**
   * A batch reads datapoints once per interval of this length, in ms. It is a multiple of
   * CloudWatch's minute.
   */
  refreshMs: number;
}

/**
 * Time in ms during which a batch collects requests before it calls CloudWatch. It doubles with
 * each further call in the same interval, up to `gatherLimitMs`.
 */
const gatherMs = 50;
const gatherLimitMs = 2_000;
/** A batch also reads clusters that a caller asked for within this time, in ms. */
const watchedMs = 90_000;
/** A new cluster that lacks a metric is read again after this time, in ms. */
const awaitedMs = 10_000;
/** A cluster without datapoints older than this number of slots is new. */
const newSlots = 5;
/** Maximum size of the datapoints of all clusters of a batch, in bytes. */
const maxBytes = 32 * 1024 * 1024;
const maxWatched = 10_000;

/**
 * The metrics of an account's clusters over one range. Requests of all viewers for all clusters
 * share full CloudWatch requests. The first request of a new minute also reads every other cluster
 * that users watch. The batch does not read clusters that no user watches.
 */
export class BatchedClusterMetrics<M extends string> {
  readonly #reader: MetricReader;
  readonly #environment: EnvironmentConfig;
  readonly #settings: MetricBatchSettings<M>;
  readonly #shared: SharedSeries<M> | undefined;
  readonly #now: () => number;
  readonly #requests: CacheRequests | undefined;
  readonly #pause: AwsBackoff;
  readonly #cells = new LRUCache<string, ReadSeries<M>>({
    maxSize: maxBytes,
    sizeCalculation: ({ series }) =>
      series.window.slots * 8 * this.#settings.queries.length + 512,
  });
  readonly #watched = new LRUCache<string, number>({ max: maxWatched });
  /** Running reads, by cluster. */
  readonly #pending = new Map<string, Promise<void>>();
  #gathering: { clusters: Set<string>; done: Promise<void> } | undefined;
  #calls = { stretch: 0, count: 0 };

  /**
   * @param shared - if replicas share what they read
   */
  constructor(
    reader: MetricReader,
    environment: EnvironmentConfig,
    settings: MetricBatchSettings<M>,
    now: () => number = Date.now,
    shared?: SharedSeries<M>,
    requests?: CacheRequests,
  ) {
    this.#reader = reader;
    this.#environment = environment;
    this.#settings = settings;
    this.#shared = shared;
    this.#now = now;
    this.#requests = requests;
    this.#pause = new AwsBackoff(now);
  }

  /**
   * Throws an AwsUnavailableError if CloudWatch gives no answer and no older datapoints are known.
   *
   * @param isRunning - whether to expect datapoints. The batch reads a running cluster more often
   * until its first ones arrive.
   */
  async get(
    clusterIdentifier: string,
    isRunning: boolean = false,
  ): Promise<Reading<ClusterSeries<M>>> {
    this.#watched.set(clusterIdentifier, this.#now());
    const known = this.#cells.get(clusterIdentifier);
    const isHit =
      known !== undefined &&
      this.#isFresh(known) &&
      !(isRunning && this.#isAwaited(known));
    this.#requests?.count(isHit);
    if (isHit) {
      return reading(known);
    }
    const failure = await this.#pause.attempt(this.#environment, () =>
      this.#read(clusterIdentifier),
    );
    const cell = this.#cells.get(clusterIdentifier);
    if (!cell) {
      throw failure ?? new Error('Datapoints that were just read are gone');
    }
    return reading(cell, failure);
  }

  /** Returns the datapoints in memory if they are still current. Never calls AWS. */
  peek(
    clusterIdentifier: string,
  ): { series: ClusterSeries<M>; readAt: Date } | undefined {
    const cell = this.#cells.get(clusterIdentifier);
    const readAt = new Date(cell?.readAt ?? 0);
    return cell && isCurrent(readAt, this.#now())
      ? { series: cell.series, readAt }
      : undefined;
  }

  #stretch(at: number): number {
    return Math.floor(at / this.#settings.refreshMs);
  }

  #isFresh(cell: ReadSeries<M>): boolean {
    return this.#stretch(cell.readAt) === this.#stretch(this.#now());
  }

  /** Whether the cluster is new and some metric has no datapoint yet. */
  #isAwaited({ readAt, series }: ReadSeries<M>): boolean {
    const all = [...series.values.values()];
    return (
      this.#now() - readAt >= awaitedMs &&
      all.some(own => own.every(Number.isNaN)) &&
      all.every(own => own.subarray(0, -newSlots).every(Number.isNaN))
    );
  }

  #read(clusterIdentifier: string): Promise<void> {
    const pending = this.#pending.get(clusterIdentifier);
    if (pending) {
      return pending;
    }
    this.#gathering ??= this.#gather();
    this.#gathering.clusters.add(clusterIdentifier);
    const { done } = this.#gathering;
    this.#pending.set(clusterIdentifier, done);
    return done;
  }

  #gather(): { clusters: Set<string>; done: Promise<void> } {
    const clusters = new Set<string>();
    const stretch = this.#stretch(this.#now());
    if (this.#calls.stretch !== stretch) {
      this.#calls = { stretch, count: 0 };
    }
    const wait = Math.min(gatherMs * 2 ** this.#calls.count, gatherLimitMs);
    this.#calls.count += 1;
    const done = new Promise<void>(resolve => {
      setTimeout(resolve, wait);
    }).then(async () => {
      this.#gathering = undefined;
      this.#addWatched(clusters, done);
      try {
        await this.#fetch([...clusters]);
      } finally {
        for (const cluster of clusters) {
          this.#pending.delete(cluster);
        }
      }
    });
    return { clusters, done };
  }

  #addWatched(clusters: Set<string>, done: Promise<void>): void {
    const since = this.#now() - watchedMs;
    for (const [cluster, askedAt] of this.#watched.entries()) {
      const cell = this.#cells.get(cluster);
      if (askedAt < since) {
        this.#watched.delete(cluster);
      } else if (
        !this.#pending.has(cluster) &&
        !(cell && this.#isFresh(cell))
      ) {
        clusters.add(cluster);
        this.#pending.set(cluster, done);
      }
    }
  }

  async #fetch(clusters: string[]): Promise<void> {
    const shared = this.#shared;
    if (!shared) {
      this.#keep(await this.#readAll(clusters));
      return;
    }
    const stretch = this.#stretch(this.#now());
    const lacking = () =>
      clusters.filter(cluster => {
        const cell = this.#cells.get(cluster);
        return !cell || !this.#isFresh(cell) || this.#isAwaited(cell);
      });
    await shared.once(stretch, {
      collect: found => this.#keep(found),
      isComplete: () => lacking().length === 0,
      read: async () => {
        const read = await this.#readAll(lacking());
        this.#keep(read);
        await shared.publish(stretch, read, this.#clustersPerRequest());
      },
    });
  }

  /** Keeps the newer datapoints, because another replica may have read later. */
  #keep(read: ReadonlyMap<string, ReadSeries<M>>): void {
    for (const [cluster, cell] of read) {
      if (cell.readAt >= (this.#cells.get(cluster)?.readAt ?? 0)) {
        this.#cells.set(cluster, cell);
      }
    }
  }

  async #readAll(clusters: string[]): Promise<Map<string, ReadSeries<M>>> {
    const readAt = this.#now();
    const window = this.#window();
    const { queries } = this.#settings;
    const wanted = clusters.flatMap(clusterIdentifier =>
      queries.map(({ metric: _, ...query }) => ({
        clusterIdentifier,
        ...query,
      })),
    );
    const values = await this.#readPacked(wanted, window);
    return new Map(
      clusters.map((cluster, position) => {
        const first = position * queries.length;
        const own = new Map(
          queries.map(({ metric }, index) => [
            metric,
            values[first + index] ?? new Float64Array(window.slots).fill(NaN),
          ]),
        );
        return [cluster, { readAt, series: { window, values: own } }];
      }),
    );
  }

  /** The range up to the end of the current period. */
  #window(): MetricWindow {
    const { periodMs, rangeMs } = this.#settings;
    const endMs = (Math.floor(this.#now() / periodMs) + 1) * periodMs;
    return { startMs: endMs - rangeMs, periodMs, slots: rangeMs / periodMs };
  }

  #clustersPerRequest(): number {
    const size = this.#reader.queriesPerRequest(this.#window());
    return Math.max(1, Math.floor(size / this.#settings.queries.length));
  }

  /** Packs the queries of all clusters into as few requests as CloudWatch allows. */
  async #readPacked(
    queries: MetricQuery[],
    window: MetricWindow,
  ): Promise<Float64Array[]> {
    const size = this.#reader.queriesPerRequest(window);
    const packs: MetricQuery[][] = [];
    for (let start = 0; start < queries.length; start += size) {
      packs.push(queries.slice(start, start + size));
    }
    const answers = await Promise.all(
      packs.map(pack => this.#reader.read(this.#environment, pack, window)),
    );
    return answers.flat();
  }
}

function reading<M extends string>(
  cell: ReadSeries<M>,
  failure?: AwsUnavailableError,
): Reading<ClusterSeries<M>> {
  return {
    value: cell.series,
    readAt: new Date(cell.readAt),
    ...(failure && { failure }),
  };
}
