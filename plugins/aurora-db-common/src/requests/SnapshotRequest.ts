import { z } from 'zod';
import { inputTexts } from '../inputTexts';

/** Prefixes that AWS reserves for its own tags. Source: Tag in the RDS API reference. */
const reservedPrefix = /^\s*(aws|rds):/i;

/**
 * Characters that AWS accepts in a tag's value. Source: RDS user guide, "Tagging Amazon RDS
 * resources".
 */
const tagValueSchema = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[\p{L}\p{N} _.:/=+\-@]*$/u, inputTexts['input.tagCharacters'])
    .refine(text => !reservedPrefix.test(text), inputTexts['input.tagPrefix']);

/**
 * The fields of {@link SnapshotRequest}, for APIs that build their own schema from them.
 *
 * @public
 */
export const snapshotRequestFields = {
  /** The reason for the snapshot. Its first 16 characters are part of the identifier. */
  label: tagValueSchema(64).optional(),
  /** The release after the snapshot, e.g. `v2.4.0`. */
  release: tagValueSchema(128).optional(),
  /** The snapshot expires after this number of days. Absent: it never expires. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
};

/** Schema of {@link SnapshotRequest}. @public */
export const snapshotRequestSchema = z.strictObject(snapshotRequestFields);

/** A request for a snapshot. @public */
export type SnapshotRequest = z.infer<typeof snapshotRequestSchema>;
