import { z } from 'zod';
import { integerInput, listInput } from '../service/inputs';

export const logTagsSchema = z.record(z.string(), z.string());

/** Source: API reference of PutRetentionPolicy. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827,
  2192, 2557, 2922, 3288, 3653,
];

const logGroupName = z
  .string()
  .regex(/^[\w./#-]{1,512}$/, 'must have 1 to 512 letters, digits or ._/#-');

const page = {
  limit: integerInput.pipe(z.number().min(1).max(50)).default(50),
  nextToken: z.string().optional(),
};

/** Inputs of the operations of CloudWatch Logs that aurora-db-local implements. */
export const logsInputs = {
  ByName: z.looseObject({ logGroupName }),
  CreateLogGroup: z.looseObject({
    logGroupName,
    kmsKeyId: z.string().optional(),
    logGroupClass: z
      .enum(['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY'])
      .default('STANDARD'),
    tags: logTagsSchema.default({}),
  }),
  DescribeLogGroups: z.looseObject({
    ...page,
    logGroupNamePrefix: z.string().optional(),
    logGroupNamePattern: z.string().optional(),
  }),
  PutRetentionPolicy: z.looseObject({
    logGroupName,
    retentionInDays: integerInput.refine(days => retentionDays.includes(days), {
      error: `must be one of ${retentionDays.join(', ')}`,
    }),
  }),
  PutMetricFilter: z.looseObject({
    logGroupName,
    filterName: z.string().min(1).max(512),
    filterPattern: z.string().max(1024),
    metricTransformations: listInput(z.record(z.string(), z.unknown())),
  }),
  DescribeMetricFilters: z.looseObject({
    ...page,
    logGroupName: z.string().optional(),
    filterNamePrefix: z.string().optional(),
  }),
  DeleteMetricFilter: z.looseObject({ logGroupName, filterName: z.string() }),
  TagResource: z.looseObject({
    resourceArn: z.string(),
    tags: logTagsSchema,
  }),
  UntagResource: z.looseObject({
    resourceArn: z.string(),
    tagKeys: z.array(z.string()),
  }),
  ListTagsForResource: z.looseObject({ resourceArn: z.string() }),
};
