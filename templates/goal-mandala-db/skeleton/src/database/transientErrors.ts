/** The effect of a statement that failed, as its error tells it. */
export type Outcome =
  /** The statement, or the transaction that it was part of, was surely not carried out. */
  | 'nothing done'
  /** The answer was lost, so that it may have been carried out. */
  | 'unknown';

/** Errors that end by themselves, so that a retry helps. */
const transientErrors: Readonly<
  Record<string, { outcome: Outcome; meaning: string }>
> = {
  // Node's codes of the network
  ECONNREFUSED: {
    outcome: 'nothing done',
    meaning:
      'nobody listens: the instance restarts, or a failover is under way',
  },
  EAI_AGAIN: {
    outcome: 'nothing done',
    meaning: 'DNS did not answer while the endpoint changed hands',
  },
  ENOTFOUND: {
    outcome: 'nothing done',
    meaning: 'DNS had no such name while the endpoint changed hands',
  },
  EHOSTUNREACH: { outcome: 'unknown', meaning: 'no way to the instance' },
  ENETUNREACH: { outcome: 'unknown', meaning: 'no way to the network' },
  ECONNRESET: {
    outcome: 'unknown',
    meaning: 'the connection broke: restart or failover',
  },
  EPIPE: { outcome: 'unknown', meaning: 'the connection was broken already' },
  ETIMEDOUT: { outcome: 'unknown', meaning: 'no answer from the instance' },
  // PostgreSQL's SQLSTATEs
  '57P03': {
    outcome: 'nothing done',
    meaning: 'cannot_connect_now: the server starts up, as after a cold start',
  },
  '53300': {
    outcome: 'nothing done',
    meaning: 'too_many_connections: others will go',
  },
  '40001': {
    outcome: 'nothing done',
    meaning: 'serialization_failure: rolled back',
  },
  '40P01': {
    outcome: 'nothing done',
    meaning: 'deadlock_detected: rolled back',
  },
  '25006': {
    outcome: 'nothing done',
    meaning:
      'read_only_sql_transaction: the writer became a reader in a failover',
  },
  '57P01': {
    outcome: 'unknown',
    meaning: 'admin_shutdown: the server ended the session',
  },
  '57P02': {
    outcome: 'unknown',
    meaning: 'crash_shutdown: a server process died',
  },
  '08000': { outcome: 'unknown', meaning: 'connection_exception' },
  '08003': { outcome: 'unknown', meaning: 'connection_does_not_exist' },
  '08006': { outcome: 'unknown', meaning: 'connection_failure' },
  // Prisma's codes
  P1001: { outcome: 'nothing done', meaning: "can't reach the server" },
  P1002: { outcome: 'unknown', meaning: 'the server timed out' },
  P1017: { outcome: 'unknown', meaning: 'the server closed the connection' },
  P2034: {
    outcome: 'nothing done',
    meaning: 'write conflict or deadlock: rolled back',
  },
  // What pg says without a code
  'Connection terminated unexpectedly': {
    outcome: 'unknown',
    meaning: 'the server closed the connection',
  },
  'Connection terminated due to connection timeout': {
    outcome: 'nothing done',
    meaning: 'no login within the time for one',
  },
  'Client has encountered a connection error and is not queryable': {
    outcome: 'nothing done',
    meaning: 'the connection had broken before the statement was sent',
  },
};

/** SQLSTATEs of a refused login: invalid_password, invalid_authorization_specification (a token). */
const refusedLogins = new Set(['28P01', '28000']);
/**
 * SQLSTATEs of statements and transactions that took too long: lock_not_available, query_canceled,
 * idle_in_transaction_session_timeout.
 */
const tookTooLong = new Set(['55P03', '57014', '25P03']);
/**
 * Messages of pg and Prisma about an answer that did not come in time, and about a connection that
 * was closed at the deadline.
 */
const givenUp = new Set([
  'Query read timeout',
  'Connection terminated',
  'Client was closed and is not queryable',
  'P2028',
]);
/** Deepest level of causes that is read. */
const deepest = 8;

/** Finds the first known transient error in an error and its causes. */
export function transientError(
  error: unknown,
): { code: string; outcome: Outcome } | undefined {
  for (const code of codesOf(error)) {
    const known = transientErrors[code];
    if (known) {
      return { code, outcome: known.outcome };
    }
  }
  return undefined;
}

/** Whether the server refused the login. After a rotation, reading the secret again helps. */
export function isRefusedLogin(error: unknown): boolean {
  return [...codesOf(error)].some(code => refusedLogins.has(code));
}

/**
 * Whether the server ended a statement or a transaction because it took too long. It was rolled
 * back.
 */
export function tookTooLongForServer(error: unknown): boolean {
  return [...codesOf(error)].some(code => tookTooLong.has(code));
}

/**
 * Whether the application gave up because an answer took too long. The server rolls the work back,
 * unless it is committed already.
 */
export function isGivenUp(error: unknown): boolean {
  return [...codesOf(error)].some(code => givenUp.has(code));
}

/** Codes and known messages of an error and its causes, the most specific ones first. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (depth > deepest) {
    return;
  }
  const several = member(error, 'errors');
  const origins = [
    member(error, 'cause'),
    member(member(error, 'meta'), 'driverAdapterError'),
    ...(Array.isArray(several) ? several : []),
  ];
  for (const origin of origins) {
    yield* codesOf(origin, depth + 1);
  }
  for (const name of ['originalCode', 'code', 'message']) {
    const value = member(error, name);
    if (typeof value === 'string') {
      yield value;
    }
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
