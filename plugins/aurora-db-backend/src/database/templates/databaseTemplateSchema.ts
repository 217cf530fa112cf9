import { z } from 'zod';

/**
 * The parts of a database's template that the backend reads. It passes all other parts through
 * unchanged.
 */
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

/** CloudFormation's resource type of the cluster. */
export const clusterResourceType = 'AWS::RDS::DBCluster';
