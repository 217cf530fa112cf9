import { z } from 'zod';
import { inputTexts } from '../inputTexts';

/** Source: RDS API reference, Tag. */
const reservedPrefix = /^\s*(aws|rds):/i;

/** What AWS takes as the value of a tag. Source: RDS user guide, "Tagging Amazon RDS resources". */
const tagValueSchema = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[\p{L}\p{N} _.:/=+\-@]*$/u, inputTexts['input.tagCharacters'])
    .refine(text => !reservedPrefix.test(text), inputTexts['input.tagPrefix']);

/** The fields of {@link SnapshotRequest}, each alone, for edges that build their own schema from them. @public */
export const snapshotRequestFields = {
  /** Why it is taken; part of the identifier, cut to 16 characters. */
  label: tagValueSchema(64).optional(),
  /** The release that it precedes, e.g. `v2.4.0`. */
  release: tagValueSchema(128).optional(),
  /** After so many days it is deleted; never where absent. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
};

/** Schema of {@link SnapshotRequest}. @public */
export const snapshotRequestSchema = z.strictObject(snapshotRequestFields);

/** Asks for a snapshot. @public */
export type SnapshotRequest = z.infer<typeof snapshotRequestSchema>;
