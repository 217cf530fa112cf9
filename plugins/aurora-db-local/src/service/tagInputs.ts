import { z } from 'zod';
import { listInput } from './inputs';

/**
 * The key of a tag that a caller gives. CloudFormation gives its own tags to the same operations.
 */
export const tagKeyInput = z
  .string()
  .min(1)
  .max(128)
  .regex(
    /^(?!aws:(?!cloudformation:))/i,
    "must not begin with 'aws:', which only AWS services use",
  );

/** A list of tags. With one key twice, one of the values would be lost. */
export function tagsInput<
  T extends z.ZodType<{ Key: string } | { TagKey: string }>,
>(tag: T) {
  return listInput(tag).refine(
    tags =>
      new Set(tags.map(one => ('Key' in one ? one.Key : one.TagKey))).size ===
      tags.length,
    'must have each key once',
  );
}
