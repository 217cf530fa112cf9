import { z } from 'zod';
import { listInput, numberInput, timestampInput } from '../../service/inputs';
import { AwsError, type Operation } from '../../service/AwsService';
import { defineOperation } from '../../service/defineOperation';
import { rejected } from '../../service/inputHandling';
import type { Clock } from '../Clock';
import {
  merged,
  type StatisticSet,
  statisticSetOf,
} from '../metrics/Datapoint';
import type { MetricStore } from '../metrics/MetricStore';
import {
  dimensionsInput,
  metricNameInput,
  namespaceInput,
  unitInput,
} from './metricInputs';

const hourMs = 3_600_000;

/** AWS accepts values of the past two weeks and of the next two hours. */
const pastMs = 14 * 24 * hourMs;
const futureMs = 2 * hourMs;

/** AWS's limit of a call. */
const maxData = 1_000;

/** AWS's limit of values of a datum. */
const maxValues = 150;

/** The range of values that AWS accepts. */
const largest = 2 ** 360;

const valueInput = numberInput.pipe(
  z.number().min(-largest).max(largest, 'must be within 2^360'),
);

const valuesInput = listInput(valueInput).refine(
  values => values.length <= maxValues,
  `must have at most ${maxValues} values`,
);

const datumInput = z.strictObject({
  MetricName: metricNameInput,
  Dimensions: dimensionsInput,
  Timestamp: timestampInput.optional(),
  Value: valueInput.optional(),
  Values: valuesInput.optional(),
  Counts: valuesInput
    .refine(counts => counts.every(count => count > 0), 'must be positive')
    .optional(),
  StatisticValues: z
    .strictObject({
      SampleCount: valueInput.pipe(z.number().positive()),
      Sum: valueInput,
      Minimum: valueInput,
      Maximum: valueInput,
    })
    .optional(),
  Unit: unitInput.default('None'),
  StorageResolution: rejected('Values have the resolution of a minute.', [
    '60',
  ]),
});

const entities = 'There are no entities. Use MetricData.';

const inputSchema = z.strictObject({
  Namespace: namespaceInput,
  MetricData: listInput(datumInput).default([]),
  EntityMetricData: rejected(entities, ['[]']),
  StrictEntityValidation: rejected(entities, ['false']),
});

/** Stores values of an application's own metrics. */
export function putMetricData(store: MetricStore, clock: Clock): Operation {
  return defineOperation(inputSchema, async (input, { accountId, region }) => {
    const { Namespace, MetricData } = input;
    if (MetricData.length === 0) {
      throw new AwsError(
        'MissingParameter',
        'The parameter MetricData is required.',
      );
    }
    if (Namespace.startsWith('AWS/')) {
      throw new AwsError(
        'InvalidParameterValue',
        'The value AWS/ for parameter Namespace is invalid.',
      );
    }
    if (MetricData.length > maxData) {
      throw new AwsError(
        'InvalidParameterValue',
        `The collection MetricData must not have a size greater than ${maxData}.`,
      );
    }
    const now = clock();
    const values = MetricData.map((datum, index) => {
      const timestamp = datum.Timestamp?.getTime() ?? now;
      if (timestamp < now - pastMs || timestamp > now + futureMs) {
        throw new AwsError(
          'InvalidParameterValue',
          `The parameter MetricData.member.${index + 1}.Timestamp must specify a time no more than two weeks in the past ` +
            'and no more than two hours in the future.',
        );
      }
      const { MetricName: metricName, Unit: unit, Dimensions } = datum;
      const source = {
        accountId,
        region,
        namespace: Namespace,
        metricName,
        unit,
        views: [Dimensions],
      };
      return { source, timestamp, set: setOf(datum, index) };
    });
    for (const { source, timestamp, set } of values) {
      if (!store.record(source, timestamp, set)) {
        throw new AwsError(
          'LimitExceeded',
          'The limit of metrics of aurora-db-local is reached. Its README has the limit.',
        );
      }
    }
    return {};
  });
}

function setOf(
  { Value, Values, Counts, StatisticValues }: z.infer<typeof datumInput>,
  index: number,
): StatisticSet {
  const at = `MetricData.member.${index + 1}`;
  if (
    [Value, Values, StatisticValues].filter(given => given !== undefined)
      .length > 1
  ) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameters ${at}.Value, ${at}.Values and ${at}.StatisticValues are mutually exclusive and you have specified more than one.`,
    );
  }
  if (Counts && !Values) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameter ${at}.Counts needs the parameter ${at}.Values.`,
    );
  }
  if (Value !== undefined) {
    return statisticSetOf(Value);
  }
  if (StatisticValues) {
    const { SampleCount, Sum, Minimum, Maximum } = StatisticValues;
    if (Minimum > Maximum) {
      throw new AwsError(
        'InvalidParameterValue',
        `The parameter ${at}.StatisticValues.Maximum must be greater than or equal to its Minimum.`,
      );
    }
    return { count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum };
  }
  if (Values && Counts && Values.length !== Counts.length) {
    throw new AwsError(
      'InvalidParameterValue',
      `The parameters ${at}.Values and ${at}.Counts must be of the same size.`,
    );
  }
  const sets = (Values ?? []).map((value, position) =>
    statisticSetOf(value, Counts?.[position] ?? 1),
  );
  const [first, ...others] = sets;
  if (!first) {
    throw new AwsError(
      'MissingParameter',
      `At least one of the parameters ${at}.Value, ${at}.Values and ${at}.StatisticValues must be specified.`,
    );
  }
  return others.reduce(merged, first);
}
