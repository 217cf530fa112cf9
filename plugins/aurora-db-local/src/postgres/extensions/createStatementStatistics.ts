import pg from 'pg';
import type { PostgresServer } from '../PostgresServer';

/**
 * Creates `pg_stat_statements` in a database of a new cluster. The master user owns it, so that dumps
 * can comment on it and scripts can drop it. Performance Insights do not depend on it.
 */
export async function createStatementStatistics(
  server: Pick<PostgresServer, 'connect'>,
  database: string,
  masterUsername: string,
): Promise<void> {
  const session = await server.connect(database);
  try {
    await session.query(`SET ROLE ${pg.escapeIdentifier(masterUsername)}`);
    await session.query(
      'CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA public',
    );
  } finally {
    await session.end();
  }
}
