import { superuserRole } from '../serverSettings';

/** How an extension of PostgreSQL becomes one that a master user can create. */
interface ExtensionAdaptation {
  /** Only members of `rds_superuser` can create it, as on Aurora. */
  reserved?: true;
  /** Functions that its script grants to no role, or to roles that reach files of the machine. */
  functions?: readonly string[];
  /** The foreign data wrappers that it creates. */
  wrappers?: readonly string[];
  /**
   * An extension that must be in the same schema. Scripts run as a superuser. In another schema,
   * they would find objects of the master user before those of this extension.
   */
  besides?: string;
}

const reserved = { reserved: true } as const;

/**
 * Aurora's extensions that PostgreSQL's source contains. Those that PostgreSQL trusts are created
 * as they are. The others have scripts that run safely as a superuser in a schema of the master
 * user: they name only objects of PostgreSQL and their own.
 *
 * Absent are those that reach files or programs of this machine, or read pages with passwords:
 * adminpack, file_fdw, pageinspect, pg_surgery, and languages that are not trusted.
 */
export const auroraExtensions: Readonly<Record<string, ExtensionAdaptation>> = {
  amcheck: {
    ...reserved,
    functions: ['bt_index_check', 'bt_index_parent_check', 'verify_heapam'],
  },
  autoinc: reserved,
  bloom: reserved,
  bool_plperl: {},
  btree_gin: {},
  btree_gist: {},
  citext: {},
  cube: {},
  // `dblink_connect_u`, which needs no password, stays with the administration role.
  dblink: { ...reserved, wrappers: ['dblink_fdw'] },
  dict_int: {},
  dict_xsyn: reserved,
  earthdistance: { ...reserved, besides: 'cube' },
  fuzzystrmatch: {},
  hstore: {},
  insert_username: reserved,
  intagg: reserved,
  intarray: {},
  isn: {},
  jsonb_plperl: {},
  lo: {},
  ltree: {},
  moddatetime: reserved,
  old_snapshot: reserved,
  pg_buffercache: reserved,
  pg_freespacemap: reserved,
  pg_prewarm: reserved,
  pg_stat_statements: {
    ...reserved,
    functions: ['pg_stat_statements_reset'],
  },
  pg_trgm: {},
  pg_visibility: reserved,
  pg_walinspect: {
    ...reserved,
    // Without `pg_get_wal_block_info`, which returns pages, those with passwords among them.
    functions: [
      'pg_get_wal_record_info',
      'pg_get_wal_records_info',
      'pg_get_wal_records_info_till_end_of_wal',
      'pg_get_wal_stats',
      'pg_get_wal_stats_till_end_of_wal',
    ],
  },
  pgcrypto: {},
  pgrowlocks: reserved,
  pgstattuple: reserved,
  plperl: {},
  plpgsql: {},
  pltcl: {},
  postgres_fdw: { ...reserved, wrappers: ['postgres_fdw'] },
  refint: reserved,
  seg: {},
  sslinfo: reserved,
  tablefunc: {},
  tcn: {},
  tsm_system_rows: {},
  tsm_system_time: {},
  unaccent: {},
  'uuid-ossp': {},
};

/** A statement that runs as a superuser. Names of other schemas are qualified. */
function block(body: string): string {
  return `DO LANGUAGE plpgsql $aurora$\nBEGIN\n${body}\nEND\n$aurora$;\n`;
}

/** What runs before the script that creates an extension. */
export function checksBefore(
  name: string,
  { reserved: onlySuperusers, besides }: ExtensionAdaptation,
): string {
  const checks: string[] = [];
  if (onlySuperusers) {
    checks.push(`
  IF NOT pg_catalog.pg_has_role(session_user, '${superuserRole}', 'MEMBER') THEN
    RAISE EXCEPTION 'permission denied to create extension "${name}"'
      USING ERRCODE = 'insufficient_privilege',
        HINT = 'Must be a member of ${superuserRole} to create this extension.';
  END IF;`);
  }
  if (besides !== undefined) {
    checks.push(`
  IF NOT EXISTS (
    SELECT FROM pg_catalog.pg_extension AS e
      JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) e.extnamespace
    WHERE e.extname OPERATOR(pg_catalog.=) '${besides}'::pg_catalog.name
      AND n.nspname OPERATOR(pg_catalog.=) pg_catalog.current_schema()
  ) THEN
    RAISE EXCEPTION 'extension "${name}" must be created in the schema of extension "${besides}"'
      USING ERRCODE = 'invalid_parameter_value';
  END IF;`);
  }
  return checks.length === 0 ? '' : block(checks.join('\n'));
}

/**
 * What runs after each script of an extension: members of rds_superuser use it as on Aurora. A dump
 * does not contain these grants, because PostgreSQL counts them to the extension.
 */
export function grantsAfter(
  name: string,
  { functions = [], wrappers = [] }: ExtensionAdaptation,
): string {
  const statements = [
    ...(functions.length === 0
      ? []
      : [
          `
  DECLARE
    granted pg_catalog.regprocedure;
  BEGIN
    FOR granted IN
      SELECT p.oid FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_depend AS d
          ON d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass
            AND d.objid OPERATOR(pg_catalog.=) p.oid AND d.deptype OPERATOR(pg_catalog.=) 'e'
        JOIN pg_catalog.pg_extension AS e ON e.oid OPERATOR(pg_catalog.=) d.refobjid
      WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
        AND e.extname OPERATOR(pg_catalog.=) '${name}'::pg_catalog.name
        AND p.proname OPERATOR(pg_catalog.=) ANY ('{${functions.join(',')}}'::pg_catalog.name[])
    LOOP
      EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO ${superuserRole} WITH GRANT OPTION', granted);
    END LOOP;
  END;`,
        ]),
    ...wrappers.map(
      wrapper =>
        `  EXECUTE 'GRANT USAGE ON FOREIGN DATA WRAPPER ${wrapper} TO ${superuserRole} WITH GRANT OPTION';`,
    ),
  ];
  return statements.length === 0 ? '' : block(statements.join('\n'));
}
