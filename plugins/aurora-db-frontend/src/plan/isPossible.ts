import type { Plan } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Whether nothing stands in the way of carrying a plan out. */
export function isPossible({ preflight, changes }: Plan): boolean {
  return (
    preflight.every(({ ok }) => ok) && changes.every(({ allowed }) => allowed)
  );
}
