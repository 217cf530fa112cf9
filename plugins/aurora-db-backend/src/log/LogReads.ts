import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type {
  LogEvent,
  LogEventReader,
  LogQuery,
} from '../ports/LogEventReader';
import { LogCallBudget } from './LogCallBudget';

/** Maximum number of calls of a request. CloudWatch Logs answers a call with up to 1 MB. */
export const mostCalls = 10;
/** A request starts no call after this time, in ms. */
const patienceMs = 8_000;

/** Limits of a reading. */
interface ReadLimits {
  /** No call starts later, in epoch milliseconds. */
  deadline?: number;
  /** Maximum number of calls. */
  calls?: number;
}

/** What was read of a log. */
export interface LogPart {
  /** The newest first. */
  events: LogEvent[];
  /** Where to continue. Absent at the end of the range. */
  rest?: {
    /** Absent if nothing was read yet. */
    next?: string;
  };
}

/** Reads events of log groups with a bounded number of calls. */
export class LogReads {
  readonly #reader: LogEventReader;
  readonly #now: () => number;
  readonly #budget: LogCallBudget;
  readonly #reading = new Map<string, Promise<LogPart | undefined>>();

  constructor(
    reader: LogEventReader,
    options: { now?: () => number; budget?: LogCallBudget } = {},
  ) {
    this.#reader = reader;
    this.#now = options.now ?? Date.now;
    this.#budget = options.budget ?? new LogCallBudget(options);
  }

  /** When a request that begins now starts its last call, in epoch milliseconds. */
  deadline(): number {
    return this.#now() + patienceMs;
  }

  /**
   * Reads until there are enough events, or up to the limits of a request. Returns undefined if there
   * is no such log group. Callers that ask the same at the same time share the calls. Nothing is kept
   * after the answer.
   */
  read(
    environment: EnvironmentConfig,
    query: LogQuery,
    isEnough: (events: readonly LogEvent[]) => boolean,
    limits: ReadLimits = {},
  ): Promise<LogPart | undefined> {
    const key = JSON.stringify([placeOf(environment), query]);
    const shared = this.#reading.get(key);
    if (shared) {
      return shared;
    }
    const reading = this.#read(environment, query, isEnough, limits).finally(
      () => this.#reading.delete(key),
    );
    this.#reading.set(key, reading);
    return reading;
  }

  async #read(
    environment: EnvironmentConfig,
    query: LogQuery,
    isEnough: (events: readonly LogEvent[]) => boolean,
    { deadline = this.deadline(), calls: most = mostCalls }: ReadLimits,
  ): Promise<LogPart | undefined> {
    const place = placeOf(environment);
    const events: LogEvent[] = [];
    let rest: { next?: string } = query.next ? { next: query.next } : {};
    for (let calls = 0; calls < most; calls += 1) {
      if (!(await this.#budget.take(place, deadline))) {
        break;
      }
      const page = await this.#reader.filter(environment, {
        ...query,
        ...rest,
      });
      if (!page) {
        return undefined;
      }
      events.push(...page.events);
      if (page.next === undefined) {
        return { events };
      }
      rest = { next: page.next };
      if (isEnough(events)) {
        break;
      }
    }
    return { events, rest };
  }
}

function placeOf({ accountId, region, endpoint }: EnvironmentConfig): string {
  return [accountId, region, endpoint].join(' ');
}
