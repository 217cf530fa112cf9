import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { z } from 'zod';

const principalSchema = z.object({
  userEntityRef: z.string().optional(),
  subject: z.string().optional(),
});

/** Returns the entity reference of a user, or the subject of a service. */
export function requesterOf({ principal }: BackstageCredentials): string {
  const { data } = principalSchema.safeParse(principal);
  return data?.userEntityRef ?? data?.subject ?? '';
}
