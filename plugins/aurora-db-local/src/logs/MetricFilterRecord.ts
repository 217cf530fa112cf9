import { z } from 'zod';

export const metricFilterSchema = z.object({
  logGroupName: z.string(),
  filterName: z.string(),
  filterPattern: z.string(),
  creationTime: z.number(),
  metricTransformations: z.array(z.record(z.string(), z.unknown())),
});

export type MetricFilter = z.infer<typeof metricFilterSchema>;

export function filterKey({
  logGroupName,
  filterName,
}: Pick<MetricFilter, 'logGroupName' | 'filterName'>): string {
  return `${logGroupName}:${filterName}`;
}
