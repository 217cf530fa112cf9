import { z } from 'zod';

export const dimensionSchema = z.object({
  Name: z.string(),
  Value: z.string(),
});

/** A name and value in AWS's API. The dimensions of a metric are a set. */
export type Dimension = z.infer<typeof dimensionSchema>;

/**
 * The identity of a metric. Within an account and region, every combination is a separate metric.
 */
export interface MetricIdentity {
  namespace: string;
  metricName: string;
  dimensions: readonly Dimension[];
}

/** A metric, or its values of one unit. */
export interface MetricSelection extends MetricIdentity {
  /** Undefined for the values of every unit. CloudWatch converts no units. */
  unit?: string;
}

/** The same text for the same set of dimensions in any order. */
export function dimensionsKey(dimensions: readonly Dimension[]): string {
  return dimensions
    .map(({ Name, Value }) => JSON.stringify([Name, Value]))
    .sort()
    .join();
}
