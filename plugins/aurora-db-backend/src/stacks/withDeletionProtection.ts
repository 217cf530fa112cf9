import {
  clusterResourceType,
  databaseTemplateSchema,
} from '../database/templates/databaseTemplateSchema';

/**
 * Turns on the cluster's deletion protection in the deployed template. The first template of a
 * database leaves it off.
 *
 * @param deployed - JSON
 */
export function withDeletionProtection(deployed: string): string {
  const template = databaseTemplateSchema.parse(JSON.parse(deployed));
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === clusterResourceType && Properties) {
      Properties.DeletionProtection = true;
    }
  }
  return JSON.stringify(template);
}

/**
 * Whether a template protects its cluster. Undefined if it has no cluster, or if it was deployed
 * while its environment wanted no protection: its deletion policy keeps no snapshot then, and only
 * another deploy changes that.
 *
 * @param deployed - JSON
 */
export function isDeletionProtected(deployed: string): boolean | undefined {
  const template = databaseTemplateSchema.parse(JSON.parse(deployed));
  const cluster = Object.values(template.Resources).find(
    ({ Type }) => Type === clusterResourceType,
  );
  return cluster?.DeletionPolicy === 'Snapshot'
    ? cluster.Properties?.DeletionProtection === true
    : undefined;
}
