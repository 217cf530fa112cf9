import { z } from 'zod';
import { integerInput, listInput, timestampInput } from '../../service/inputs';
import { AwsError, type Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { alignedStart, isPeriod, readStatistic } from '../math/QueryEvaluation';
import type { MetricStore } from '../metrics/MetricStore';
import { parseStatistic, type Statistic } from '../metrics/Statistic';
import {
  dimensionsInput,
  metricNameInput,
  namespaceInput,
  statisticInput,
  unitInput,
} from './metricInputs';

/** AWS's limit of a call. */
const maxDatapoints = 1_440;

const inputSchema = z.strictObject({
  Namespace: namespaceInput,
  MetricName: metricNameInput,
  Dimensions: dimensionsInput,
  StartTime: timestampInput,
  EndTime: timestampInput,
  Period: integerInput,
  Statistics: listInput(statisticInput).default([]),
  ExtendedStatistics: listInput(z.string())
    .pipe(z.array(z.string()).max(10))
    .default([]),
  Unit: unitInput.optional(),
});

/** Statistics of one metric, in no particular order, as in AWS. */
export function getMetricStatistics(store: MetricStore): Operation {
  return defineOperation(inputSchema, async (request, context) => {
    validateRequest(request);
    const identity = {
      namespace: request.Namespace,
      metricName: request.MetricName,
      dimensions: request.Dimensions,
    };
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
    // Values of each unit are apart.
    const datapointsOf = (unit: string) => {
      const datapoints = new Map<number, Record<string, unknown>>();
      const add = (
        statistic: Statistic,
        place: (datapoint: Record<string, unknown>, value: number) => void,
      ) => {
        for (const [timestamp, value] of readStatistic(
          store,
          context,
          { ...identity, unit },
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
      return Array.from(datapoints.values());
    };
    return {
      Label: request.MetricName,
      Datapoints: store
        .unitsOf(context, identity)
        .filter(unit => request.Unit === undefined || unit === request.Unit)
        .flatMap(datapointsOf),
    };
  });
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
      'InvalidParameterCombination',
      'Must specify either Statistics or ExtendedStatistics.',
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
