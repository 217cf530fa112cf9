import { z } from 'zod';

/** What we look at in a database's template; all else stays as it is. */
export const databaseTemplateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      DeletionPolicy: z.string().optional(),
      Metadata: z.record(z.string(), z.unknown()).optional(),
      Properties: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** CloudFormation's type of the resource that is the database. */
export const clusterResourceType = 'AWS::RDS::DBCluster';

/** What deleting a stack with this template leaves of its database. */
export interface Keepsakes {
  /** Whether the stack has a cluster at all. */
  hasCluster: boolean;
  /** Whether CloudFormation takes a final snapshot of it. */
  snapshot: boolean;
  /** Whether the secret with the master password stays. */
  secret: boolean;
}

/** @param deployed - JSON */
export function keepsakesOf(deployed: string): Keepsakes {
  const { Resources } = databaseTemplateSchema.parse(JSON.parse(deployed));
  const all = Object.values(Resources);
  const clusters = all.filter(({ Type }) => Type === clusterResourceType);
  const hasCluster = clusters.length > 0;
  return {
    hasCluster,
    snapshot:
      hasCluster &&
      clusters.every(({ DeletionPolicy }) => DeletionPolicy === 'Snapshot'),
    secret: all.some(
      ({ Type, DeletionPolicy, Properties }) =>
        Type === 'AWS::SecretsManager::Secret' &&
        Properties?.GenerateSecretString !== undefined &&
        /^Retain/.test(DeletionPolicy ?? ''),
    ),
  };
}
