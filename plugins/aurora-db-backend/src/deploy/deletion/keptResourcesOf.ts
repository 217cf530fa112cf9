import {
  clusterResourceType,
  databaseTemplateSchema,
} from '../../database/templates/databaseTemplateSchema';
import { secretsOfTemplate } from '../../database/templates/secretsOfTemplate';

/** What remains of a database when the stack with its template is deleted. */
export interface KeptResources {
  /** Whether the stack has a cluster at all. */
  hasCluster: boolean;
  /** Whether CloudFormation takes a final snapshot of it. */
  snapshot: boolean;
  /** Whether the secret with the master password remains. */
  secret: boolean;
}

/** @param deployed - JSON */
export function keptResourcesOf(deployed: string): KeptResources {
  const { Resources } = databaseTemplateSchema.parse(JSON.parse(deployed));
  const all = Object.values(Resources);
  const clusters = all.filter(({ Type }) => Type === clusterResourceType);
  const hasCluster = clusters.length > 0;
  return {
    hasCluster,
    snapshot:
      hasCluster &&
      clusters.every(({ DeletionPolicy }) => DeletionPolicy === 'Snapshot'),
    secret: secretsOfTemplate(deployed).master?.isKept ?? false,
  };
}
