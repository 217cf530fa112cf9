import type { EnvironmentConfig } from './EnvironmentConfig';

/** The range of a reading. */
export interface LoadWindow {
  /** Epoch milliseconds, a multiple of the period. */
  startMs: number;
  endMs: number;
  /** A period that Performance Insights has: a minute, five minutes or an hour. */
  periodMs: 60_000 | 300_000 | 3_600_000;
}

/** A value for each time of a reading. null is a gap. */
export type LoadValues = Array<number | null>;

/** A wait event of Performance Insights. */
export interface WaitEvent {
  /** Such as `Lock:transactionid`, or `CPU`. */
  name: string;
  /** PostgreSQL's type of the wait event, such as `Lock`, or `CPU`. */
  type: string;
}

/** The load of an instance over a window, in average active sessions. */
export interface InstanceLoad {
  /** Starts of the periods, in epoch milliseconds. */
  times: number[];
  waits: Array<WaitEvent & { sessions: LoadValues }>;
  /** Tokenized statements with the greatest load. The texts may contain values and may be cut. */
  statements: Array<{ id: string; text: string; sessions: LoadValues }>;
  /** Counters of the instance. A counter that it does not have is absent. */
  counters: {
    vcpus?: LoadValues;
    /** Connections in the states `idle` and `idle in transaction`. */
    idle?: LoadValues;
    idleInTransaction?: LoadValues;
    /** Age of the oldest transaction that is idle, in seconds. */
    idleInTransactionSeconds?: LoadValues;
  };
}

/** The load of a tokenized statement over a window. */
export interface StatementLoad {
  id: string;
  /** May contain values and may be cut. */
  text: string;
  /** Average active sessions. */
  sessions: number;
  waits: Array<WaitEvent & { sessions: number }>;
  callsPerSecond?: number;
  averageLatencyMs?: number;
  rowsPerCall?: number;
}

/**
 * Reads Performance Insights. An instance is named by its resource id (`db-…`). Methods throw an
 * AwsUnavailableError if AWS gives no answer, and an InsightsOffError if Performance Insights is off.
 */
export interface LoadReader {
  /** Load by wait event and by statement, and the counters. Makes one call. */
  readLoad(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<InstanceLoad>;
  /** The 25 statements with the greatest load, the greatest first. Makes one call. */
  readStatements(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<StatementLoad[]>;
  /**
   * The statements behind a tokenized one, with values, the greatest load first. Makes a call per
   * statement, and one more.
   */
  readStatementTexts(
    environment: EnvironmentConfig,
    resourceId: string,
    statementId: string,
    window: LoadWindow,
  ): Promise<Array<{ text: string; sessions: number }>>;
}
