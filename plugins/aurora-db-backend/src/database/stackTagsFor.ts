import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';

/** Tags of the stack: ours as the request says, others as they are. */
export function stackTagsFor(
  request: DeployRequest,
  existing: DatabaseStack | undefined,
): Record<string, string> {
  const { [auroraDbTags.system]: _, ...kept } = Object.fromEntries(
    Object.entries(existing?.tags ?? {}).filter(
      // AWS's own can't be set.
      ([key]) => !key.startsWith('aws:'),
    ),
  );
  return {
    ...kept,
    [auroraDbTags.name]: request.name,
    [auroraDbTags.environment]: request.environment,
    [auroraDbTags.owner]: request.owner,
    ...(request.system && { [auroraDbTags.system]: request.system }),
  };
}
