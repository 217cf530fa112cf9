import type { EnvironmentConfig } from './EnvironmentConfig';

/** The range of a reading. */
export interface LoadWindow {
  /** Epoch milliseconds, a multiple of the period. */
  startMs: number;
  /** May be within a period. */
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

/** A statement without its values. */
export interface TokenizedStatement {
  id: string;
  /** From the adapter, it may contain values. */
  text: string;
  /** Whether the text is cut. */
  isCut?: boolean;
  /** Performance Insights' id of one of the statements, if several count as this one. */
  sourceId?: string;
}

/** The load of an instance over a window, in average active sessions. */
export interface InstanceLoad {
  /** Starts of the periods, in epoch milliseconds. */
  times: number[];
  /** The load of all sessions, also of those that the other series leave out. */
  total?: LoadValues;
  waits: Array<WaitEvent & { sessions: LoadValues }>;
  /** The statements with the greatest load. */
  statements: Array<TokenizedStatement & { sessions: LoadValues }>;
  /** Statements with values, the greatest load first. Only for readers of the log. */
  valued?: ValuedStatement[];
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

/** A statement as a client sent it. */
export interface ValuedStatement {
  id: string;
  /** The tokenized statement that it belongs to. */
  statementId: string;
  text: string;
  /** Whether the text is cut. */
  isCut: boolean;
  /** Average active sessions over the window. */
  sessions: number;
}

/** The load of a tokenized statement over a window. */
export interface StatementLoad extends TokenizedStatement {
  /** Average active sessions. */
  sessions: number;
  waits: Array<WaitEvent & { sessions: number }>;
  callsPerSecond?: number;
  averageLatencyMs?: number;
  rowsPerCall?: number;
}

/**
 * Reads Performance Insights. An instance is named by its resource id (`db-…`). Each method makes
 * one call, and does not repeat it. Methods throw an AwsUnavailableError if AWS gives no answer, an
 * InsightsOffError if Performance Insights is off, and a MetricsRefusedError if AWS refuses
 * metrics: another call then leaves them out.
 */
export interface LoadReader {
  /** Load by wait event and by statement, and the counters. */
  readLoad(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<InstanceLoad>;
  /** The 25 statements with the greatest load, the greatest first. */
  readStatements(
    environment: EnvironmentConfig,
    resourceId: string,
    window: LoadWindow,
  ): Promise<StatementLoad[]>;
  /** The statements behind a tokenized one, with values, the greatest load first. */
  readValuedStatements(
    environment: EnvironmentConfig,
    resourceId: string,
    statementId: string,
    window: LoadWindow,
  ): Promise<ValuedStatement[]>;
  /**
   * The whole text of a statement with values. Returns undefined if Performance Insights does not
   * have it (yet).
   *
   * @param valuedId - {@link ValuedStatement.id}
   */
  readWholeText(
    environment: EnvironmentConfig,
    resourceId: string,
    valuedId: string,
  ): Promise<string | undefined>;
}
