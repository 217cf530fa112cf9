import { z } from 'zod';
import { listInput } from '../service/inputs';

export const tagSchema = z.object({
  Key: z.string().min(1).max(128),
  Value: z.string().max(256).default(''),
});

export type Tag = z.infer<typeof tagSchema>;

/** The `Tags` of an operation that creates a resource. */
export const tagsInput = listInput(z.strictObject(tagSchema.shape)).default([]);

/** Merges tags. If both have a key, the one of `added` counts. */
export function mergeTags(
  present: readonly Tag[],
  added: readonly Tag[],
): Tag[] {
  const keys = new Set(added.map(({ Key }) => Key));
  return [...present.filter(({ Key }) => !keys.has(Key)), ...added];
}
