import { z } from 'zod';

/** An event of a resource, as DescribeEvents returns it. */
export const rdsEventSchema = z.object({
  sourceIdentifier: z.string(),
  sourceType: z.enum([
    'db-cluster',
    'db-instance',
    'db-cluster-snapshot',
    'db-parameter-group',
  ]),
  sourceArn: z.string(),
  /** For notifications: DescribeEvents does not return it. */
  id: z.string().optional(),
  message: z.string(),
  categories: z.array(z.string()),
  at: z.coerce.date(),
});

export type RdsEvent = z.infer<typeof rdsEventSchema>;

/** The RDS structure `Event`. */
export function describeEvent(event: RdsEvent): Record<string, unknown> {
  return {
    SourceIdentifier: event.sourceIdentifier,
    SourceType: event.sourceType,
    Message: event.message,
    EventCategories: event.categories,
    Date: event.at,
    SourceArn: event.sourceArn,
  };
}
