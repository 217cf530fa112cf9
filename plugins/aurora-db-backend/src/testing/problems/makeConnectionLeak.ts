import pg from 'pg';
import { disconnect, type Problem } from './Problem';

/** PostgreSQL's SQLSTATE of a refused connection. */
const tooManyConnections = '53300';

/**
 * An application that opens a connection for each request and never closes it, until the server
 * refuses the next one. Some requests also forget to end their transaction.
 *
 * @param options - `inTransaction`: one in this number of connections stays in a transaction;
 *   `most`: ends before that the server refuses a connection
 */
export async function makeConnectionLeak(
  config: pg.ClientConfig,
  {
    inTransaction = 5,
    most = Infinity,
  }: { inTransaction?: number; most?: number } = {},
): Promise<Problem> {
  const clients: pg.Client[] = [];
  const stop = () => disconnect(clients);
  try {
    while (clients.length < most) {
      const client = new pg.Client({
        ...config,
        application_name: 'report-service',
      });
      client.on('error', () => {});
      await client.connect();
      clients.push(client);
      if (clients.length % inTransaction === 0) {
        await client.query('BEGIN');
      }
      await client.query('SELECT now()');
    }
  } catch (error) {
    if (!(
      error instanceof pg.DatabaseError && error.code === tooManyConnections
    )) {
      await stop();
      throw error;
    }
  }
  return { stop };
}
