import type { z } from 'zod/v3';

/** The input that names a database, in the zod version of the actions registry. */
export function databaseEntityRef(zod: typeof z) {
  return zod
    .string()
    .min(1)
    .describe(
      'Entity of the database, such as resource:default/goal-mandala-prd, or resource:default/prod.orders for the cluster orders of another tool',
    );
}

/** The database of the examples. */
export const exampleRef = 'resource:default/goal-mandala-prd';
