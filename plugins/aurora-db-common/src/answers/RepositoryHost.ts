import { z } from 'zod';
import { messageSchema } from '../message';
import { repositoryProviders } from '../requests/repositoryUrl';

/** Schema of {@link RepositoryHost}. @public */
export const repositoryHostSchema = z.object({
  host: z.string(),
  provider: z.enum(repositoryProviders),
  /** Why the portal cannot publish to the host. Absent if nothing is known to prevent it. */
  problem: messageSchema.optional(),
});

/** A host of `integrations` in app-config. @public */
export type RepositoryHost = z.infer<typeof repositoryHostSchema>;

/** Schema of the answer of `GET /repository-hosts`. @public */
export const repositoryHostListSchema = z.object({
  items: z.array(repositoryHostSchema),
});

/** The hosts of `integrations` in app-config. @public */
export type RepositoryHostList = z.infer<typeof repositoryHostListSchema>;
