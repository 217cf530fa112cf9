import { z } from 'zod';
import type { Json } from '../../template/parseTemplate';
import { validationError } from '../../validationError';

const number = z.union([z.number(), z.string()]);
const transition = z.strictObject({
  StorageClass: z.string(),
  TransitionDate: z.string().optional(),
  TransitionInDays: number.optional(),
});
const noncurrentTransition = z.strictObject({
  NewerNoncurrentVersions: number.optional(),
  StorageClass: z.string(),
  TransitionInDays: number,
});

const ruleSchema = z.strictObject({
  AbortIncompleteMultipartUpload: z
    .strictObject({ DaysAfterInitiation: number })
    .optional(),
  ExpirationDate: z.string().optional(),
  ExpirationInDays: number.optional(),
  ExpiredObjectDeleteMarker: z.union([z.boolean(), z.string()]).optional(),
  Id: z.string().optional(),
  NoncurrentVersionExpiration: z
    .strictObject({
      NewerNoncurrentVersions: number.optional(),
      NoncurrentDays: number,
    })
    .optional(),
  NoncurrentVersionExpirationInDays: number.optional(),
  NoncurrentVersionTransition: noncurrentTransition.optional(),
  NoncurrentVersionTransitions: z.array(noncurrentTransition).optional(),
  ObjectSizeGreaterThan: number.optional(),
  ObjectSizeLessThan: number.optional(),
  Prefix: z.string().optional(),
  Status: z.string(),
  TagFilters: z
    .array(z.strictObject({ Key: z.string(), Value: z.string() }))
    .optional(),
  Transition: transition.optional(),
  Transitions: z.array(transition).optional(),
});
type Rule = z.infer<typeof ruleSchema>;

const configurationSchema = z.strictObject({
  Rules: z.array(ruleSchema),
  TransitionDefaultMinimumObjectSize: z.string().optional(),
});

/** The input of PutBucketLifecycleConfiguration for a template's property. */
export function lifecycleInput(property: Json) {
  const parsed = configurationSchema.safeParse(property);
  if (!parsed.success) {
    throw validationError(
      `LifecycleConfiguration: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { Rules, TransitionDefaultMinimumObjectSize } = parsed.data;
  return {
    LifecycleConfiguration: { Rules: Rules.map(toRule) },
    TransitionDefaultMinimumObjectSize,
  };
}

function toRule(rule: Rule) {
  const expiration = {
    Date: rule.ExpirationDate,
    Days: rule.ExpirationInDays,
    ExpiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker,
  };
  const transitions = [rule.Transition ?? [], rule.Transitions ?? []].flat();
  const noncurrent = [
    rule.NoncurrentVersionTransition ?? [],
    rule.NoncurrentVersionTransitions ?? [],
  ].flat();
  const older =
    rule.NoncurrentVersionExpirationInDays === undefined
      ? undefined
      : { NoncurrentDays: rule.NoncurrentVersionExpirationInDays };
  return {
    ID: rule.Id,
    Status: rule.Status,
    Filter: filterOf(rule),
    Expiration: Object.values(expiration).some(value => value !== undefined)
      ? expiration
      : undefined,
    Transitions:
      transitions.length > 0
        ? transitions.map(one => ({
            Date: one.TransitionDate,
            Days: one.TransitionInDays,
            StorageClass: one.StorageClass,
          }))
        : undefined,
    NoncurrentVersionTransitions:
      noncurrent.length > 0
        ? noncurrent.map(one => ({
            NoncurrentDays: one.TransitionInDays,
            NewerNoncurrentVersions: one.NewerNoncurrentVersions,
            StorageClass: one.StorageClass,
          }))
        : undefined,
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration ?? older,
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  };
}

/** Several conditions stand in an `And`. */
function filterOf(rule: Rule) {
  const { Prefix, TagFilters = [] } = rule;
  const sizes = {
    ObjectSizeGreaterThan: rule.ObjectSizeGreaterThan,
    ObjectSizeLessThan: rule.ObjectSizeLessThan,
  };
  const conditions =
    TagFilters.length +
    [Prefix, ...Object.values(sizes)].filter(one => one !== undefined).length;
  if (conditions > 1) {
    return {
      And: {
        Prefix,
        Tags: TagFilters.length > 0 ? TagFilters : undefined,
        ...sizes,
      },
    };
  }
  const [Tag] = TagFilters;
  return { Prefix: conditions === 0 ? '' : Prefix, Tag, ...sizes };
}
