/** A tokenized statement. */
export interface Statement {
  id: string;
  /** PostgreSQL's query id, or `pi-` and a number if it has none. */
  dbId: string;
  text: string;
}

/** A statement as a client sent it. */
export interface StatementText {
  id: string;
  text: string;
}

/** What active sessions have in common. */
export interface LoadKey {
  waitType: string;
  /** With its type, such as `Lock:transactionid`. `CPU` for a session that does not wait. */
  wait: string;
  sessionType?: string;
  database?: string;
  userId?: string;
  user?: string;
  application?: string;
  host?: string;
  statement?: Statement;
  sql?: StatementText;
}

/** The counters of an instance, by their names without statistic. */
export const sampledCounters = [
  'os.general.numVCPUs',
  'db.User.max_connections',
  'db.User.numbackends',
  'db.state.active_count',
  'db.state.idle_count',
  'db.state.idle_in_transaction_count',
  'db.state.idle_in_transaction_aborted_count',
  'db.state.idle_in_transaction_max_time',
  'db.Transactions.blocked_transactions',
] as const;

export type SampledCounter = (typeof sampledCounters)[number];

/** The values of a counter over the samples of a record. */
export interface CounterValues {
  sum: number;
  minimum: number;
  maximum: number;
}

/** The difference of a statement's counters between two readings. */
export interface StatementDifference {
  statement: Statement;
  /** In the order of `statementCounters`. */
  counters: readonly number[];
}

/** The load of an instance in a minute, a part of it, or a second. */
export interface LoadRecord {
  /** Start of the minute or second, in epoch milliseconds. */
  at: number;
  samples: number;
  /** Sums over the samples. */
  load: ReadonlyArray<{ key: LoadKey; sessions: number }>;
  counters: Partial<Record<SampledCounter, CounterValues>>;
  /** Seconds between the two readings of the statements' counters. 0 without a reading. */
  statisticsSeconds: number;
  statistics: readonly StatementDifference[];
}
