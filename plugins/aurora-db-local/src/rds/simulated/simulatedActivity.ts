import {
  type ActiveSessions,
  type SessionActivity,
  type StatementReadings,
  statementCounters,
} from '../../service/InsightsInstance';

/** Sessions that an ACU can run at once. */
const sessionsPerAcu = 0.25;
/** Calls a second of a statement, by the sessions that run it. */
const callsPerSession = 200;

/** The statements of a simulated server: their share of the load, and what they wait for. */
const statements = [
  {
    queryId: '7001',
    share: 0.6,
    text: 'SELECT * FROM orders WHERE customer = $1',
    query: 'SELECT * FROM orders WHERE customer = 4711',
    wait: undefined,
  },
  {
    queryId: '7002',
    share: 0.3,
    text: 'SELECT count(*) FROM orders WHERE placed > $1',
    query: `SELECT count(*) FROM orders WHERE placed > '2026-11-01'`,
    wait: { waitType: 'IO', waitEvent: 'DataFileRead' },
  },
  {
    queryId: '7003',
    share: 0.1,
    text: 'UPDATE accounts SET balance = balance - $1 WHERE id = $2',
    query: 'UPDATE accounts SET balance = balance - 5 WHERE id = 7',
    wait: { waitType: 'Lock', waitEvent: 'transactionid' },
  },
] as const;

/** What an instance without a server would have to do. */
interface SimulatedWork {
  /** Its size in ACU. */
  acus: number;
  maxConnections: number;
  /** The share of its size that is in use, 0 to 1. */
  load: number;
  createdAt: Date;
}

/** What the sessions of a server would do that does not exist. It is always the same. */
export function simulatedActivity({
  acus,
  maxConnections,
  load,
}: SimulatedWork): SessionActivity {
  const sessions = acus * sessionsPerAcu * load;
  const active = statements.map(
    ({ queryId, query, share, wait }): ActiveSessions => ({
      sessions: sessions * share,
      ...wait,
      sessionType: 'client backend',
      database: 'app',
      userId: '16384',
      user: 'app',
      queryId,
      query,
    }),
  );
  const connections = Math.round(maxConnections * load);
  const running = Math.min(connections, Math.ceil(sessions));
  return {
    active,
    states: {
      active: running,
      idle: connections - running,
      idleInTransaction: 0,
      idleInTransactionAborted: 0,
    },
    connections,
    idleInTransactionSeconds: 0,
    blocked: 0,
  };
}

/** The counters of that server's statements since it was created. */
export function simulatedStatements(
  { acus, load, createdAt }: SimulatedWork,
  server: string,
  asked: readonly string[],
  now: number,
): StatementReadings {
  const seconds = (now - createdAt.getTime()) / 1_000;
  const sessions = acus * sessionsPerAcu * load;
  return {
    server,
    statements: statements.map(({ queryId, share }) => {
      const calls = Math.floor(sessions * share * callsPerSession * seconds);
      const counters = {
        calls,
        total_exec_time: (calls * 1_000) / callsPerSession,
        rows: calls,
      };
      return {
        queryId,
        counters: statementCounters.map(
          name => new Map(Object.entries(counters)).get(name) ?? 0,
        ),
      };
    }),
    texts: new Map(
      statements
        .filter(({ queryId }) => asked.includes(queryId))
        .map(({ queryId, text }) => [queryId, text]),
    ),
  };
}
