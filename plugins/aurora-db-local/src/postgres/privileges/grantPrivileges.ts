import type { PostgresServer } from '../PostgresServer';
import {
  administrationDatabase,
  administrationRole,
  rolesOfRds,
} from '../serverSettings';
import {
  finalStatements,
  membershipsOfSuperuser,
  preparedMark,
  statementsOfEachDatabase,
} from './privilegeStatements';

/**
 * Gives rds_superuser what Aurora gives it, and databases Aurora's functions. A new server has both
 * from its template, and so do databases that are created later. Data of an older aurora-db-local
 * gets them at the next start of its writer.
 */
export async function grantPrivileges(
  server: Pick<PostgresServer, 'query' | 'connect' | 'majorVersion'>,
): Promise<void> {
  const [mark] = await server.query<{ text: string | null }>(
    `SELECT shobj_description(oid, 'pg_authid') AS text FROM pg_roles WHERE rolname = $1`,
    [administrationRole],
  );
  if (mark?.text === preparedMark) {
    return;
  }
  await provideRoles(server);
  await provideDatabase(server);
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
  await run(server, administrationDatabase, finalStatements);
}

/** Master users could drop or rename these roles. */
async function provideRoles(
  server: Pick<PostgresServer, 'query' | 'majorVersion'>,
): Promise<void> {
  for (const role of rolesOfRds) {
    await server.query(
      `DO LANGUAGE plpgsql $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN
           CREATE ROLE ${role} NOLOGIN;
         END IF;
       END $$`,
    );
  }
  for (const statement of membershipsOfSuperuser(server.majorVersion)) {
    await server.query(statement);
  }
}

/** Provides the administration's database, whose name a database of a user may have. */
async function provideDatabase(
  server: Pick<PostgresServer, 'query'>,
): Promise<void> {
  const databases = await server.query(
    'SELECT FROM pg_database WHERE datname = $1',
    [administrationDatabase],
  );
  await server.query(
    databases.length === 0
      ? `CREATE DATABASE ${administrationDatabase} TEMPLATE template0`
      : `ALTER DATABASE ${administrationDatabase} OWNER TO ${administrationRole}`,
  );
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
