import { z } from 'zod';
import { listInput } from '../service/inputs';

export const tagSchema = z.object({
  Key: z.string().min(1).max(128),
  Value: z.string().max(256).default(''),
});

export type Tag = z.infer<typeof tagSchema>;

/** The member `Tags` of an operation that makes something. */
export const tagsInput = listInput(tagSchema).default([]);

/** `added` over `present`: a key that both have takes its new value. */
export function mergeTags(
  present: readonly Tag[],
  added: readonly Tag[],
): Tag[] {
  const keys = new Set(added.map(({ Key }) => Key));
  return [...present.filter(({ Key }) => !keys.has(Key)), ...added];
}
