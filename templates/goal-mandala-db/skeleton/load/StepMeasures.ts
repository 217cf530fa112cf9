import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** PostgreSQL's SQLSTATE of a connection too many: too_many_connections. */
export const tooMany = '53300';

export type Percentiles = Record<
  'count' | 'p50' | 'p90' | 'p95' | 'p99' | 'max',
  number
>;

/** The figures of a step. Times are milliseconds, times of day ISO 8601. */
export type StepResult = ReturnType<StepMeasures['result']>;

/** Counts what happens in a step. Times are milliseconds of `performance.now()`. */
export class StepMeasures {
  readonly #response = new Durations();
  readonly #database = new Durations();
  readonly #connect = new Durations();
  readonly #wait = new Durations();
  readonly #operations: Record<string, Durations> = {};
  readonly #errors: Record<string, number> = {};
  readonly #retries: Record<string, number> = {};
  readonly #requests = { answered: 0, failed: 0, unanswered: 0 };
  readonly #connections = { held: 0, made: 0, gaveUp: 0, outside: 0 };
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

  gotIn(milliseconds: number, { refused }: { refused: boolean }): void {
    (refused ? this.#wait : this.#connect).add(milliseconds);
  }

  retried(code: string): void {
    this.#retries[code] = (this.#retries[code] ?? 0) + 1;
  }

  answered(
    operation: string,
    { planned, sent, done }: { planned: number; sent: number; done: number },
  ): void {
    if (this.#isMeasured(planned)) {
      this.#requests[done < this.#to ? 'answered' : 'unanswered'] += 1;
      this.#response.add(done - planned);
      this.#database.add(done - sent);
      (this.#operations[operation] ??= new Durations()).add(done - sent);
    }
  }

  failed(code: string, planned: number): void {
    if (code === tooMany) {
      this.#connections.gaveUp += 1;
    }
    if (this.#isMeasured(planned)) {
      this.#requests.failed += 1;
      this.#errors[code] = (this.#errors[code] ?? 0) + 1;
    }
  }

  /** The server refused a client, which still waits when the step ends. */
  leftOutside(): void {
    this.#connections.outside += 1;
  }

  /** A request counts as the time that it waited, so a stall of the database is not hidden. */
  unanswered(planned: number): void {
    if (this.#isMeasured(planned)) {
      this.#requests.unanswered += 1;
      this.#response.add(this.#to - planned);
    }
  }

  result(step: {
    clients: number;
    from: Date;
    to: Date;
    /** Share of the time that this program worked or waited for a processor. */
    busy: number;
    /** Processors that this program got on average. */
    processors: number;
  }) {
    const { answered, failed, unanswered } = this.#requests;
    const seconds = (this.#to - this.#from) / 1000;
    return {
      ...step,
      from: step.from.toISOString(),
      to: step.to.toISOString(),
      seconds,
      /** They count from the first client on, also before the measured time. */
      connections: {
        ...this.#connections,
        refused: (this.#retries[tooMany] ?? 0) + this.#connections.gaveUp,
        /** Of clients that were not refused: TCP, TLS and the login. */
        connectMs: this.#connect.percentiles(),
        /** Of clients that were refused first: the time until they got a connection. */
        waitMs: this.#wait.percentiles(),
      },
      requests: {
        planned: answered + failed + unanswered,
        ...this.#requests,
        perSecond: answered / seconds,
      },
      /** From the planned moment of a request, with all the waiting. */
      responseMs: this.#response.percentiles(),
      /** From the first statement sent to the last one answered. */
      databaseMs: this.#database.percentiles(),
      operations: Object.fromEntries(
        Object.entries(this.#operations).map(([name, of]) => [
          name,
          of.percentiles(),
        ]),
      ),
      /** Failed requests by error code. */
      errors: this.#errors,
      /** Failed tries to connect that were followed by another one, by error code. */
      retries: this.#retries,
    };
  }

  #isMeasured(planned: number): boolean {
    return planned >= this.#from && planned < this.#to;
  }
}

/** The longest time that is told apart, in microseconds: an hour. */
const longest = 3_600_000_000;

/** A histogram of times in milliseconds: HdrHistogram, which Node.js contains, with three figures. */
class Durations {
  readonly #microseconds: RecordableHistogram = createHistogram({
    lowest: 1,
    highest: longest,
    figures: 3,
  });

  add(milliseconds: number): void {
    const microseconds = Math.round(milliseconds * 1000);
    this.#microseconds.record(Math.min(longest, Math.max(1, microseconds)));
  }

  /** Undefined if nothing was added: no time is not a time of 0. */
  percentiles(): Percentiles | undefined {
    const { count, max } = this.#microseconds;
    const at = (percent: number) =>
      this.#microseconds.percentile(percent) / 1000;
    return count === 0
      ? undefined
      : {
          count,
          p50: at(50),
          p90: at(90),
          p95: at(95),
          p99: at(99),
          max: max / 1000,
        };
  }
}
