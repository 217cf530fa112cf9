import { z } from 'zod';

/** Source: RDS API reference, Tag. */
const reservedPrefix = /^\s*(aws|rds):/i;

/** What AWS takes as the value of a tag. Source: RDS user guide, "Tagging Amazon RDS resources". */
const tagValueSchema = (field: string, longest: number) =>
  z
    .string()
    .min(1, `${field} has at least one character`)
    .max(longest, `${field} has at most ${longest} characters`)
    .regex(
      /^[\p{L}\p{N} _.:/=+\-@]*$/u,
      `${field} is letters, digits, spaces and any of _.:/=+-@`,
    )
    .refine(
      text => !reservedPrefix.test(text),
      `${field} does not begin with aws: or rds:, which AWS reserves`,
    );

/** The fields of {@link SnapshotRequest}, each alone, for edges that build their own schema from them. @public */
export const snapshotRequestFields = {
  /** Why it is taken; part of the identifier, cut to 16 characters. */
  label: tagValueSchema('label', 64).optional(),
  /** The release that it precedes, e.g. `v2.4.0`. */
  release: tagValueSchema('release', 128).optional(),
  /** After so many days it is deleted; never where absent. */
  expiresInDays: z
    .number()
    .int('expiresInDays is a whole number')
    .min(1, 'expiresInDays is at least 1')
    .max(3650, 'expiresInDays is at most 3650')
    .optional(),
};

/** Schema of {@link SnapshotRequest}. @public */
export const snapshotRequestSchema = z.strictObject(snapshotRequestFields);

/** Asks for a snapshot. @public */
export type SnapshotRequest = z.infer<typeof snapshotRequestSchema>;
