import { createHash } from 'node:crypto';
import {
  administrationDatabase,
  administrationRole,
  firstMajorWithAdminOption,
  iamRole,
  rolesOfRds,
  superuserRole,
} from '../serverSettings';
import { statementStatisticsFunction } from '../extensions/statementStatistics';
import { auroraFunctions } from './auroraFunctions';
import { settableParameters } from './settableParameters';

/** PostgreSQL's functions that only superusers can call unless they are granted. */
const grantedFunctions = [
  'pg_stat_reset',
  'pg_stat_reset_replication_slot',
  'pg_stat_reset_shared',
  'pg_stat_reset_single_function_counters',
  'pg_stat_reset_single_table_counters',
  'pg_stat_reset_slru',
  'pg_stat_reset_subscription_stats',
  'pg_replication_origin_advance',
  'pg_replication_origin_create',
  'pg_replication_origin_drop',
  'pg_replication_origin_oid',
  'pg_replication_origin_progress',
  'pg_replication_origin_session_is_setup',
  'pg_replication_origin_session_progress',
  'pg_replication_origin_session_reset',
  'pg_replication_origin_session_setup',
  'pg_replication_origin_xact_reset',
  'pg_replication_origin_xact_setup',
  'pg_show_replication_origin_status',
  // Of the extension pg_stat_statements, which databases of older versions have.
  'pg_stat_statements_reset',
];

const rolesOfSuperuser =
  'pg_monitor, pg_signal_backend, pg_checkpoint, rds_password, rds_replication';
/** Roles whose rights members of rds_superuser do not have, but can grant. */
const grantableRoles = `pg_read_all_settings, pg_read_all_stats, pg_stat_scan_tables, pg_read_all_data, pg_write_all_data, ${iamRole}`;

/** The roles of rds_superuser. Statements can be repeated. */
export function membershipsOfSuperuser(majorVersion: number): string[] {
  const all = `GRANT ${rolesOfSuperuser} TO ${superuserRole}`;
  return majorVersion < firstMajorWithAdminOption
    ? // CREATEROLE is enough to grant roles.
      [all]
    : [
        `${all} WITH ADMIN OPTION`,
        `GRANT ${grantableRoles} TO ${superuserRole} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`,
      ];
}

/**
 * Grants functions and notes the grants among those that a new database has. Otherwise, a dump of
 * the database would contain them.
 */
const grantFunctions = (
  names: readonly string[],
  roles: string,
) => `DO LANGUAGE plpgsql $aurora$
  DECLARE
    granted regprocedure;
  BEGIN
    FOR granted IN
      SELECT p.oid FROM pg_proc AS p
        LEFT JOIN (pg_depend AS d JOIN pg_extension AS e
          ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass AND e.extname = 'pg_stat_statements')
        ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
      WHERE p.proname = ANY ('{${names.join(',')}}'::name[])
        AND (p.pronamespace = 'pg_catalog'::regnamespace OR e.oid IS NOT NULL)
    LOOP
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ${roles}', granted);
      UPDATE pg_init_privs SET initprivs = (SELECT proacl FROM pg_proc WHERE oid = granted)
        WHERE classoid = 'pg_proc'::regclass AND objoid = granted AND objsubid = 0;
      IF NOT FOUND THEN
        INSERT INTO pg_init_privs (classoid, objoid, objsubid, privtype, initprivs)
          SELECT 'pg_proc'::regclass, granted, 0, 'i', proacl FROM pg_proc WHERE oid = granted;
      END IF;
    END LOOP;
  END
$aurora$`;

/** What each database needs. Statements can be repeated. */
export const statementsOfEachDatabase: readonly string[] = [
  'SET search_path = pg_catalog',
  ...auroraFunctions,
  grantFunctions(grantedFunctions, `${superuserRole} WITH GRANT OPTION`),
  // Everybody can call it. Because template0 has the grant too, and is closed to users, PostgreSQL
  // does not let them drop the roles.
  grantFunctions(['aurora_version'], rolesOfRds.join(', ')),
];

/** What a server needs once. */
const statementsOfServer: readonly string[] = [
  statementStatisticsFunction,
  ...settableParameters.map(
    name =>
      `GRANT SET ON PARAMETER ${name} TO ${superuserRole} WITH GRANT OPTION`,
  ),
  // From PostgreSQL 16 on. Such a role must give a password for the other server.
  `DO LANGUAGE plpgsql $aurora$
  BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'pg_create_subscription') THEN
      GRANT pg_create_subscription TO ${superuserRole} WITH ADMIN OPTION;
    END IF;
  END
$aurora$`,
];

/** Identifies the content of the statements. */
const version = createHash('sha256')
  .update(
    JSON.stringify([
      administrationDatabase,
      statementsOfEachDatabase,
      statementsOfServer,
    ]),
  )
  .digest('hex')
  .slice(0, 12);

/** The comment on the administration role of a server whose databases are all prepared. */
export const preparedMark = `Privileges ${version} of aurora-db-local`;

/** Run when all databases are prepared. Only superusers can comment on a superuser. */
export const finalStatements: readonly string[] = [
  ...statementsOfServer,
  `COMMENT ON ROLE ${administrationRole} IS '${preparedMark}'`,
];
