import { z } from 'zod';
import { ignored } from '../../service/inputHandling';
import { integerInput, listInput, timestampInput } from '../../service/inputs';
import { AwsError, type Operation, type Scope } from '../../service/AwsService';
import type { Clock } from '../Clock';
import type { MetricDataQuery } from '../math/metricDataQuery';
import { QueryEvaluation } from '../math/QueryEvaluation';
import type { MetricStore } from '../metrics/MetricStore';
import { defineAlarmOperation } from './defineAlarmOperation';
import { metricDataQueryInput } from './metricInputs';
import { validateQueries } from './validateQueries';

/** AWS's limits of a call. */
const maxQueries = 500;
const maxDatapointsOfCall = 100_800;

const inputSchema = z.strictObject({
  MetricDataQueries: listInput(metricDataQueryInput),
  StartTime: timestampInput,
  EndTime: timestampInput,
  NextToken: z.string().optional(),
  ScanBy: z
    .enum(['TimestampDescending', 'TimestampAscending'])
    .default('TimestampDescending'),
  MaxDatapoints: integerInput.default(maxDatapointsOfCall),
  LabelOptions: ignored(
    'It is the time zone of times in labels, and labels with variables are refused.',
  ),
});

/**
 * `[number of returned datapoints, time of the first page's request]`. Later pages must not contain
 * later values.
 */
const tokenSchema = z.tuple([z.int().positive(), z.number()]);

interface MetricDataResult extends Record<string, unknown> {
  Id: string;
  Label: string;
  Timestamps: Date[];
  Values: number[];
  StatusCode: 'Complete' | 'PartialData';
}

/** Values of up to 500 metrics and expressions, by default the newest first. */
export function getMetricData(store: MetricStore, clock: Clock): Operation {
  return defineAlarmOperation(inputSchema, async (request, context) => {
    const { MetricDataQueries: queries, MaxDatapoints: maxDatapoints } =
      request;
    validateRequest(
      queries,
      request.StartTime,
      request.EndTime,
      maxDatapoints,
      context,
    );

    const [given, asOf] = readToken(request.NextToken) ?? [0, clock()];
    const end = Math.min(request.EndTime.getTime(), asOf + 1);
    const range = { start: request.StartTime.getTime(), end };
    const evaluation = new QueryEvaluation(store, context, queries, range);
    const results = queries
      .map(({ Id, ReturnData }) => ({
        Id,
        ReturnData,
        series: evaluation.seriesOf(Id),
      }))
      .filter(({ ReturnData }) => ReturnData)
      .flatMap(({ Id, series }) =>
        series.map(({ label, points }): MetricDataResult => {
          const ascending = Array.from(points).sort(([a], [b]) => a - b);
          const ordered =
            request.ScanBy === 'TimestampAscending'
              ? ascending
              : ascending.reverse();
          return {
            Id,
            Label: label,
            Timestamps: ordered.map(([timestamp]) => new Date(timestamp)),
            Values: ordered.map(([, value]) => value),
            StatusCode: 'Complete',
          };
        }),
      );
    const page = cut(results, given, maxDatapoints);
    return {
      MetricDataResults: page.results,
      Messages: [],
      NextToken: page.more
        ? Buffer.from(JSON.stringify([given + maxDatapoints, asOf])).toString(
            'base64url',
          )
        : undefined,
    };
  });
}

function validateRequest(
  queries: readonly MetricDataQuery[],
  start: Date,
  end: Date,
  maxDatapoints: number,
  scope: Scope,
): void {
  if (queries.length > maxQueries) {
    throw new AwsError(
      'ValidationError',
      `The collection MetricDataQueries must not have a size greater than ${maxQueries}.`,
    );
  }
  if (queries.length === 0) {
    throw new AwsError(
      'ValidationError',
      'The collection MetricDataQueries must not have a size less than 1.',
    );
  }
  if (start.getTime() === end.getTime()) {
    throw new AwsError(
      'ValidationError',
      'The parameter StartTime must not equal parameter EndTime.',
    );
  }
  if (start > end) {
    throw new AwsError(
      'ValidationError',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  if (maxDatapoints < 1 || maxDatapoints > maxDatapointsOfCall) {
    throw new AwsError(
      'ValidationError',
      `The value ${maxDatapoints} for parameter MaxDatapoints must be between 1 and ${maxDatapointsOfCall}.`,
    );
  }
  const variable = queries.find(({ Label = '' }) => Label.includes('${'));
  if (variable) {
    throw new AwsError(
      'ValidationError',
      `The label of '${variable.Id}' has variables, which aurora-db-local does not replace. Use a text without \${…}.`,
    );
  }
  validateQueries(queries, 'MetricDataQueries', scope);
}

function readToken(
  token: string | undefined,
): z.infer<typeof tokenSchema> | undefined {
  if (token === undefined) {
    return undefined;
  }
  try {
    return tokenSchema.parse(
      JSON.parse(Buffer.from(token, 'base64url').toString('utf8')),
    );
  } catch {
    throw new AwsError(
      'InvalidNextToken',
      'The next token specified is invalid.',
    );
  }
}

/** At most `count` datapoints after the first `given`, counted over all results in their order. */
function cut(
  results: readonly MetricDataResult[],
  given: number,
  count: number,
) {
  const cutResults: MetricDataResult[] = [];
  let position = 0;
  for (const result of results) {
    const first = Math.max(0, given - position);
    const last = Math.min(result.Values.length, given + count - position);
    position += result.Values.length;
    const empty = result.Values.length === 0;
    // A result without values belongs to the first page.
    if (first < last || (empty && given === 0)) {
      cutResults.push({
        ...result,
        Timestamps: result.Timestamps.slice(first, last),
        Values: result.Values.slice(first, last),
        StatusCode: last < result.Values.length ? 'PartialData' : 'Complete',
      });
    }
  }
  return { results: cutResults, more: position > given + count };
}
