import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** PostgreSQL's SQLSTATE of a connection too many: too_many_connections. */
const tooMany = '53300';

type Percentiles = Record<'count' | 'p50' | 'p95' | 'p99' | 'max', number>;

/** The figures of a step. Times are milliseconds, times of day ISO 8601. */
export type StepResult = ReturnType<StepMeasures['result']>;

/** Counts what happens in a step. Times are milliseconds of `performance.now()`. */
export class StepMeasures {
  readonly #response = createHistogram({ figures: 3 });
  readonly #connect = createHistogram({ figures: 3 });
  readonly #operations: Record<string, RecordableHistogram> = {};
  readonly #errors: Record<string, number> = {};
  readonly #requests = { answered: 0, failed: 0, unanswered: 0 };
  readonly #connections = { held: 0, made: 0, refused: 0 };
  #open = 0;
  #from = Infinity;
  #to = Infinity;

  /** Requests that are planned from now on count. */
  begin(now: number): void {
    this.#from = now;
  }

  end(now: number): void {
    this.#to = now;
  }

  connected(): void {
    this.#open += 1;
    this.#connections.made += 1;
    this.#connections.held = Math.max(this.#connections.held, this.#open);
  }

  disconnected(): void {
    this.#open -= 1;
  }

  gotConnectionIn(milliseconds: number): void {
    record(this.#connect, milliseconds);
  }

  couldNotConnect(code: string): void {
    this.#connections.refused += code === tooMany ? 1 : 0;
  }

  answered(
    operation: string,
    { planned, sent, done }: { planned: number; sent: number; done: number },
  ): void {
    if (this.#isMeasured(planned)) {
      this.#requests[done < this.#to ? 'answered' : 'unanswered'] += 1;
      record(this.#response, done - planned);
      record(
        (this.#operations[operation] ??= createHistogram({ figures: 3 })),
        done - sent,
      );
    }
  }

  failed(code: string, planned: number): void {
    if (this.#isMeasured(planned)) {
      this.#requests.failed += 1;
      this.#errors[code] = (this.#errors[code] ?? 0) + 1;
    }
  }

  /** A request counts as the time that it waited, so a stall of the database is not hidden. */
  unanswered(planned: number): void {
    if (this.#isMeasured(planned)) {
      this.#requests.unanswered += 1;
      record(this.#response, this.#to - planned);
    }
  }

  /** `busy` is the share of the time that this program worked or waited for a processor. */
  result(step: { clients: number; from: Date; to: Date; busy: number }) {
    const { answered, failed, unanswered } = this.#requests;
    const seconds = (this.#to - this.#from) / 1000;
    const operations = Object.entries(this.#operations);
    return {
      ...step,
      from: step.from.toISOString(),
      to: step.to.toISOString(),
      /** They count from the first client on, also before the measured time. */
      connections: {
        ...this.#connections,
        /** Until a client had its connection, with all the waiting. */
        connectMs: percentiles(this.#connect),
      },
      requests: {
        planned: answered + failed + unanswered,
        ...this.#requests,
        perSecond: answered / seconds,
        plannedPerSecond: (answered + failed + unanswered) / seconds,
      },
      /** From the planned moment of a request, with all the waiting. */
      responseMs: percentiles(this.#response),
      /** Time in the database by kind of request. */
      operations: Object.fromEntries(
        operations.map(([name, times]) => [name, percentiles(times)]),
      ),
      /** Failed requests by error code. */
      errors: this.#errors,
    };
  }

  #isMeasured(planned: number): boolean {
    return planned >= this.#from && planned < this.#to;
  }
}

/** Histograms hold whole numbers from 1 on: microseconds. */
function record(times: RecordableHistogram, milliseconds: number): void {
  times.record(Math.max(1, Math.round(milliseconds * 1000)));
}

/** Undefined if nothing was recorded: no time is not a time of 0. */
function percentiles(times: RecordableHistogram): Percentiles | undefined {
  const at = (percent: number) => times.percentile(percent) / 1000;
  const { count, max } = times;
  return count === 0
    ? undefined
    : { count, p50: at(50), p95: at(95), p99: at(99), max: max / 1000 };
}
