import pg from 'pg';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { readOwnerAddress } from './readOwnerAddress.ts';

/** A session of the owner of a database's tables, and where it leads to. */
export interface OwnerSession {
  client: pg.Client;
  address: DatabaseAddress;
  /** The database in words, such as `goalmandalamain at db.example.com:5432`. */
  place: string;
}

/**
 * Logs in with the user and password of a secret, over verified TLS, whatever the functions log in with. The caller ends the session.
 *
 * @param secretId - name or ARN; that of `DATABASE_SECRET_ID` when absent. A pointer is followed
 * @param name - what the session is called in pg_stat_activity
 */
export async function connectAsOwner(
  secretId: string | undefined,
  name: string,
): Promise<OwnerSession> {
  const address = await readOwnerAddress(secretId);
  const { host, port, database, user, password, ca } = address;
  const client = new pg.Client({
    host,
    port,
    database,
    user,
    password: await password(),
    ssl: { ca },
    application_name: name,
    // What an operator runs isn't stopped by a fence that an operator has put up: PostgreSQL takes the session's word before the database's.
    options: '-c default_transaction_read_only=off -c statement_timeout=0',
    keepAlive: true,
  });
  await client.connect();
  return { client, address, place: `${database} at ${host}:${port}` };
}
