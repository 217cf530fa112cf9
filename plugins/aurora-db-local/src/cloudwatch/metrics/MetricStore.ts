import type { Scope } from '../../service/AwsService';
import type { Clock } from '../Clock';
import { absorb, type Datapoint, merged, type StatisticSet } from './Datapoint';
import type { ComputedMetrics } from './ComputedMetrics';
import { DatapointSeries, retentionMs } from './DatapointSeries';
import {
  type Dimension,
  dimensionsKey,
  type MetricIdentity,
  type MetricSelection,
} from './Metric';

/**
 * The source of values. A series is stored once and can be read as several metrics: the series of
 * an instance is also that of its cluster and role.
 */
export interface MetricSource extends Scope {
  namespace: string;
  metricName: string;
  unit: string;
  /** The sets of dimensions by which the values can be read. */
  views: readonly (readonly Dimension[])[];
}

/** Values that are not on disk yet. */
export interface PendingValues {
  source: MetricSource;
  /** The start of the minute, in milliseconds since the epoch. */
  minute: number;
  set: StatisticSet;
}

interface StoredSeries {
  source: MetricSource;
  series: DatapointSeries;
  /** The values of each minute that are not on disk yet. */
  pending: Map<number, StatisticSet>;
}

interface StoredMetric extends MetricIdentity {
  members: Set<StoredSeries>;
}

/** A metric that has datapoints. */
export interface ListedMetric extends MetricIdentity {
  /** The start of its newest datapoint, in milliseconds since the epoch. */
  latest: number;
}

/** The limit of series of an endpoint. With {@link DatapointSeries} it limits the memory. */
const seriesLimit = 20_000;

/** All datapoints, indexed by account, region, namespace, name and dimensions. */
export class MetricStore {
  readonly #clock: Clock;
  readonly #computed: ComputedMetrics | undefined;
  readonly #series = new Map<string, StoredSeries>();
  /** By scope and namespace, then metric name, then dimensions. */
  readonly #index = new Map<string, Map<string, Map<string, StoredMetric>>>();

  /**
   * @param computed - supplies metrics that have no stored values
   */
  constructor(clock: Clock, computed?: ComputedMetrics) {
    this.#clock = clock;
    this.#computed = computed;
  }

  /**
   * Adds values to the minute of `timestamp`. Returns false if there are too many series for a new
   * one.
   */
  record(source: MetricSource, timestamp: number, set: StatisticSet): boolean {
    const stored = this.#find(source);
    if (!stored) {
      return false;
    }
    stored.series.add(timestamp, set, this.#clock());
    const minute = Math.floor(timestamp / 60_000) * 60_000;
    const before = stored.pending.get(minute);
    stored.pending.set(minute, before ? merged(before, set) : { ...set });
    return true;
  }

  /** Like {@link MetricStore.record}, for values from disk. */
  restore(source: MetricSource, timestamp: number, set: StatisticSet): void {
    this.#find(source)?.series.add(timestamp, set, this.#clock());
  }

  /** Takes the values of minutes before `before` that were not taken yet. */
  takePending(before: number): PendingValues[] {
    const taken: PendingValues[] = [];
    for (const { source, pending } of this.#series.values()) {
      for (const [minute, set] of pending) {
        if (minute < before) {
          pending.delete(minute);
          taken.push({ source, minute, set });
        }
      }
    }
    return taken;
  }

  /** Returns values that could not be written, so that they are taken again. */
  returnPending(values: readonly PendingValues[]): void {
    for (const { source, minute, set } of values) {
      const stored = this.#find(source);
      const since = stored?.pending.get(minute);
      stored?.pending.set(minute, since ? merged(since, set) : set);
    }
  }

  /**
   * Datapoints of `periodMs`, in ascending order. Periods start at `start` and every `periodMs`
   * before `end`. Periods without values are left out.
   */
  read(
    scope: Scope,
    selection: MetricSelection,
    start: number,
    end: number,
    periodMs: number,
  ): Datapoint[] {
    const { unit } = selection;
    const from = Math.max(start, this.#clock() - retentionMs);
    const stored = Array.from(this.#metric(scope, selection)?.members ?? []);
    const isSelected = (present: string | undefined) =>
      unit === undefined || unit === present;
    if (stored.length === 0) {
      const range = { start, from, end, periodMs };
      return this.#computed &&
        isSelected(this.#computed.unitOf(scope, selection))
        ? this.#computed.read(scope, selection, range)
        : [];
    }
    const members = stored.filter(({ source }) => isSelected(source.unit));
    const periods = new Map<number, Datapoint>();
    for (const { series } of members) {
      for (const datapoint of series.read(from, end)) {
        const timestamp =
          start +
          Math.floor((datapoint.timestamp - start) / periodMs) * periodMs;
        const before = periods.get(timestamp);
        if (before) {
          absorb(before, datapoint);
        } else {
          datapoint.timestamp = timestamp;
          periods.set(timestamp, datapoint);
        }
      }
    }
    const datapoints = Array.from(periods.values());
    // One series is already in order.
    return members.length > 1
      ? datapoints.sort((a, b) => a.timestamp - b.timestamp)
      : datapoints;
  }

  /** The units of the published values. None for an unknown metric. */
  unitsOf(scope: Scope, identity: MetricIdentity): string[] {
    const members = this.#metric(scope, identity)?.members ?? [];
    const units = new Set(Array.from(members, ({ source }) => source.unit));
    const computed = this.#computed?.unitOf(scope, identity);
    return units.size === 0 && computed !== undefined
      ? [computed]
      : Array.from(units);
  }

  /** Every metric of an account and region that has datapoints, of one namespace or of all. */
  *list(scope: Scope, namespace?: string): Generator<ListedMetric> {
    const prefix = scopeKey(scope);
    for (const [key, names] of this.#index) {
      if (
        namespace === undefined
          ? key.startsWith(prefix)
          : key === `${prefix}${namespace}`
      ) {
        for (const metrics of names.values()) {
          for (const { members, ...identity } of metrics.values()) {
            const latest = Math.max(
              ...Array.from(members, ({ series }) => series.latest),
            );
            yield { ...identity, latest };
          }
        }
      }
    }
  }

  /** Applies the retention. Deletes series without datapoints. */
  age(): void {
    const now = this.#clock();
    for (const [key, stored] of this.#series) {
      stored.series.age(now);
      if (stored.series.isEmpty && stored.pending.size === 0) {
        this.#series.delete(key);
        this.#unlink(stored);
      }
    }
  }

  clear(): void {
    this.#series.clear();
    this.#index.clear();
  }

  get seriesCount(): number {
    return this.#series.size;
  }

  /** The memory of the datapoints, in bytes. */
  get byteLength(): number {
    return Array.from(this.#series.values()).reduce(
      (sum, { series }) => sum + series.byteLength,
      0,
    );
  }

  #find(source: MetricSource): StoredSeries | undefined {
    const key = sourceKey(source);
    let stored = this.#series.get(key);
    if (!stored && this.#series.size < seriesLimit) {
      stored = { source, series: new DatapointSeries(), pending: new Map() };
      this.#series.set(key, stored);
      this.#link(stored);
    }
    return stored;
  }

  #metric(
    scope: Scope,
    { namespace, metricName, dimensions }: MetricIdentity,
  ): StoredMetric | undefined {
    return this.#index
      .get(`${scopeKey(scope)}${namespace}`)
      ?.get(metricName)
      ?.get(dimensionsKey(dimensions));
  }

  #link(stored: StoredSeries): void {
    const { namespace, metricName, views } = stored.source;
    const names = entry(
      this.#index,
      `${scopeKey(stored.source)}${namespace}`,
      () => new Map(),
    );
    const metrics = entry(names, metricName, () => new Map());
    for (const dimensions of views) {
      const metric = entry(metrics, dimensionsKey(dimensions), () => ({
        namespace,
        metricName,
        dimensions,
        members: new Set(),
      }));
      metric.members.add(stored);
    }
  }

  #unlink(stored: StoredSeries): void {
    const { namespace, metricName, views } = stored.source;
    const metrics = this.#index
      .get(`${scopeKey(stored.source)}${namespace}`)
      ?.get(metricName);
    for (const dimensions of views) {
      const metric = metrics?.get(dimensionsKey(dimensions));
      metric?.members.delete(stored);
      if (metric?.members.size === 0) {
        metrics?.delete(dimensionsKey(dimensions));
      }
    }
  }
}

function scopeKey({ accountId, region }: Scope): string {
  return `${accountId}/${region}/`;
}

/** The same text for the same source. */
export function sourceKey(source: MetricSource): string {
  const { namespace, metricName, unit, views } = source;
  return JSON.stringify([
    source.accountId,
    source.region,
    namespace,
    metricName,
    unit,
    views.map(dimensionsKey).sort(),
  ]);
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) {
    return existing;
  }
  const created = create();
  map.set(key, created);
  return created;
}
