import type { ResourceRequest } from '../ResourceType';
import { tagChanges } from '../responseShapes';

/** Tags in the create call of an EC2 resource. */
export function tagSpecifications(
  request: ResourceRequest,
  resourceType: string,
): Array<Record<string, unknown>> {
  return [{ ResourceType: resourceType, Tags: request.tags }];
}

export async function updateEc2Tags(request: ResourceRequest): Promise<void> {
  const { add, removeKeys } = tagChanges(request.previousTags, request.tags);
  if (removeKeys.length > 0) {
    await request.call('DeleteTags', {
      Resources: [request.physicalId],
      Tags: removeKeys.map(Key => ({ Key })),
    });
  }
  if (add.length > 0) {
    await request.call('CreateTags', {
      Resources: [request.physicalId],
      Tags: add,
    });
  }
}

/** Filters that find what an interrupted attempt at this resource made. */
export function ownFilters({
  stackId,
  logicalId,
}: ResourceRequest): Array<{ Name: string; Values: string[] }> {
  return [
    { Name: 'tag:aws:cloudformation:stack-id', Values: [stackId] },
    { Name: 'tag:aws:cloudformation:logical-id', Values: [logicalId] },
  ];
}
