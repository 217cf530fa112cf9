import { availableParallelism } from 'node:os';
import {
  provisionedSize,
  serverlessSize,
} from '../../cloudwatch/sampling/CapacityModel';
import type {
  InsightsInstance,
  SessionActivity,
  StatementReadings,
} from '../../service/InsightsInstance';
import type { LoadArchive } from '../archive/LoadArchive';
import type { LoadRecord, SampledCounter } from '../LoadRecord';
import { OpenLoad } from './OpenLoad';
import { RecentSeconds } from './RecentSeconds';
import { StatementDifferences } from './StatementDifferences';
import { Statements } from './Statements';

export const minuteMs = 60_000;
/** Minutes that are in memory, because most callers ask for the last hours. */
const cachedMinutes = 180;
/** Minutes that are kept while the disk takes none. */
const mostUnwritten = 60;

/** The load of an instance: recent seconds and minutes in memory, older minutes on disk. */
export class InstanceLoad {
  readonly seconds = new RecentSeconds();
  readonly #statements = new Statements();
  readonly #differences = new StatementDifferences();
  /** Minutes that are not on disk yet, the oldest first. */
  #open: OpenLoad[] = [];
  #unwritten: LoadRecord[] = [];
  /** Minutes on disk from {@link #cachedFrom} on. */
  #cached: LoadRecord[] = [];
  #cachedFrom: number;

  constructor(
    private readonly resourceId: string,
    private readonly archive: LoadArchive,
    now: number,
  ) {
    // The present minute may also have samples of an earlier process.
    this.#cachedFrom = startOfMinute(now) + minuteMs;
  }

  add(at: number, activity: SessionActivity, instance: InsightsInstance): void {
    const minute = startOfMinute(at);
    let open = this.#open.at(-1);
    if (open?.minute !== minute) {
      open = new OpenLoad(minute, this.#statements);
      this.#open.push(open);
    }
    const counters = countersOf(activity, instance);
    this.seconds.add(at, open.add(activity, counters), counters);
  }

  /** Query ids of statements whose normalized text is wanted. */
  wantedTexts(): string[] {
    return this.#statements.unsettled();
  }

  /** Takes the readings after the minutes that ended before `before`, and writes these minutes. */
  async close(
    before: number,
    readings?: {
      at: number;
      wanted: readonly string[];
      read: StatementReadings;
    },
  ): Promise<void> {
    const ended = this.#open.filter(({ minute }) => minute < before);
    const records = ended.map(open => open.close());
    if (readings) {
      const { at, wanted, read } = readings;
      this.#statements.settle(wanted, read.texts);
      const { seconds, differences } = this.#differences.next(
        read,
        at,
        this.#statements,
      );
      const last = records.at(-1);
      if (last) {
        records[records.length - 1] = {
          ...last,
          statisticsSeconds: seconds,
          statistics: differences,
        };
      }
    }
    this.#open = this.#open.filter(open => !ended.includes(open));
    this.#unwritten.push(...records);
    this.#unwritten = this.#unwritten.slice(-mostUnwritten);
    await this.#write();
  }

  async #write(): Promise<void> {
    for (let record = this.#unwritten[0]; record; record = this.#unwritten[0]) {
      await this.archive.append(this.resourceId, [record]);
      this.#unwritten.shift();
      if (record.at >= this.#cachedFrom) {
        this.#cached.push(record);
      }
    }
    if (this.#cached.length > cachedMinutes) {
      this.#cached = this.#cached.slice(-cachedMinutes);
      this.#cachedFrom = this.#cached[0]?.at ?? this.#cachedFrom;
    }
  }

  /** Minutes, also those that have not ended. A minute can have several records, which add up. */
  async *minutes(start: number, end: number): AsyncGenerator<LoadRecord> {
    const cachedFrom = this.#cachedFrom;
    const inMemory = [
      ...this.#cached,
      ...this.#unwritten,
      ...this.#open.map(open => open.record()),
    ].filter(({ at }) => at >= start && at < end);
    if (start < cachedFrom) {
      yield* this.archive.read(
        this.resourceId,
        start,
        Math.min(end, cachedFrom),
      );
    }
    yield* inMemory;
  }
}

export function startOfMinute(at: number): number {
  return Math.floor(at / minuteMs) * minuteMs;
}

function countersOf(
  { states, connections, idleInTransactionSeconds, blocked }: SessionActivity,
  { provisioned, maxCapacity, maxConnections }: InsightsInstance,
): Record<SampledCounter, number> {
  const machineCores = availableParallelism();
  const { cores } = provisioned
    ? provisionedSize(provisioned, machineCores)
    : serverlessSize({ maxCapacity, machineCores });
  return {
    'os.general.numVCPUs': cores,
    'db.User.max_connections': maxConnections,
    'db.User.numbackends': connections,
    'db.state.active_count': states.active,
    'db.state.idle_count': states.idle,
    'db.state.idle_in_transaction_count': states.idleInTransaction,
    'db.state.idle_in_transaction_aborted_count':
      states.idleInTransactionAborted,
    'db.state.idle_in_transaction_max_time': idleInTransactionSeconds,
    'db.Transactions.blocked_transactions': blocked,
  };
}
