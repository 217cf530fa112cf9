import { z } from 'zod';

/** Contents and definitions of a database, small enough to keep with a release. */
export const manifestSchema = z.object({
  format: z.literal(1),
  /** The database in words, such as `goalmandalamain at db.example.com:5432`. */
  place: z.string(),
  /** The manifest contains all that was committed before this time of the server; ISO 8601. */
  asOf: z.iso.datetime(),
  /** Whether applications could write at that time: then later manifests may differ without damage. */
  takesWrites: z.boolean(),
  /** Columns, constraints, indexes, grants, migrations and all else that has a definition. */
  definitions: z.array(
    z.object({
      /** The object that it is part of, such as `public.goals`. */
      of: z.string(),
      kind: z.string(),
      name: z.string(),
      definition: z.string(),
      /** What is wrong with it by itself. */
      fault: z.string().nullable(),
    }),
  ),
  /** By qualified name; absent if the manifest has only definitions. The order of rows is ignored. */
  tables: z
    .record(z.string(), z.object({ rows: z.number(), checksum: z.string() }))
    .optional(),
  /** By qualified name. A bigint is a decimal string, because it exceeds the numbers of JSON. */
  sequences: z.record(
    z.string(),
    z.object({
      /** What nextval() would give. */
      next: z.string(),
      increment: z.string(),
      /** A sequence that cycles may be behind the numbers that it has given. */
      cycles: z.boolean(),
      /** Columns that it fills, with their farthest value in its direction; null without rows. */
      fills: z.array(
        z.object({ column: z.string(), farthest: z.string().nullable() }),
      ),
    }),
  ),
});

export type Manifest = z.infer<typeof manifestSchema>;
