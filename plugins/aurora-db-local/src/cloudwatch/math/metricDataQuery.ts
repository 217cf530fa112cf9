import { z } from 'zod';
import { booleanInput, integerInput, listInput } from '../../service/inputs';
import { dimensionSchema } from '../metrics/Metric';

/** An element of `MetricDataQueries`, and of an alarm's `Metrics`. */
export const metricDataQuerySchema = z.object({
  Id: z.string(),
  MetricStat: z
    .object({
      Metric: z.object({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: listInput(dimensionSchema).default([]),
      }),
      Period: integerInput,
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: booleanInput.default(true),
  Period: integerInput.optional(),
  AccountId: z.string().optional(),
});

export type MetricDataQuery = z.infer<typeof metricDataQuerySchema>;
