import { z } from 'zod';

/** An entity reference, of which kind and namespace can be absent. */
export const entityRefPattern =
  /^([a-z][a-z0-9+_-]*:)?([a-z0-9._-]{1,63}\/)?[a-z0-9._-]{1,63}$/i;

const existingExpected =
  'expected all: true, tags or identifiers, which select the clusters to include';
const flagExpected = 'expected true or false';
const tagNameExpected = 'expected the name of a tag, of 1 to 128 characters';
const tagValueExpected =
  'expected the value of a tag, of at most 256 characters, in quotes if it is a number';
const identifierExpected =
  'expected the identifier of a cluster, in which * stands for any characters';
const identifiersExpected = 'expected a list of at least one identifier';
const ownerExpected =
  'expected the group or user that owns clusters without a known owner, such as group:default/platform';

const tagNameSchema = z
  .string(tagNameExpected)
  .min(1, tagNameExpected)
  .max(128, tagNameExpected);

/** The clusters of other tools that an environment includes. */
export const existingSchema = z
  .strictObject(
    {
      // An environment variable in app-config is a text.
      all: z
        .union(
          [z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })],
          {
            error: flagExpected,
          },
        )
        .default(false),
      tags: z
        .record(
          z.string(),
          z.string(tagValueExpected).max(256, tagValueExpected),
          'expected an object with tags and their values',
        )
        .superRefine((tags, context) => {
          const names = Object.keys(tags);
          if (names.length === 0) {
            context.addIssue({
              code: 'custom',
              message: 'expected at least one tag',
            });
          }
          for (const name of names) {
            if (!tagNameSchema.safeParse(name).success) {
              context.addIssue({
                code: 'custom',
                path: [name],
                message: tagNameExpected,
              });
            }
          }
        })
        .optional(),
      identifiers: z
        .array(
          z
            .string(identifierExpected)
            .regex(/^[a-z0-9*-]{1,63}$/i, identifierExpected),
          identifiersExpected,
        )
        .min(1, identifiersExpected)
        .optional(),
      ownerTag: tagNameSchema.optional(),
      systemTag: tagNameSchema.optional(),
      defaultOwner: z
        .string(ownerExpected)
        .regex(entityRefPattern, ownerExpected)
        .refine(ref => !ref.includes(':') || /^(group|user):/i.test(ref), {
          error: ownerExpected,
        }),
    },
    existingExpected,
  )
  .superRefine(({ all, tags, identifiers }, context) => {
    if (!all && !tags && !identifiers) {
      context.addIssue({ code: 'custom', message: existingExpected });
    }
    // Otherwise a reader takes the tags for a limit.
    if (all && (tags || identifiers)) {
      context.addIssue({
        code: 'custom',
        path: ['all'],
        message:
          'expected false, because tags and identifiers select the clusters; otherwise remove these',
      });
    }
  });
