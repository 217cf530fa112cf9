import type { PostgresServer } from './PostgresServer';
import { replicationRole } from './serverSettings';

/**
 * Roles whose members read and write files of this machine, or run programs on it, as the servers'
 * account. Replication is one of them: the plugin of a replication slot is any library.
 */
const hostRoles = [
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
  replicationRole,
];

/**
 * Keeps the master user from using these roles, as RDS does. In PostgreSQL 15, a role with
 * CREATEROLE can grant any role that is not a superuser. These roles therefore become superusers
 * without members. In data of an older aurora-db-local, roles may have members, and replication
 * another name, so this runs at each start of a writer. It changes nothing if all is as it should
 * be.
 */
export async function reserveHostRoles(
  server: Pick<PostgresServer, 'query'>,
): Promise<void> {
  await server.query(
    `WITH reserved AS (
       UPDATE pg_catalog.pg_authid SET rolsuper = true
        WHERE rolname = ANY ($1) AND NOT rolsuper),
     renamed AS (
       UPDATE pg_catalog.pg_authid SET rolreplication = false
        WHERE rolreplication AND NOT rolsuper AND rolname <> ALL ($1))
     DELETE FROM pg_catalog.pg_auth_members
      WHERE roleid IN (SELECT oid FROM pg_catalog.pg_authid WHERE rolname = ANY ($1))`,
    [hostRoles],
  );
}
