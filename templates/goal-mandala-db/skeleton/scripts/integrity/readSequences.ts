import type pg from 'pg';
import { z } from 'zod';
import { isUserSchema } from './definitionQueries.ts';
import type { Manifest } from './Manifest.ts';

const sequencesSchema = z.array(
  z.object({
    name: z.string(),
    increment: z.string(),
    cycles: z.boolean(),
    /** Integer columns whose default it is, or that own it. */
    columns: z.array(z.object({ table: z.string(), column: z.string() })),
  }),
);

const sequencesQuery = `
  SELECT s.oid::regclass::text AS name, seqincrement::text AS increment, seqcycle AS cycles,
         (SELECT coalesce(json_agg(json_build_object('table', attrelid::regclass::text, 'column', quote_ident(attname)) ORDER BY attrelid, attnum), '[]')
            FROM pg_attribute
           WHERE NOT attisdropped AND atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
             AND (attrelid, attnum) IN (
               SELECT refobjid, refobjsubid FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND objid = s.oid AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i')
               UNION
               SELECT adrelid, adnum FROM pg_depend JOIN pg_attrdef ON pg_attrdef.oid = objid
                WHERE classid = 'pg_attrdef'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = s.oid)
         ) AS columns
    FROM pg_sequence JOIN pg_class AS s ON s.oid = seqrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
   WHERE relpersistence <> 't' AND ${isUserSchema} ORDER BY 1`;

const valueRows = z.tuple([z.object({ value: z.string().nullable() })]);

/** Reads the positions of the sequences, and the values of the columns that they fill. */
export async function readSequences(
  client: pg.ClientBase,
): Promise<Manifest['sequences']> {
  const valueOf = async (expression: string, from: string) => {
    const { rows } = await client.query(
      `SELECT (${expression})::text AS value FROM ${from}`,
    );
    return valueRows.parse(rows)[0].value;
  };
  const sequences: Manifest['sequences'] = {};
  const { rows } = await client.query(sequencesQuery);
  for (const row of sequencesSchema.parse(rows)) {
    const { name, increment, cycles, columns } = row;
    const farthest = increment.startsWith('-') ? 'min' : 'max';
    const fills = [];
    for (const { table, column } of columns) {
      fills.push({
        column: `${table}.${column}`,
        farthest: await valueOf(`${farthest}(${column})`, table),
      });
    }
    const next = await valueOf(
      `last_value::numeric + CASE WHEN is_called THEN ${increment} ELSE 0 END`,
      name,
    );
    sequences[name] = { next: String(next), increment, cycles, fills };
  }
  return sequences;
}
