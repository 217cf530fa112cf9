import type { Config } from '@backstage/config';
import { z } from 'zod';
import { describeIssues } from './describeIssues';
import { InvalidConfigError } from './InvalidConfigError';

const ownerExpected =
  'expected an entity reference such as group:default/platform';

const apiEntitySchema = z
  .strictObject(
    { owner: z.string(ownerExpected).min(1, ownerExpected) },
    'expected an object with owner',
  )
  .optional();

/**
 * Reads `auroraDb.apiEntity`: undefined if the catalog is not to have the entity. Throws an
 * InvalidConfigError with a line for each wrong key.
 */
export function readApiEntityConfig(
  config: Config,
): { owner: string } | undefined {
  const key = 'auroraDb.apiEntity';
  const value = config.getOptional(key);
  const { success, data, error } = apiEntitySchema.safeParse(value);
  if (!success) {
    throw new InvalidConfigError(describeIssues(error, value, key));
  }
  return data;
}
