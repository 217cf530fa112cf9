import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';

/** Tags of the stack: ours from the request, all others unchanged. */
export function stackTagsFor(
  request: DeployRequest,
  existing: DatabaseStack | undefined,
): Record<string, string> {
  const { [auroraDbTags.system]: _, ...kept } = Object.fromEntries(
    Object.entries(existing?.tags ?? {}).filter(
      // Callers cannot set AWS's own tags.
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
