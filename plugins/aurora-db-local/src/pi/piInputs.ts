import { z } from 'zod';
import { integerInput, timestampInput } from '../service/inputs';
import { mostMembers } from './queries/dimensions';

const text = z.string().max(256).regex(/\S/, 'must not be blank');
const name = z
  .string()
  .max(256)
  .regex(
    /^[a-zA-Z0-9-_.:/*)( ]+$/,
    'must have letters, digits, blanks or -_.:/*() only',
  );

const instance = {
  ServiceType: z.enum(['RDS', 'DOCDB']),
  Identifier: z
    .string()
    .max(256)
    .regex(/^[a-zA-Z0-9-]+$/, 'must have letters, digits and hyphens only'),
};

const time = {
  StartTime: timestampInput,
  EndTime: timestampInput,
  PeriodInSeconds: integerInput.optional(),
};

const page = {
  MaxResults: integerInput.pipe(z.number().min(0).max(25)).optional(),
  NextToken: z
    .string()
    .min(1)
    .max(8192)
    .regex(/^[a-zA-Z0-9_=-]+$/, 'is not a token of this operation')
    .optional(),
};

const dimensionGroup = z.strictObject({
  Group: name,
  Dimensions: z.array(name).min(1).max(10).optional(),
  Limit: integerInput.pipe(z.number().min(1).max(mostMembers)).optional(),
});

const filter = z.record(name, text).optional();

/** Inputs of Performance Insights. Limits are those of its API model. */
export const piInputs = {
  GetResourceMetrics: z.strictObject({
    ...instance,
    ...time,
    ...page,
    MetricQueries: z
      .array(
        z.strictObject({
          Metric: name,
          GroupBy: dimensionGroup.optional(),
          Filter: filter,
        }),
      )
      .min(1)
      .max(15),
    PeriodAlignment: z.enum(['START_TIME', 'END_TIME']).default('END_TIME'),
  }),
  DescribeDimensionKeys: z.strictObject({
    ...instance,
    ...time,
    ...page,
    Metric: text,
    GroupBy: dimensionGroup,
    PartitionBy: dimensionGroup.optional(),
    AdditionalMetrics: z.array(name).min(1).max(30).optional(),
    Filter: filter,
  }),
  GetDimensionKeyDetails: z.strictObject({
    ...instance,
    Group: text,
    GroupIdentifier: text,
    RequestedDimensions: z.array(name).min(1).max(10).optional(),
  }),
  ListAvailableResourceMetrics: z.strictObject({
    ...instance,
    ...page,
    MetricTypes: z.array(name),
  }),
  ListAvailableResourceDimensions: z.strictObject({
    ...instance,
    ...page,
    Metrics: z.array(name).min(1).max(5),
    AuthorizedActions: z
      .array(
        z.enum([
          'DescribeDimensionKeys',
          'GetDimensionKeyDetails',
          'GetResourceMetrics',
        ]),
      )
      .max(3)
      .optional(),
  }),
};
