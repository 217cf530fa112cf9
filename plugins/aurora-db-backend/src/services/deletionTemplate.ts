import {
  clusterResourceType,
  databaseTemplateSchema,
} from './databaseTemplateSchema';

/** A template under which deleting the stack does what was asked for. */
export interface DeletionTemplate {
  /** JSON */
  template: string;
  /** What it changes, for the log; empty where the deployed template does already. */
  changes: string[];
}

/**
 * Changes a deployed template so that deleting its stack is allowed and leaves a final snapshot (and the secret that opens it), or
 * nothing.
 *
 * @param deployed - JSON
 */
export function deletionTemplate(
  deployed: string,
  { finalSnapshot }: { finalSnapshot: boolean },
): DeletionTemplate {
  const template = databaseTemplateSchema.parse(JSON.parse(deployed));
  const policies: Record<string, string> = {
    [clusterResourceType]: finalSnapshot ? 'Snapshot' : 'Delete',
    'AWS::SecretsManager::Secret': finalSnapshot
      ? 'RetainExceptOnCreate'
      : 'Delete',
  };
  const changes: string[] = [];
  for (const [id, resource] of Object.entries(template.Resources)) {
    const policy = policies[resource.Type];
    if (policy && resource.DeletionPolicy !== policy) {
      changes.push(
        `deletion policy of ${id}: ${resource.DeletionPolicy ?? 'none'} → ${policy}`,
      );
      resource.DeletionPolicy = policy;
      // CloudFormation takes no update that changes policies alone; metadata makes it one.
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
  return { template: JSON.stringify(template), changes };
}
