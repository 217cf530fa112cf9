import type { DeployRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { z } from 'zod';
import { fullEntityRef } from '../database/fullEntityRef';
import { parseFormValues } from './parseFormValues';

/** The kinds of entity references without a kind. */
export const defaultKinds = { owner: 'group', system: 'system' } as const;

/**
 * Returns a deploy request with full entity references. Throws an InputError that names each wrong
 * field.
 *
 * @param schema - of the input
 */
export function readDeployRequest(
  schema: z.ZodType<DeployRequest>,
  input: Record<string, unknown>,
): DeployRequest {
  const { owner, system, ...rest } = parseFormValues(schema, input);
  return {
    ...rest,
    owner: fullEntityRef('owner', owner, defaultKinds.owner),
    ...(system && {
      system: fullEntityRef('system', system, defaultKinds.system),
    }),
  };
}
