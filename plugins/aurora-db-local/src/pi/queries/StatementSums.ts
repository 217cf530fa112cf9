import type { LoadRecord } from '../LoadRecord';
import { add, type PeriodValues } from './LoadSums';
import { statementMetrics } from './statementMetrics';

interface Work {
  total: number[];
  periods: Map<number, number[]>;
}

/** The statistics of tokenized statements by period. */
export class StatementSums {
  #seconds = 0;
  readonly #secondsOf = new Map<number, number>();
  readonly #statements = new Map<string, Work>();

  add({ statisticsSeconds, statistics }: LoadRecord, period: number): void {
    if (statisticsSeconds > 0) {
      this.#seconds += statisticsSeconds;
      add(this.#secondsOf, period, statisticsSeconds);
      for (const { statement, counters } of statistics) {
        const work: Work = this.#statements.get(statement.id) ?? {
          total: [],
          periods: new Map(),
        };
        work.total = sumOf(work.total, counters);
        work.periods.set(period, sumOf(work.periods.get(period), counters));
        this.#statements.set(statement.id, work);
      }
    }
  }

  /** Undefined if there is none, such as a latency without calls. */
  total(statementId: string, metric: string): number | undefined {
    const work = this.#statements.get(statementId);
    return this.#seconds > 0
      ? statementMetrics.get(metric)?.of({
          seconds: this.#seconds,
          counters: work?.total ?? [],
        })
      : undefined;
  }

  values(statementId: string, metric: string): PeriodValues {
    const work = this.#statements.get(statementId);
    return new Map(
      Array.from(this.#secondsOf).flatMap(([period, seconds]) => {
        const value = statementMetrics.get(metric)?.of({
          seconds,
          counters: work?.periods.get(period) ?? [],
        });
        return value === undefined ? [] : [[period, value] as const];
      }),
    );
  }
}

function sumOf(
  before: readonly number[] | undefined,
  added: readonly number[],
): number[] {
  return added.map((value, index) => value + (before?.[index] ?? 0));
}
