import { z } from 'zod';

/** What a database holds and how it is made, small enough to keep beside a release, and good for comparing with another one. */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** The database in words, such as `goalmandalamain at db.example.com:5432`. */
  place: z.string(),
  /** All that was committed before this time is in it, by the server's clock; ISO 8601. */
  asOf: z.iso.datetime(),
  /** Whether applications could write meanwhile: what is compared with it later may then differ by right. */
  takesWrites: z.boolean(),
  /** Everything that can be said by its definition: columns, constraints, indexes, grants, migrations, … */
  definitions: z.array(
    z.object({
      /** What it is part of, such as `public.goals`. */
      of: z.string(),
      kind: z.string(),
      name: z.string(),
      definition: z.string(),
      /** What is wrong with it as it stands. */
      fault: z.string().nullable(),
    }),
  ),
  /** By qualified name. Absent where only definitions were asked for. */
  tables: z
    .record(
      z.string(),
      z.object({
        rows: z.number(),
        /** Of all rows, whatever their order. */
        checksum: z.string(),
      }),
    )
    .optional(),
  /** By qualified name. Numbers are decimal strings: a bigint is beyond what JSON's numbers hold exactly. */
  sequences: z.record(
    z.string(),
    z.object({
      /** What nextval() would give. */
      next: z.string(),
      increment: z.string(),
      /** A sequence that cycles may be behind what it has given. */
      cycles: z.boolean(),
      /** Columns that it fills, with the value that is the farthest in its direction; null where there are no rows. */
      fills: z.array(
        z.object({ column: z.string(), farthest: z.string().nullable() }),
      ),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
