import type pg from 'pg';

/** A session whose errors are noted and not thrown. */
export interface Session {
  pid: number;
  run(statement: string, values?: unknown[]): Promise<unknown>;
  /** Resolves when the server has ended the session. */
  ended: Promise<unknown>;
}

/** Opens a further session, with other settings than the scenario's sessions. */
export type Connect = (settings?: pg.ClientConfig) => Promise<Session>;
