import pg from 'pg';
import type { DatabaseAddress } from '../src/database/readDatabaseAddress.ts';
import { readOwnerAddress } from './readOwnerAddress.ts';

/** A session of the owner of a database's tables. */
export interface OwnerSession {
  client: pg.Client;
  address: DatabaseAddress;
  /** The database in words, such as `goalmandalamain at db.example.com:5432`. */
  place: string;
}

/**
 * Logs in with the user and password of a secret, over verified TLS. The caller ends the session.
 *
 * @param secretIds - see `readOwnerAddress`
 * @param name - what the session is called in pg_stat_activity
 * @param database - another database of the same server
 */
export async function connectAsOwner(
  secretIds: string | undefined,
  name: string,
  database?: string,
): Promise<OwnerSession> {
  const own = await readOwnerAddress(secretIds);
  const address = { ...own, database: database ?? own.database };
  const { host, port, user, password, ca } = address;
  const client = new pg.Client({
    host,
    port,
    database: address.database,
    user,
    password: await password(),
    ssl: { ca },
    application_name: name,
    // The session's setting takes precedence over the database's, so operators can still write
    // while writes are stopped.
    options: '-c default_transaction_read_only=off -c statement_timeout=0',
    keepAlive: true,
  });
  await client.connect();
  return { client, address, place: `${address.database} at ${host}:${port}` };
}
