import pg from 'pg';
import { createStatementStatistics } from '../extensions/createStatementStatistics';
import type { PostgresServer } from '../PostgresServer';
import { superuserRole } from '../serverSettings';

/**
 * Creates the master user, who is not a superuser, as in RDS, and the initial database of a
 * cluster. Can be repeated.
 */
export async function createMasterUser(
  writer: PostgresServer,
  options: {
    masterUsername: string;
    passwordVerifier: string;
    databaseName?: string;
  },
): Promise<void> {
  const { masterUsername, passwordVerifier, databaseName } = options;
  const master = pg.escapeIdentifier(masterUsername);
  const [role] = await writer.query(
    'SELECT 1 FROM pg_roles WHERE rolname = $1',
    [masterUsername],
  );
  if (!role) {
    await writer.query(
      `CREATE ROLE ${master} LOGIN CREATEDB CREATEROLE;
       GRANT ${superuserRole} TO ${master} WITH ADMIN OPTION`,
    );
    await writer.query(`ALTER DATABASE postgres OWNER TO ${master}`);
  }
  await setMasterPassword(writer, masterUsername, passwordVerifier);
  if (databaseName) {
    const [database] = await writer.query(
      'SELECT 1 FROM pg_database WHERE datname = $1',
      [databaseName],
    );
    if (!database) {
      await writer.query(
        `CREATE DATABASE ${pg.escapeIdentifier(databaseName)} OWNER ${master}`,
      );
    }
  }
  for (const database of new Set(['postgres', databaseName ?? 'postgres'])) {
    await createStatementStatistics(writer, database, masterUsername);
  }
}

/** @param verifier - see `scramVerifier` */
export async function setMasterPassword(
  writer: PostgresServer,
  masterUsername: string,
  verifier: string,
): Promise<void> {
  await writer.query(
    `ALTER ROLE ${pg.escapeIdentifier(masterUsername)} PASSWORD ${pg.escapeLiteral(verifier)}`,
  );
}
