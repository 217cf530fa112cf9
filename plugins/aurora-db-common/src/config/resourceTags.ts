import { z } from 'zod';

/**
 * Maximum number of tags of an environment. AWS allows 50 on each resource, and the portal writes up
 * to 10 of its own on snapshots.
 */
const maxTags = 40;

/**
 * The characters that every AWS service allows in tags. IAM allows the fewest. Source: TagRole in
 * the IAM API.
 */
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const charactersExpected =
  'expected letters, digits, spaces and any of _.:/=+-@';

const keySchema = z
  .string()
  .min(1, 'expected a key of 1 to 128 characters')
  .max(128, 'expected a key of 1 to 128 characters')
  .regex(characters, charactersExpected)
  .regex(
    /^(?!(aws|rds|aurora-db):)/i,
    'expected a key that does not begin with aws:, rds: or aurora-db:, which AWS and the portal use',
  );

const valueExpected =
  'expected a text of 1 to 256 characters, in quotes if it is a number';

const valueSchema = z
  .string(valueExpected)
  .min(1, valueExpected)
  .max(256, valueExpected)
  .regex(characters, charactersExpected);

/**
 * Schema of the tags of an environment. CloudFormation and RDS distinguish keys by case, IAM does
 * not.
 */
export const resourceTagsSchema = z
  .record(z.string(), valueSchema, 'expected an object of keys and values')
  .superRefine((tags, context) => {
    const keys = Object.keys(tags);
    if (keys.length > maxTags) {
      context.addIssue({
        code: 'custom',
        message: `expected at most ${maxTags} tags`,
      });
    }
    for (const [index, key] of keys.entries()) {
      const problems = (keySchema.safeParse(key).error?.issues ?? []).map(
        ({ message }) => message,
      );
      const sameInIam = keys
        .slice(0, index)
        .find(other => other.toLowerCase() === key.toLowerCase());
      if (sameInIam) {
        problems.push(
          `expected a key that differs from ${sameInIam} in more than case`,
        );
      }
      for (const message of problems) {
        context.addIssue({ code: 'custom', path: [key], message });
      }
    }
  });
