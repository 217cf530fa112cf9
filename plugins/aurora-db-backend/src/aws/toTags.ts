import type { Tag } from '@aws-sdk/client-cloudformation';

/** Converts the tags of a stack or a change set. */
export function toTags(tags: Tag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}
