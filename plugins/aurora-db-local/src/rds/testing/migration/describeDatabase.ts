import type pg from 'pg';

const ours = `nspname IN ('audit', 'sales', 'public')`;
const ofExtension = (catalog: string, oid: string) =>
  `EXISTS (SELECT FROM pg_depend WHERE classid = '${catalog}'::regclass AND objid = ${oid} AND deptype = 'e')`;

/** Each gives a text for every object of its kind. */
const queries = [
  `SELECT concat_ws(' ', 'relation', c.oid::regclass, relkind, relpersistence, relowner::regrole, sorted(relacl), relrowsecurity,
      relforcerowsecurity, relreplident, relispartition, relispopulated, reloptions, pg_get_expr(relpartbound, c.oid),
      pg_get_partkeydef(c.oid), CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
    WHERE ${ours} AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  `SELECT concat_ws(' ', 'column', attrelid::regclass, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
      attgenerated, nullif(attstattarget, -1), sorted(attacl), attcollation::regcollation, pg_get_expr(adbin, adrelid))
    FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid JOIN pg_namespace AS n ON n.oid = relnamespace
      LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE ${ours} AND attnum > 0 AND NOT attisdropped AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  `SELECT concat_ws(' ', 'constraint', conrelid::regclass, contypid::regtype, conname, pg_get_constraintdef(c.oid), convalidated)
    FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = connamespace WHERE ${ours} AND NOT ${ofExtension('pg_type', 'contypid')}`,
  `SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname IN ('audit', 'sales')`,
  `SELECT concat_ws(' ', 'trigger', tgenabled, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal`,
  `SELECT concat_ws(' ', 'rule', definition) FROM pg_rules WHERE schemaname = 'sales'`,
  `SELECT concat_ws(' ', 'policy', p::text) FROM pg_policies AS p`,
  `SELECT concat_ws(' ', 'routine', proowner::regrole, sorted(proacl), prokind, provolatile, prosecdef,
      CASE WHEN prokind = 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END)
    FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = pronamespace
    WHERE ${ours} AND NOT ${ofExtension('pg_proc', 'p.oid')}`,
  `SELECT concat_ws(' ', 'type', t.oid::regtype, typtype, CASE WHEN typtype <> 'm' THEN typowner::regrole END, sorted(typacl), typdefault, typnotnull,
      (SELECT array_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
    FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = typnamespace
    WHERE ${ours} AND NOT ${ofExtension('pg_type', 't.oid')} AND typtype <> 'b'`,
  `SELECT concat_ws(' ', 'sequence', s::text) FROM pg_sequences AS s`,
  `SELECT concat_ws(' ', 'schema', nspname, nspowner::regrole, sorted(nspacl)) FROM pg_namespace WHERE ${ours}`,
  `SELECT concat_ws(' ', 'extension', extname, extversion, extnamespace::regnamespace) FROM pg_extension`,
  `SELECT concat_ws(' ', 'publication', pubname, pubowner::regrole, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot,
      (SELECT array_agg(concat_ws(' ', prrelid::regclass, prattrs, pg_get_expr(prqual, prrelid)) ORDER BY prrelid::regclass::text)
        FROM pg_publication_rel WHERE prpubid = p.oid)) FROM pg_publication AS p`,
  `SELECT concat_ws(' ', 'server', srvname, srvoptions, srvowner::regrole, sorted(srvacl)) FROM pg_foreign_server`,
  `SELECT concat_ws(' ', 'user mapping', srvname, usename) FROM pg_user_mappings`,
  `SELECT concat_ws(' ', 'default privileges', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, sorted(defaclacl)) FROM pg_default_acl`,
  `SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(oid)) FROM pg_statistic_ext`,
  `SELECT concat_ws(' ', 'cast', castsource::regtype, casttarget::regtype, castcontext) FROM pg_cast WHERE castsource::regtype::text LIKE 'sales.%'`,
  `SELECT concat_ws(' ', 'search configuration', cfgname, maptokentype, mapseqno, mapdict::regdictionary)
    FROM pg_ts_config AS c JOIN pg_ts_config_map ON mapcfg = c.oid WHERE cfgnamespace = 'sales'::regnamespace`,
  `SELECT concat_ws(' ', 'large object', oid, lomowner::regrole, sorted(lomacl), md5(lo_get(oid))) FROM pg_largeobject_metadata`,
  `SELECT concat_ws(' ', 'comment', pg_describe_object(classoid, objoid, objsubid), description)
    FROM pg_description WHERE objoid >= 16384 AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = classoid AND objid = objoid AND deptype = 'e')`,
  // Each column that a row has in a text, with its text.
  ...[
    'audit.cache',
    'audit.changes',
    'sales.bookings',
    'sales.customers',
    'sales.orders',
    'sales.products',
    'sales.totals',
    'sales.open_orders',
  ].map(
    table =>
      `SELECT concat_ws(' ', 'row of ${table}', r::text) FROM ${table} AS r`,
  ),
];

/**
 * All objects and rows of a database that was migrated, in an order that does not depend on when
 * they were made. Equal databases have equal descriptions.
 */
export async function describeDatabase(client: pg.Client): Promise<string[]> {
  // Also on a reader, which creates no functions: the order of grants is that of their time.
  const sorted = (query: string) =>
    query.replace(
      /sorted\((\w+)\)/g,
      '(SELECT array_agg(item::text ORDER BY item::text) FROM unnest($1) AS item)',
    );
  await client.query('SET search_path = pg_catalog');
  const objects: string[] = [];
  for (const query of queries) {
    const { rows } = await client.query<{ concat_ws: string }>(sorted(query));
    objects.push(...rows.map(row => row.concat_ws));
  }
  return objects.sort();
}
