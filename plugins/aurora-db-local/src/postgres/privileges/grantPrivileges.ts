import type { PostgresServer } from '../PostgresServer';
import { administrationRole, superuserRole } from '../serverSettings';
import {
  finalStatements,
  preparedMark,
  statementsOfEachDatabase,
} from './privilegeStatements';

/**
 * Gives rds_superuser what Aurora gives it, and databases Aurora's functions. A new server has both
 * from its template, and so do databases that are created later. Data of an older aurora-db-local
 * gets them at the next start of its writer.
 */
export async function grantPrivileges(
  server: Pick<PostgresServer, 'query' | 'connect'>,
): Promise<void> {
  const [mark] = await server.query<{ text: string | null }>(
    `SELECT shobj_description(oid, 'pg_authid') AS text FROM pg_roles WHERE rolname = $1`,
    [administrationRole],
  );
  if (mark?.text === preparedMark) {
    return;
  }
  // In PostgreSQL 15, master users could drop or rename the role.
  await server.query(
    `DO LANGUAGE plpgsql $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${superuserRole}') THEN
         CREATE ROLE ${superuserRole} NOLOGIN;
       END IF;
     END $$`,
  );
  // Includes template0, from which dumps create databases.
  const closed = await server.query<{ datname: string }>(
    'SELECT datname FROM pg_database WHERE NOT datallowconn AND datconnlimit <> -2',
  );
  // An earlier attempt may have left template0 open.
  const names = ['template0', ...closed.map(({ datname }) => datname)];
  const setOpen = (open: boolean) =>
    server.query(
      'UPDATE pg_database SET datallowconn = $1 WHERE datname = ANY ($2)',
      [open, names],
    );
  await setOpen(true);
  try {
    const databases = await server.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datallowconn AND datconnlimit <> -2',
    );
    for (const { datname } of databases) {
      await run(server, datname, statementsOfEachDatabase);
    }
  } finally {
    await setOpen(false);
  }
  await run(server, 'postgres', finalStatements);
}

/** Runs all or none of the statements in a database. */
async function run(
  server: Pick<PostgresServer, 'connect'>,
  database: string,
  statements: readonly string[],
): Promise<void> {
  const session = await server.connect(database);
  try {
    await session.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'));
  } finally {
    await session.end();
  }
}
