import { z } from 'zod';
import { tagKeyInput, tagsInput as listOfTags } from '../service/tagInputs';

export const tagSchema = z.object({
  Key: z.string().min(1).max(128),
  Value: z.string().max(256).default(''),
});

export type Tag = z.infer<typeof tagSchema>;

/** The `Tags` of an operation that creates a resource. */
export const tagsInput = listOfTags(
  z.strictObject({ ...tagSchema.shape, Key: tagKeyInput }),
).default([]);

/** Merges tags. If both have a key, the one of `added` counts. */
export function mergeTags(
  present: readonly Tag[],
  added: readonly Tag[],
): Tag[] {
  const keys = new Set(added.map(({ Key }) => Key));
  return [...present.filter(({ Key }) => !keys.has(Key)), ...added];
}
