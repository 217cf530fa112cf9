import { Durations, type Percentiles } from './Durations.ts';

/** PostgreSQL's SQLSTATE of a connection too many: too_many_connections. */
export const tooMany = '53300';

/** What a step of the test was like. Times are milliseconds. */
export interface StepResult {
  clients: number;
  /** When it was measured, ISO 8601. Clients were let in before. */
  from: string;
  to: string;
  seconds: number;
  /** From when the first client was let in. */
  connections: {
    /** Most of them at a time. */
    held: number;
    made: number;
    /** Times that the server had no connection free. */
    refused: number;
    /** Times that a client didn't get in for as long as the application tries, which fails its request. */
    gaveUp: number;
    /** Clients that had been refused and were still waiting when the step ended. */
    outside: number;
    /** Of those that got in at once: TCP, TLS and the login. */
    connectMs?: Percentiles;
    /** Of those that were refused first: until they got in. */
    waitMs?: Percentiles;
  };
  requests: {
    planned: number;
    answered: number;
    failed: number;
    /** Planned, and not answered when the step ended. */
    unanswered: number;
    perSecond: number;
  };
  /** From the moment that a request was planned for, with all the waiting; those that nobody began count as what they had waited. */
  responseMs?: Percentiles;
  /** From the first statement sent to the last one answered. */
  databaseMs?: Percentiles;
  operations: Record<string, Percentiles>;
  /** Requests that failed, by the code of why. */
  errors: Record<string, number>;
  /** Tries to connect that failed and were followed by another one, by the code of why. */
  retries: Record<string, number>;
  /** Share of the time that this program was at work or waited for a processor; near 1, it measures itself. */
  busy: number;
  /** Processors that this program had on average. */
  processors: number;
}

/** Takes down what happens in a step: connections as long as it takes, requests that were planned for the measured time. */
export class StepMeasures {
  readonly #response = new Durations();
  readonly #database = new Durations();
  readonly #operations = new Map<string, Durations>();
  readonly #connect = new Durations();
  readonly #wait = new Durations();
  readonly #errors = new Map<string, number>();
  readonly #retries = new Map<string, number>();
  #held = 0;
  #mostHeld = 0;
  #made = 0;
  #answered = 0;
  #failed = 0;
  #unanswered = 0;
  #gaveUp = 0;
  #outside = 0;
  #from = Infinity;
  #to = Infinity;

  /** Begins the measured time, in milliseconds of `performance.now()`. */
  begin(now: number): void {
    this.#from = now;
  }

  end(now: number): void {
    this.#to = now;
  }

  connected(): void {
    this.#made += 1;
    this.#held += 1;
    this.#mostHeld = Math.max(this.#mostHeld, this.#held);
  }

  disconnected(): void {
    this.#held -= 1;
  }

  gotIn(milliseconds: number, { refused }: { refused: boolean }): void {
    (refused ? this.#wait : this.#connect).add(milliseconds);
  }

  retried(code: string): void {
    count(this.#retries, code);
  }

  answered(
    operation: string,
    { planned, sent, done }: { planned: number; sent: number; done: number },
  ): void {
    if (this.#isMeasured(planned)) {
      if (done < this.#to) {
        this.#answered += 1;
      } else {
        this.#unanswered += 1;
      }
      this.#response.add(done - planned);
      this.#database.add(done - sent);
      const durations = this.#operations.get(operation) ?? new Durations();
      this.#operations.set(operation, durations);
      durations.add(done - sent);
    }
  }

  failed(code: string, planned: number): void {
    if (code === tooMany) {
      this.#gaveUp += 1;
    }
    if (this.#isMeasured(planned)) {
      this.#failed += 1;
      count(this.#errors, code);
    }
  }

  /** A client that had been refused waits still. */
  leftOutside(): void {
    this.#outside += 1;
  }

  unanswered(planned: number): void {
    if (this.#isMeasured(planned)) {
      this.#unanswered += 1;
      this.#response.add(this.#to - planned);
    }
  }

  result({
    clients,
    from,
    to,
    busy,
    processors,
  }: {
    clients: number;
    from: Date;
    to: Date;
    busy: number;
    processors: number;
  }): StepResult {
    const seconds = (this.#to - this.#from) / 1000;
    const retries = Object.fromEntries(this.#retries);
    return {
      clients,
      from: from.toISOString(),
      to: to.toISOString(),
      seconds,
      connections: {
        held: this.#mostHeld,
        made: this.#made,
        refused: (retries[tooMany] ?? 0) + this.#gaveUp,
        gaveUp: this.#gaveUp,
        outside: this.#outside,
        connectMs: this.#connect.percentiles(),
        waitMs: this.#wait.percentiles(),
      },
      requests: {
        planned: this.#answered + this.#failed + this.#unanswered,
        answered: this.#answered,
        failed: this.#failed,
        unanswered: this.#unanswered,
        perSecond: this.#answered / seconds,
      },
      responseMs: this.#response.percentiles(),
      databaseMs: this.#database.percentiles(),
      operations: Object.fromEntries(
        [...this.#operations].flatMap(([name, durations]) => {
          const percentiles = durations.percentiles();
          return percentiles ? [[name, percentiles]] : [];
        }),
      ),
      errors: Object.fromEntries(this.#errors),
      retries,
      busy,
      processors,
    };
  }

  #isMeasured(planned: number): boolean {
    return planned >= this.#from && planned < this.#to;
  }
}

function count(counts: Map<string, number>, code: string): void {
  counts.set(code, (counts.get(code) ?? 0) + 1);
}
