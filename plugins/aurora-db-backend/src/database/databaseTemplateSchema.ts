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
