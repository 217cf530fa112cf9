import type { ProvisionedResources, Scope } from './AwsService';

/** What the sessions of a server do at a moment. */
export interface SessionActivity {
  active: ActiveSessions[];
  /** Client sessions by state. */
  states: {
    active: number;
    idle: number;
    idleInTransaction: number;
    idleInTransactionAborted: number;
  };
  /** Client sessions, without those of the administration. */
  connections: number;
  /** Age of the oldest transaction whose session is idle. */
  idleInTransactionSeconds: number;
  /** Sessions that wait for a lock. */
  blocked: number;
}

/** Active sessions that have everything in common. */
export interface ActiveSessions {
  sessions: number;
  /** Absent for a session that does not wait. */
  waitType?: string;
  waitEvent?: string;
  /** PostgreSQL's backend type, such as `client backend`. */
  sessionType: string;
  database?: string;
  userId?: string;
  user?: string;
  application?: string;
  /** The address of the client. */
  host?: string;
  /** PostgreSQL's query id; absent if it does not compute one. */
  queryId?: string;
  /** As the client sent it, up to `track_activity_query_size` bytes. */
  query?: string;
}

/** The cumulative counters of a statement, in the order of {@link statementCounters}. */
interface StatementReading {
  queryId: string;
  counters: number[];
}

/** The columns of `pg_stat_statements` that Performance Insights show. Times are in ms. */
export const statementCounters = [
  'calls',
  'total_exec_time',
  'rows',
  'shared_blks_hit',
  'shared_blks_read',
  'shared_blks_dirtied',
  'shared_blks_written',
  'local_blks_hit',
  'local_blks_read',
  'local_blks_dirtied',
  'local_blks_written',
  'temp_blks_read',
  'temp_blks_written',
  'blk_read_time',
  'blk_write_time',
] as const;

/** A reading of `pg_stat_statements`. */
export interface StatementReadings {
  /** Differs between servers and between starts of one. */
  server: string;
  statements: StatementReading[];
  /** The normalized texts of the statements that were asked for, by query id. */
  texts: Map<string, string>;
}

/** An instance that has a server, for the Performance Insights service. */
export interface InsightsInstance extends Scope {
  /** `DbiResourceId`. */
  resourceId: string;
  instanceIdentifier: string;
  /** Instances with the same server have the same name of it. */
  server: string;
  /** The resources of a provisioned class; absent for `db.serverless`. */
  provisioned?: ProvisionedResources;
  maxCapacity: number;
  maxConnections: number;
  /** Undefined if Performance Insights are off. */
  retentionDays?: number;
  /** Rejects if the server does not answer. */
  readActivity(): Promise<SessionActivity>;
  /** @param texts - query ids of statements whose text is wanted */
  readStatements(texts: readonly string[]): Promise<StatementReadings>;
}

/** The RDS service implements it for the Performance Insights service. */
export interface InsightsInstances {
  insightsInstances(): InsightsInstance[];
}
