import { AwsError, type Scope } from '../../service/AwsService';
import type { Datapoint } from '../metrics/Datapoint';
import type { MetricSelection } from '../metrics/Metric';
import type { MetricStore } from '../metrics/MetricStore';
import {
  parseStatistic,
  type Statistic,
  statisticOf,
} from '../metrics/Statistic';
import { evaluateExpression, type MathValue } from './evaluateExpression';
import type { MetricDataQuery } from './metricDataQuery';
import { parseExpression } from './parseExpression';
import type { TimeSeries } from './TimeSeries';

/**
 * Periods below a minute that AWS accepts. Datapoints here have the standard resolution of a
 * minute.
 */
const highResolutionPeriods = [1, 5, 10, 20, 30];

const hourMs = 3_600_000;

/** The source of datapoints. */
export type MetricReader = Pick<MetricStore, 'read'>;

/** Milliseconds since the epoch. */
export interface QueryRange {
  start: number;
  /** Exclusive. */
  end: number;
  /** Periods begin at `start` instead of at a multiple of their length. Alarms use it. */
  fromStart?: boolean;
}

/** Whether AWS accepts a period, in seconds. */
export function isPeriod(seconds: number): boolean {
  return (
    highResolutionPeriods.includes(seconds) ||
    (seconds > 0 && seconds % 60 === 0)
  );
}

/**
 * The start of the first period. AWS rounds it down to a multiple of the period, for long periods
 * to the minute.
 */
export function alignedStart(
  { start, fromStart }: QueryRange,
  periodMs: number,
): number {
  const unit = periodMs > hourMs ? 60_000 : periodMs;
  return fromStart ? start : Math.floor(start / unit) * unit;
}

/**
 * Answers queries for metrics and expressions, in the given order. Throws AWS's `ValidationError`.
 */
export class QueryEvaluation {
  readonly #store: MetricReader;
  readonly #scope: Scope;
  readonly #queries: Map<string, MetricDataQuery>;
  readonly #range: QueryRange;
  readonly #values = new Map<string, MathValue | 'evaluating'>();

  constructor(
    store: MetricReader,
    scope: Scope,
    queries: readonly MetricDataQuery[],
    range: QueryRange,
  ) {
    this.#store = store;
    this.#scope = scope;
    this.#queries = new Map(queries.map(query => [query.Id, query]));
    this.#range = range;
  }

  /** The series of a query: one, or several for an expression that gives an array. */
  seriesOf(id: string): TimeSeries[] {
    const value = this.#valueOf(id);
    if (typeof value === 'number') {
      throw new AwsError(
        'ValidationError',
        `Error in expression '${id}': The expression must return a time series, not a number.`,
      );
    }
    return Array.isArray(value) ? value : [value];
  }

  /** Throws if a query cannot be evaluated. It may also return a number. */
  check(id: string): void {
    this.#valueOf(id);
  }

  #valueOf(id: string): MathValue {
    const known = this.#values.get(id);
    if (known === 'evaluating') {
      throw new Error(`'${id}' refers to itself`);
    }
    if (known !== undefined) {
      return known;
    }
    const query = this.#queries.get(id);
    if (!query) {
      throw new Error(`Unresolved symbol '${id}'`);
    }
    this.#values.set(id, 'evaluating');
    const value = query.MetricStat
      ? this.#metric(query, query.MetricStat)
      : this.#expression(query);
    this.#values.set(id, value);
    return value;
  }

  #metric(
    { Label }: MetricDataQuery,
    { Metric, Period, Stat, Unit }: NonNullable<MetricDataQuery['MetricStat']>,
  ): TimeSeries {
    const statistic = parseStatistic(Stat);
    if (!statistic) {
      throw new AwsError(
        'ValidationError',
        `The value ${Stat} for parameter Stat is not supported.`,
      );
    }
    const identity = {
      namespace: Metric.Namespace,
      metricName: Metric.MetricName,
      dimensions: Metric.Dimensions,
      unit: Unit,
    };
    const periodMs = Math.max(60_000, Period * 1000);
    const start = alignedStart(this.#range, periodMs);
    const points = readStatistic(
      this.#store,
      this.#scope,
      identity,
      statistic,
      { start, end: this.#range.end, periodMs },
    );
    return { label: Label ?? Metric.MetricName, periodMs, points };
  }

  #expression({ Id, Expression, Label }: MetricDataQuery): MathValue {
    const periodMs = this.#period();
    try {
      const value = evaluateExpression(parseExpression(Expression ?? ''), {
        resolve: id => this.#valueOf(id),
        metrics: () => this.#metrics(),
        range: {
          start: alignedStart(this.#range, periodMs),
          end: this.#range.end,
          periodMs,
        },
      });
      if (typeof value === 'number' || Array.isArray(value)) {
        return value;
      }
      return { ...value, label: Label ?? Id };
    } catch (error) {
      if (error instanceof AwsError || !(error instanceof Error)) {
        throw error;
      }
      throw new AwsError(
        'ValidationError',
        `Error in expression '${Id}': ${error.message}.`,
      );
    }
  }

  #metrics(): Map<string, TimeSeries> {
    const series = new Map<string, TimeSeries>();
    for (const { Id, MetricStat } of this.#queries.values()) {
      const value = MetricStat && this.#valueOf(Id);
      if (value && typeof value === 'object' && !Array.isArray(value)) {
        series.set(Id, value);
      }
    }
    return series;
  }

  /** The longest period of the request's metrics. AWS uses it for expressions. */
  #period(): number {
    return Math.max(
      60_000,
      ...Array.from(
        this.#queries.values(),
        ({ MetricStat, Period = 0 }) => (MetricStat?.Period ?? Period) * 1000,
      ),
    );
  }
}

/** The values of a statistic, by the start of the period. */
export function readStatistic(
  store: MetricReader,
  scope: Scope,
  identity: MetricSelection,
  statistic: Statistic,
  { start, end, periodMs }: { start: number; end: number; periodMs: number },
): Map<number, number> {
  if (typeof statistic === 'string') {
    const datapoints = store.read(scope, identity, start, end, periodMs);
    return new Map(
      datapoints.map(datapoint => [
        datapoint.timestamp,
        statisticOf(statistic, [datapoint]),
      ]),
    );
  }
  const periods = new Map<number, Datapoint[]>();
  for (const datapoint of store.read(scope, identity, start, end, 60_000)) {
    const period =
      start + Math.floor((datapoint.timestamp - start) / periodMs) * periodMs;
    const ofPeriod = periods.get(period) ?? [];
    ofPeriod.push(datapoint);
    periods.set(period, ofPeriod);
  }
  return new Map(
    Array.from(periods, ([timestamp, datapoints]) => [
      timestamp,
      statisticOf(statistic, datapoints),
    ]),
  );
}
