/** Whether a schema is a user's: PostgreSQL's own and temporary ones aren't. */
export const isUserSchema = `nspname !~ '^pg_' AND nspname <> 'information_schema'`;

/** Whether something belongs to no extension: those are compared by their version. */
const isOwn = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalog}'::regclass AND objid = ${oid} AND deptype = 'e')`;

/** Rights, one for each grantee, in a fixed order; empty if they are the default. */
const rights = (acl: string) =>
  `coalesce((SELECT ' rights ' || string_agg(item::text, ', ' ORDER BY item::text) FROM unnest(${acl}) AS item), '')`;

/** Roles of the server and of RDS, which differ between servers that hold the same data. */
const isUserRole = (name: string) => `${name} !~ '^(pg_|rds)'`;

const relationKinds = `CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
  WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table' WHEN 'c' THEN 'type' END`;

/**
 * Each returns parent, kind, name, definition, and fault or null. They need an empty search_path, so
 * that the server qualifies every name.
 */
const definitions = [
  `SELECT 'the server', 'version', '', current_setting('server_version'), NULL`,

  `SELECT 'the database', 'encoding and rights', '',
          pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype || ' owner ' || pg_get_userbyid(datdba) || ${rights('datacl')}, NULL
     FROM pg_database WHERE datname = current_database()`,

  // The setting of "npm run writes" is not part of the data: a copy may have it or not.
  `SELECT 'the database', 'setting', coalesce(pg_get_userbyid(nullif(setrole, 0)) || ' ', '') || split_part(setting, '=', 1), setting, NULL
     FROM pg_db_role_setting JOIN pg_database ON pg_database.oid = setdatabase, unnest(setconfig) AS setting
    WHERE datname = current_database() AND setting NOT LIKE 'default_transaction_read_only=%'`,

  `SELECT 'the database', 'extension', extname, extversion || ' in ' || extnamespace::regnamespace, NULL FROM pg_extension`,

  `SELECT 'the server', 'role', rolname,
          concat_ws(' ', CASE WHEN rolcanlogin THEN 'LOGIN' END, CASE WHEN rolinherit THEN 'INHERIT' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
            CASE WHEN rolcreaterole THEN 'CREATEROLE' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
            'member of ' || nullif((SELECT string_agg(pg_get_userbyid(roleid), ', ' ORDER BY pg_get_userbyid(roleid)) FROM pg_auth_members WHERE member = pg_roles.oid), ''),
            array_to_string((SELECT setconfig FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = pg_roles.oid), ' ')), NULL
     FROM pg_roles WHERE ${isUserRole('rolname')}`,

  `SELECT 'schema ' || nspname, 'schema', '', 'owner ' || pg_get_userbyid(nspowner) || ${rights('nspacl')}, NULL
     FROM pg_namespace WHERE ${isUserSchema} AND ${isOwn('pg_namespace', 'pg_namespace.oid')}`,

  `SELECT coalesce('schema ' || nspname, 'the database'), 'default rights', pg_get_userbyid(defaclrole) || ' ' || defaclobjtype::text, ${rights('defaclacl')}, NULL
     FROM pg_default_acl LEFT JOIN pg_namespace ON pg_namespace.oid = defaclnamespace`,

  `SELECT c.oid::regclass::text, ${relationKinds}, '',
          concat_ws(' ', 'owner ' || pg_get_userbyid(relowner), CASE relpersistence WHEN 'u' THEN 'UNLOGGED' END, array_to_string(reloptions, ' '),
            pg_get_partkeydef(c.oid), pg_get_expr(relpartbound, c.oid), CASE WHEN relrowsecurity THEN 'ROW SECURITY' END,
            CASE WHEN relforcerowsecurity THEN 'FORCED' END, CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END) || ${rights('relacl')}, NULL
     FROM pg_class AS c JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND relpersistence <> 't' AND ${isUserSchema} AND ${isOwn('pg_class', 'c.oid')}`,

  `SELECT c.oid::regclass::text, 'column', attname,
          concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attcollation <> typcollation THEN 'COLLATE ' || attcollation::regcollation END,
            CASE WHEN attnotnull THEN 'NOT NULL' END, CASE attgenerated WHEN 's' THEN 'GENERATED' ELSE 'DEFAULT' END || ' ' || pg_get_expr(adbin, adrelid),
            CASE attidentity WHEN 'a' THEN 'IDENTITY ALWAYS' WHEN 'd' THEN 'IDENTITY' END) || ${rights('attacl')}, NULL
     FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace JOIN pg_type ON pg_type.oid = atttypid
     LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND relpersistence <> 't' AND ${isUserSchema} AND ${isOwn('pg_class', 'c.oid')}`,

  `SELECT seqrelid::regclass::text, 'settings', '',
          concat_ws(' ', format_type(seqtypid, NULL), 'START', seqstart, 'INCREMENT', seqincrement, 'MINVALUE', seqmin, 'MAXVALUE', seqmax, 'CACHE', seqcache,
            CASE WHEN seqcycle THEN 'CYCLE' END), NULL
     FROM pg_sequence JOIN pg_class AS c ON c.oid = seqrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relpersistence <> 't' AND ${isUserSchema} AND ${isOwn('pg_class', 'c.oid')}`,

  `SELECT coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text), 'constraint', conname, pg_get_constraintdef(pg_constraint.oid), NULL
     FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace
    WHERE ${isUserSchema} AND ${isOwn('pg_class', 'conrelid')} AND ${isOwn('pg_type', 'contypid')}`,

  `SELECT indrelid::regclass::text, 'index', c.relname, pg_get_indexdef(indexrelid) || CASE WHEN indisreplident THEN ' REPLICA IDENTITY' ELSE '' END,
          CASE WHEN NOT (indisvalid AND indisready) THEN 'isn''t valid: REINDEX it' END
     FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relpersistence <> 't' AND ${isUserSchema} AND ${isOwn('pg_class', 'indrelid')}`,

  `SELECT tgrelid::regclass::text, 'trigger', tgname, pg_get_triggerdef(pg_trigger.oid) || CASE tgenabled WHEN 'O' THEN '' ELSE ' enabled ' || tgenabled::text END, NULL
     FROM pg_trigger JOIN pg_class AS c ON c.oid = tgrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE NOT tgisinternal AND ${isUserSchema} AND ${isOwn('pg_class', 'tgrelid')}`,

  `SELECT polrelid::regclass::text, 'policy', polname,
          concat_ws(' ', polcmd::text, CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
            'TO ' || (SELECT string_agg(coalesce(pg_get_userbyid(nullif(role, 0)), 'PUBLIC'), ', ' ORDER BY role) FROM unnest(polroles) AS role),
            'USING ' || pg_get_expr(polqual, polrelid), 'WITH CHECK ' || pg_get_expr(polwithcheck, polrelid)), NULL
     FROM pg_policy`,

  `SELECT 'schema ' || nspname, CASE prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END,
          proname || '(' || pg_get_function_identity_arguments(pg_proc.oid) || ')',
          'owner ' || pg_get_userbyid(proowner) || ${rights('proacl')} || CASE prokind WHEN 'a' THEN '' ELSE E'\\n' || pg_get_functiondef(pg_proc.oid) END, NULL
     FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
    WHERE ${isUserSchema} AND ${isOwn('pg_proc', 'pg_proc.oid')}`,

  `SELECT 'schema ' || nspname, CASE typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'range' END, typname,
          CASE typtype
            WHEN 'e' THEN (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid)
            WHEN 'd' THEN concat_ws(' ', format_type(typbasetype, typtypmod), CASE WHEN typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || typdefault)
            ELSE (SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = pg_type.oid) END, NULL
     FROM pg_type JOIN pg_namespace ON pg_namespace.oid = typnamespace
    WHERE typtype IN ('e', 'd', 'r') AND ${isUserSchema} AND ${isOwn('pg_type', 'pg_type.oid')}`,
];

/** Prisma's own table of migrations, in any schema. */
export const migrationsTablesQuery = `SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relname = '_prisma_migrations' AND relkind = 'r' AND ${isUserSchema}`;

const migrationsOf = (table: string) =>
  `SELECT '${table.replaceAll("'", "''")}', 'migration', migration_name,
          checksum || CASE WHEN rolled_back_at IS NULL THEN ' applied' ELSE ' rolled back' END,
          CASE WHEN finished_at IS NULL AND rolled_back_at IS NULL THEN 'began and didn''t finish: see "npx prisma migrate resolve"' END
     FROM ${table}`;

/**
 * Queries whose rows have the members of a manifest's definitions.
 *
 * @param migrationsTables - those that {@link migrationsTablesQuery} names
 */
export function definitionQueries(migrationsTables: string[]): string[] {
  return [...definitions, ...migrationsTables.map(migrationsOf)].map(
    query =>
      `SELECT "of", kind, name, btrim(definition) AS definition, fault FROM (${query}) AS found ("of", kind, name, definition, fault)`,
  );
}
