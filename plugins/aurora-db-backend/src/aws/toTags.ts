/** A tag, as the SDK's clients describe it. */
interface Tag {
  Key?: string;
  Value?: string;
}

/** Converts the tags of an AWS resource. */
export function toTags(tags: Tag[] = []): Record<string, string> {
  return Object.fromEntries(
    tags.map(({ Key = '', Value = '' }) => [Key, Value]),
  );
}
