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

/** What the server writes values with has to be the same whoever asks: checksums are made of it. */
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
  // Rows that a policy hides are an error rather than missing.
  row_security: 'off',
  // A migration that holds a table is told of rather than waited for.
  lock_timeout: '30s',
};

const textRows = z.array(z.object({ name: z.string() }));
const counted = z.tuple([
  z.object({ rows: z.coerce.number(), checksum: z.string() }),
]);
const begun = z.tuple([z.object({ asOf: z.string() })]);

export interface ManifestOptions {
  /** Leaves the rows out: quick, whatever the size. */
  definitionsOnly?: boolean;
  /** Told of each table before its rows are read, and waited for. */
  onTable?: (name: string) => void | Promise<void>;
}

/**
 * Reads a database as it is at one moment (a single repeatable-read, read-only transaction). The server adds the rows up: nothing of them comes
 * to the client. It costs a sequential scan of every table, and a transaction that lasts as long: VACUUM can't clean up, and migrations wait for it.
 *
 * @param place - the database in words
 * @throws PostgreSQL's error where the session's user may not read a table, or a policy hides rows from it
 */
export async function readManifest(
  client: pg.ClientBase,
  place: string,
  { definitionsOnly = false, onTable = () => undefined }: ManifestOptions = {},
): Promise<Manifest> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    // First: it takes the snapshot that all of this is read with, microseconds before the time that it answers.
    const [{ asOf }] = begun.parse(
      (
        await client.query(
          `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "asOf"`,
        )
      ).rows,
    );
    for (const [name, value] of Object.entries(settings)) {
      await client.query('SELECT set_config($1, $2, true)', [name, value]);
    }
    const definitions: unknown[] = [];
    const migrationsTables = textRows.parse(
      (await client.query(migrationsTablesQuery)).rows,
    );
    for (const query of definitionQueries(
      migrationsTables.map(({ name }) => name),
    )) {
      definitions.push(...(await client.query(query)).rows);
    }
    const tables = definitionsOnly
      ? undefined
      : await readTables(client, onTable);
    // Last: sequences know no transactions, and those that are read later can only be ahead of the rows.
    const sequences = await readSequences(client);
    return manifestSchema.parse({
      format: 1,
      place,
      asOf,
      takesWrites: !(await areWritesStopped(client)),
      definitions,
      tables,
      sequences,
    });
  } finally {
    await client.query('ROLLBACK');
  }
}

async function readTables(
  client: pg.ClientBase,
  onTable: (name: string) => void | Promise<void>,
): Promise<Manifest['tables']> {
  const names = textRows.parse(
    (
      await client.query(
        `SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_namespace ON pg_namespace.oid = relnamespace
          WHERE relkind IN ('r', 'm') AND relispopulated AND relpersistence <> 't' AND ${isUserSchema} ORDER BY 1`,
      )
    ).rows,
  );
  const tables: NonNullable<Manifest['tables']> = {};
  for (const { name } of names) {
    await onTable(name);
    const [table] = counted.parse(
      (
        await client.query(
          // ONLY: a child's rows are counted with the child.
          `SELECT count(*) AS rows, coalesce(sum(hashtextextended((the_row.*)::text COLLATE "C", 0)), 0)::text AS checksum
             FROM ONLY ${name} AS the_row`,
        )
      ).rows,
    );
    tables[name] = table;
  }
  return tables;
}
