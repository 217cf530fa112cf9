import { z } from 'zod';
import { integerInput, listInput, timestampInput } from '../../service/inputs';
import { AwsError, type Operation } from '../../service/AwsService';
import { alignedStart, isPeriod, readStatistic } from '../math/QueryEvaluation';
import { dimensionSchema } from '../metrics/Metric';
import type { MetricStore } from '../metrics/MetricStore';
import { parseStatistic, type Statistic } from '../metrics/Statistic';

/** AWS's limit of a call. */
const maxDatapoints = 1_440;

const inputSchema = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: listInput(dimensionSchema).default([]),
  StartTime: timestampInput,
  EndTime: timestampInput,
  Period: integerInput,
  Statistics: listInput(
    z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']),
  ).default([]),
  ExtendedStatistics: listInput(z.string()).default([]),
  Unit: z.string().optional(),
});

/** Statistics of one metric, in no particular order, as in AWS. */
export function getMetricStatistics(store: MetricStore): Operation {
  return async (input, context) => {
    const request = inputSchema.parse(input);
    validateRequest(request);
    const identity = {
      namespace: request.Namespace,
      metricName: request.MetricName,
      dimensions: request.Dimensions,
    };
    const unit = store.unitOf(context, identity);
    const answer = {
      Label: request.MetricName,
      Datapoints: new Array<Record<string, unknown>>(),
    };
    if (
      unit === undefined ||
      (request.Unit !== undefined && request.Unit !== unit)
    ) {
      return answer;
    }
    const periodMs = Math.max(60_000, request.Period * 1000);
    const range = {
      start: request.StartTime.getTime(),
      end: request.EndTime.getTime(),
    };
    const periods = {
      start: alignedStart(range, periodMs),
      end: range.end,
      periodMs,
    };
    const datapoints = new Map<number, Record<string, unknown>>();
    const add = (
      statistic: Statistic,
      place: (datapoint: Record<string, unknown>, value: number) => void,
    ) => {
      for (const [timestamp, value] of readStatistic(
        store,
        context,
        identity,
        statistic,
        periods,
      )) {
        const datapoint = datapoints.get(timestamp) ?? {
          Timestamp: new Date(timestamp),
          Unit: unit,
        };
        datapoints.set(timestamp, datapoint);
        place(datapoint, value);
      }
    };
    for (const name of request.Statistics) {
      add(name, (datapoint, value) =>
        Object.assign(datapoint, { [name]: value }),
      );
    }
    for (const name of request.ExtendedStatistics) {
      add(statisticNamed(name), (datapoint, value) => {
        datapoint.ExtendedStatistics = {
          ...Object(datapoint.ExtendedStatistics),
          [name]: value,
        };
      });
    }
    answer.Datapoints.push(...datapoints.values());
    return answer;
  };
}

function statisticNamed(name: string): Statistic {
  const statistic = parseStatistic(name);
  if (!statistic) {
    throw new AwsError(
      'InvalidParameterValue',
      `The value ${name} for parameter ExtendedStatistics.member.1 is not supported.`,
    );
  }
  return statistic;
}

function validateRequest({
  StartTime,
  EndTime,
  Period,
  Statistics,
  ExtendedStatistics,
}: z.infer<typeof inputSchema>): void {
  if (Statistics.length === 0 && ExtendedStatistics.length === 0) {
    throw new AwsError(
      'MissingParameter',
      'The parameter Statistics is required.',
    );
  }
  if (StartTime.getTime() === EndTime.getTime()) {
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter StartTime must not equal parameter EndTime.',
    );
  }
  if (StartTime > EndTime) {
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  if (!isPeriod(Period)) {
    throw new AwsError(
      'InvalidParameterValue',
      'The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.',
    );
  }
  const requested = Math.ceil(
    (EndTime.getTime() - StartTime.getTime()) / 1000 / Period,
  );
  if (requested > maxDatapoints) {
    throw new AwsError(
      'InvalidParameterCombination',
      `You have requested up to ${requested.toLocaleString('en')} datapoints, which exceeds the limit of 1,440. ` +
        'You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
    );
  }
}
