import {
  clusterResourceType,
  databaseTemplateSchema,
} from '../database/templates/databaseTemplateSchema';
import { secretsOfTemplate } from '../database/templates/secretsOfTemplate';

/** A template that gives the deletion of its stack the requested result. */
export interface DeletionTemplate {
  /** JSON */
  template: string;
  /** The changes, for the log. Empty if the deployed template needs none. */
  changes: string[];
  /** What remains after the deletion, for the log. */
  notes: string[];
}

/**
 * Changes a deployed template so that its stack can be deleted. The deletion leaves a final
 * snapshot and the stack's master secret, or nothing.
 *
 * @param deployed - JSON
 */
export function deletionTemplate(
  deployed: string,
  { finalSnapshot }: { finalSnapshot: boolean },
): DeletionTemplate {
  const template = databaseTemplateSchema.parse(JSON.parse(deployed));
  const { master, isManaged } = secretsOfTemplate(deployed);
  const policyOf = (id: string, type: string): string | undefined => {
    if (type === clusterResourceType) {
      return finalSnapshot ? 'Snapshot' : 'Delete';
    }
    if (id === master?.id) {
      return finalSnapshot ? 'RetainExceptOnCreate' : 'Delete';
    }
    return undefined;
  };
  const changes: string[] = [];
  for (const [id, resource] of Object.entries(template.Resources)) {
    const policy = policyOf(id, resource.Type);
    if (policy && resource.DeletionPolicy !== policy) {
      changes.push(
        `deletion policy of ${id}: ${resource.DeletionPolicy ?? 'none'} → ${policy}`,
      );
      resource.DeletionPolicy = policy;
      // CloudFormation accepts no update that changes only policies, so this also changes metadata.
      resource.Metadata = {
        ...resource.Metadata,
        'aurora-db:deletion-policy': policy,
      };
    }
    const properties = resource.Properties;
    if (
      resource.Type === clusterResourceType &&
      properties?.DeletionProtection === true
    ) {
      changes.push(`deletion protection of ${id}: on → off`);
      properties.DeletionProtection = false;
    }
  }
  return {
    template: JSON.stringify(template),
    changes,
    notes:
      finalSnapshot && isManaged
        ? [
            'RDS deletes the master password that it manages with the cluster. A restore of the final snapshot sets a new password',
          ]
        : [],
  };
}
