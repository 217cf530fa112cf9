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
  await setMasterPassword(writer, masterUsername, passwordVerifier);
  await writer.query(`ALTER DATABASE postgres OWNER TO ${master}`);
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

/**
 * Sets the master user's password and gives back the rights that it lost. If users dropped or
 * renamed the role, makes it again. Source: Aurora user guide, "Master user account privileges".
 *
 * @param verifier - see `scramVerifier`
 */
export async function setMasterPassword(
  writer: PostgresServer,
  masterUsername: string,
  verifier: string,
): Promise<void> {
  const master = pg.escapeIdentifier(masterUsername);
  const found = await writer.query<{ rolname: string }>(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)',
    [[masterUsername, superuserRole]],
  );
  const names = found.map(({ rolname }) => rolname);
  const verb = names.includes(masterUsername) ? 'ALTER' : 'CREATE';
  await writer.query(
    `${verb} ROLE ${master} LOGIN CREATEDB CREATEROLE PASSWORD ${pg.escapeLiteral(verifier)}`,
  );
  if (names.includes(superuserRole)) {
    await writer.query(`GRANT ${superuserRole} TO ${master} WITH ADMIN OPTION`);
  }
}
