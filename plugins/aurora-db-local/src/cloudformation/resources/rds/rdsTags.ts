import type { ResourceRequest } from '../ResourceType';
import { tagChanges } from '../responseShapes';

/** Changes the tags of an RDS resource from the previous set to the new one. */
export async function updateRdsTags(
  request: ResourceRequest,
  kind: string,
  id: string,
): Promise<void> {
  const { accountId, region } = request.context;
  const ResourceName = `arn:aws:rds:${region}:${accountId}:${kind}:${id}`;
  const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
  if (removeKeys.length > 0) {
    await request.call('RemoveTagsFromResource', {
      ResourceName,
      TagKeys: removeKeys,
    });
  }
  if (add.length > 0) {
    await request.call('AddTagsToResource', { ResourceName, Tags: add });
  }
}
