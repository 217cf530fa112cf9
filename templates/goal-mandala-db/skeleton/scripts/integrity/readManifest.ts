import type pg from 'pg';
import { z } from 'zod';

/** Contents and definitions of a database, small enough to keep with a release. */
export const manifestSchema = z.object({
  format: z.literal(2),
  /** The database in words, such as `goalmandalamain at db.example.com:5432`. */
  place: z.string(),
  /** The manifest contains all that was committed before this time of the server; ISO 8601. */
  asOf: z.iso.datetime(),
  /** By object, as `public.goals`, and by part, as `index goals_of_user`. */
  definitions: z.record(z.string(), z.record(z.string(), z.string())),
  /** Rows and their checksum, which ignores their order. */
  tables: z.record(
    z.string(),
    z.object({ rows: z.number(), checksum: z.string() }),
  ),
  /** What nextval() would give, and the highest number that is taken; bigints as text. */
  sequences: z.record(
    z.string(),
    z.object({ next: z.string(), taken: z.string().nullable() }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Checksums need the same format of values for every user. */
const settings = `
  SET LOCAL DateStyle = 'ISO, YMD';
  SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 3;
  SET LOCAL bytea_output = 'hex';
  -- The server writes names with their schema.
  SET LOCAL search_path = '';
  -- Rows that a policy hides are an error.
  SET LOCAL row_security = off;
  -- If a migration locks a table, the read fails after this time.
  SET LOCAL lock_timeout = '30s'`;

const userSchemas = `pg_namespace ON pg_namespace.oid = relnamespace AND nspname !~ '^pg_|^information_schema$' AND relpersistence <> 't'`;

/** Queries of object, part and definition. */
const definitionQueries = [
  `SELECT 'the database', 'extension ' || extname, extversion FROM pg_extension`,

  `SELECT pg_class.oid::regclass, CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' WHEN 'S' THEN 'sequence' ELSE 'table' END,
          concat_ws(' ', 'owner', relowner::regrole, 'rights', (SELECT string_agg(item::text, ', ' ORDER BY item::text) FROM unnest(relacl) AS item),
            CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(pg_class.oid) END)
     FROM pg_class JOIN ${userSchemas} WHERE relkind IN ('r', 'p', 'v', 'm', 'S')`,

  `SELECT attrelid::regclass, 'column ' || attname,
          concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
            'DEFAULT ' || pg_get_expr(adbin, adrelid), nullif(concat(attidentity, attgenerated), ''), attacl)
     FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN ${userSchemas} LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm')`,

  `SELECT conrelid::regclass, 'constraint ' || conname, pg_get_constraintdef(pg_constraint.oid)
     FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid JOIN ${userSchemas}`,

  `SELECT indrelid::regclass, 'index ' || (SELECT relname FROM pg_class WHERE oid = indexrelid), concat_ws(' ', CASE WHEN NOT indisvalid THEN 'INVALID' END, pg_get_indexdef(indexrelid))
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN ${userSchemas}`,

  `SELECT tgrelid::regclass, 'trigger ' || tgname, pg_get_triggerdef(pg_trigger.oid) || ' enabled ' || tgenabled::text
     FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN ${userSchemas} WHERE NOT tgisinternal`,

  `SELECT pg_proc.oid::regprocedure, 'function', pg_get_functiondef(pg_proc.oid)
     FROM pg_proc WHERE prokind IN ('f', 'p') AND pronamespace::regnamespace::text !~ '^pg_|^information_schema$'
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')`,
];

const tablesQuery = `SELECT pg_class.oid::regclass AS name FROM pg_class JOIN ${userSchemas} WHERE relkind = 'r' ORDER BY 1`;

/** Sequences that count up, each with the column that it fills. */
const sequencesQuery = `
  SELECT seqrelid::regclass AS name, seqincrement AS increment, refobjid::regclass AS "table", quote_ident(attname) AS column
    FROM pg_sequence JOIN pg_class ON pg_class.oid = seqrelid JOIN ${userSchemas}
    LEFT JOIN pg_depend ON objid = seqrelid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
    LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
   WHERE seqincrement > 0 AND NOT seqcycle ORDER BY 1`;

/**
 * Reads a database at one moment, in a repeatable-read, read-only transaction. The server adds up
 * the rows, so no row comes to the client. It costs a sequential scan of every table. While the
 * transaction lasts, VACUUM can't clean up and migrations wait.
 *
 * @param place - the database in words
 * @param onTable - called and awaited before the rows of a table are read
 * @throws PostgreSQL's error if the user may not read a table, or if a policy hides rows from it
 */
export async function readManifest(
  client: pg.ClientBase,
  place: string,
  onTable: (name: string) => void | Promise<void> = () => undefined,
): Promise<Manifest> {
  const rowsOf = async (query: string) => (await client.query(query)).rows;
  await rowsOf('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // First: this query takes the transaction's snapshot.
    const [begun] = await rowsOf(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf"`,
    );
    await rowsOf(settings);
    const definitions: Manifest['definitions'] = {};
    for (const query of definitionQueries) {
      for (const { of, part, definition } of await rowsOf(
        `SELECT of::text, part, definition FROM (${query}) AS found (of, part, definition)`,
      )) {
        (definitions[of] ??= {})[part] = definition;
      }
    }
    const tables: Record<string, unknown> = {};
    for (const { name } of await rowsOf(tablesQuery)) {
      await onTable(name);
      [tables[name]] = await rowsOf(
        // ONLY: the rows of a child are counted with the child.
        `SELECT count(*)::float8 AS rows, coalesce(sum(hashtextextended((the_row.*)::text COLLATE "C", 0)), 0)::text AS checksum
           FROM ONLY ${name} AS the_row`,
      );
    }
    // Last: sequences ignore transactions, so a later read can only be ahead of the rows.
    const sequences: Record<string, unknown> = {};
    for (const each of await rowsOf(sequencesQuery)) {
      const { name, increment, table, column } = each;
      [sequences[name]] = await rowsOf(
        `SELECT (last_value + CASE WHEN is_called THEN ${increment} ELSE 0 END)::text AS next,
                ${table ? `(SELECT max(${column})::text FROM ${table})` : 'NULL'} AS taken FROM ${name}`,
      );
    }
    return manifestSchema.parse({
      ...{ format: 2, place, ...begun },
      ...{ definitions, tables, sequences },
    });
  } finally {
    await rowsOf('ROLLBACK');
  }
}
