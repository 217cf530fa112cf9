import {
  auroraDbTags,
  type DeployRequest,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { DatabaseStack } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';

/**
 * Tags of the stack: ours from the request, those of the environment, and all others unchanged.
 *
 * @param earlierTags - keys of the tags that the environment had at the last deploy
 */
export function stackTagsFor(
  request: DeployRequest,
  { tags }: Pick<EnvironmentConfig, 'tags'>,
  existing: DatabaseStack | undefined,
  earlierTags: readonly string[],
): Record<string, string> {
  const kept = Object.entries(existing?.tags ?? {}).filter(
    ([key]) =>
      // Callers cannot set AWS's own tags.
      !key.startsWith('aws:') &&
      key !== auroraDbTags.system &&
      !earlierTags.includes(key),
  );
  return {
    ...Object.fromEntries(kept),
    ...tags,
    [auroraDbTags.name]: request.name,
    [auroraDbTags.environment]: request.environment,
    [auroraDbTags.owner]: request.owner,
    ...(request.system && { [auroraDbTags.system]: request.system }),
  };
}
