import { resourceType } from './resources/resourceTypes';
import type { ResourceRecord } from './StackRecord';

/**
 * The policy by which a resource is deleted. Without one in the template, clusters leave a
 * snapshot. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function deletionPolicyOf({
  type,
  deletionPolicy,
}: Pick<
  ResourceRecord,
  'type' | 'deletionPolicy'
>): ResourceRecord['deletionPolicy'] {
  return (
    deletionPolicy ?? (resourceType(type).snapshots ? 'Snapshot' : undefined)
  );
}
