import { z } from 'zod';
import { booleanInput, integerInput, listInput } from '../../service/inputs';
import { tagKeyInput, tagsInput } from '../../service/tagInputs';
import { units } from '../metrics/units';

/** Members that several operations of CloudWatch have, with AWS's limits. */
export const namespaceInput = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^:]/, 'must not begin with a colon');

export const metricNameInput = z.string().min(1).max(255);

export const unitInput = z.enum(units);

export const periodInput = integerInput.pipe(z.number().min(1));

export const statisticInput = z.enum([
  'SampleCount',
  'Average',
  'Sum',
  'Minimum',
  'Maximum',
]);

/** AWS's limit of dimensions of a metric. */
const maxDimensions = 30;

const dimensionInput = z.strictObject({
  Name: z.string().min(1).max(255),
  Value: z.string().min(1).max(1024),
});

export const dimensionsInput = listInput(dimensionInput)
  .pipe(
    z
      .array(dimensionInput)
      .max(maxDimensions, `must have at most ${maxDimensions} dimensions`),
  )
  .default([]);

const tagInput = z.strictObject({
  Key: tagKeyInput,
  Value: z.string().max(256),
});

/** AWS's limit of tags of a resource. */
export const maxTags = 50;

export const tagListInput = tagsInput(tagInput).refine(
  tags => tags.length <= maxTags,
  `must have at most ${maxTags} tags`,
);

/** An element of `MetricDataQueries`, and of an alarm's `Metrics`. */
export const metricDataQueryInput = z.strictObject({
  Id: z.string().min(1).max(255),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({
        Namespace: namespaceInput,
        MetricName: metricNameInput,
        Dimensions: dimensionsInput,
      }),
      Period: periodInput,
      Stat: z.string(),
      Unit: unitInput.optional(),
    })
    .optional(),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: booleanInput.default(true),
  Period: periodInput.optional(),
  AccountId: z.string().min(1).max(255).optional(),
});
