import type pg from 'pg';
import { z } from 'zod';
import { areWritesStopped } from '../databaseWrites.ts';
import {
  definitionQueries,
  isUserSchema,
  migrationsTablesQuery,
} from './definitionQueries.ts';
import { manifestSchema, type Manifest } from './Manifest.ts';
import { readSequences } from './readSequences.ts';

/** Checksums need the same format of values for every user. */
const settings = {
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '3',
  bytea_output: 'hex',
  xmloption: 'content',
  lc_monetary: 'C',
  quote_all_identifiers: 'off',
  // Names are written with their schema.
  search_path: '',
  // Rows that a policy hides are an error.
  row_security: 'off',
  // If a migration locks a table, the read fails after this time.
  lock_timeout: '30s',
};

const tablesQuery = `SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind IN ('r', 'm') AND relispopulated AND relpersistence <> 't' AND ${isUserSchema} ORDER BY 1`;
const named = z.array(z.object({ name: z.string() }));
const counted = z.tuple([
  z.object({ rows: z.coerce.number(), checksum: z.string() }),
]);

export interface ManifestOptions {
  /** Leaves the rows out, which is quick at every size. */
  definitionsOnly?: boolean;
  /** Called and awaited before the rows of a table are read. */
  onTable?: (name: string) => void | Promise<void>;
}

/**
 * Reads a database at one moment, in a repeatable-read, read-only transaction. The server adds up
 * the rows, so no row comes to the client. It costs a sequential scan of every table. While the
 * transaction lasts, VACUUM can't clean up and migrations wait.
 *
 * @param place - the database in words
 * @throws PostgreSQL's error if the user may not read a table, or if a policy hides rows from it
 */
export async function readManifest(
  client: pg.ClientBase,
  place: string,
  { definitionsOnly = false, onTable = () => undefined }: ManifestOptions = {},
): Promise<Manifest> {
  const rowsOf = async (query: string, values?: string[]) =>
    (await client.query(query, values)).rows;
  await rowsOf('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // First: this query takes the transaction's snapshot.
    const [begun] = await rowsOf(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf"`,
    );
    for (const setting of Object.entries(settings)) {
      await rowsOf('SELECT set_config($1, $2, true)', setting);
    }
    const migrations = named.parse(await rowsOf(migrationsTablesQuery));
    const definitions: unknown[] = [];
    for (const query of definitionQueries(migrations.map(each => each.name))) {
      definitions.push(...(await rowsOf(query)));
    }
    const tables: NonNullable<Manifest['tables']> = {};
    const names = definitionsOnly ? [] : await rowsOf(tablesQuery);
    for (const { name } of named.parse(names)) {
      await onTable(name);
      [tables[name]] = counted.parse(
        await rowsOf(
          // ONLY: the rows of a child are counted with the child.
          `SELECT count(*) AS rows, coalesce(sum(hashtextextended((the_row.*)::text COLLATE "C", 0)), 0)::text AS checksum
             FROM ONLY ${name} AS the_row`,
        ),
      );
    }
    return manifestSchema.parse({
      format: 1,
      place,
      ...begun,
      takesWrites: !(await areWritesStopped(client)),
      definitions,
      tables: definitionsOnly ? undefined : tables,
      // Last: sequences ignore transactions, so a later read can only be ahead of the rows.
      sequences: await readSequences(client),
    });
  } finally {
    await rowsOf('ROLLBACK');
  }
}
