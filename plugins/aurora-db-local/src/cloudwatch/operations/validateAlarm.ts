import { AwsError } from '../../service/AwsService';
import { type AlarmDefinition, periodOf } from '../alarms/AlarmRecord';
import { isPeriod } from '../math/QueryEvaluation';
import { parseStatistic } from '../metrics/Statistic';
import { validateQueries } from './validateQueries';

const daySeconds = 86_400;

/** Throws AWS's ValidationError for an invalid definition of an alarm. */
export function validateAlarm(definition: AlarmDefinition): void {
  const problem = problemOf(definition);
  if (problem !== undefined) {
    throw new AwsError('ValidationError', problem);
  }
  if (definition.Metrics.length > 0) {
    validateQueries(definition.Metrics, 'Metrics');
  }
}

function problemOf(definition: AlarmDefinition): string | undefined {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold } = definition;
  const actions = [
    ...definition.OKActions,
    ...definition.AlarmActions,
    ...definition.InsufficientDataActions,
  ];
  const badArn = actions.find(
    arn => !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(arn),
  );
  if (badArn !== undefined) {
    return `Invalid arn syntax: ${badArn}`;
  }
  if (Threshold === undefined) {
    return 'Threshold must be specified: anomaly detection is not supported by aurora-db-local.';
  }
  if (
    DatapointsToAlarm !== undefined &&
    DatapointsToAlarm > EvaluationPeriods
  ) {
    return 'DatapointsToAlarm must be less than or equal to EvaluationPeriods';
  }
  const source =
    definition.Metrics.length > 0
      ? problemOfMetrics(definition)
      : problemOfMetric(definition);
  if (source !== undefined) {
    return source;
  }
  const period = periodOf(definition);
  const limit = period >= 3_600 ? 7 * daySeconds : daySeconds;
  return EvaluationPeriods * period > limit
    ? `Metrics cannot be checked across more than ${limit === daySeconds ? 'a day' : 'seven days'} (EvaluationPeriods * Period must be <= ${limit}).`
    : undefined;
}

function problemOfMetrics({
  Metrics,
  MetricName,
  Namespace,
  Period,
  Statistic,
  ExtendedStatistic,
}: AlarmDefinition) {
  const others = {
    MetricName,
    Namespace,
    Period,
    Statistic,
    ExtendedStatistic,
  };
  const given = Object.entries(others).find(([, value]) => value !== undefined);
  if (given) {
    return `The parameters ${given[0]} and Metrics list are mutually exclusive`;
  }
  return Metrics.filter(({ ReturnData }) => ReturnData).length === 1
    ? undefined
    : 'Exactly one element of the metrics list should return data';
}

function problemOfMetric({
  MetricName,
  Namespace,
  Period,
  Statistic,
  ExtendedStatistic,
}: AlarmDefinition) {
  if (MetricName === undefined || Namespace === undefined) {
    return `The parameter ${MetricName === undefined ? 'MetricName' : 'Namespace'} is required, or the parameter Metrics instead.`;
  }
  if (Period === undefined || !isPeriod(Period) || [1, 5].includes(Period)) {
    return 'Period must be 10, 20, 30 or a multiple of 60';
  }
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    return 'Exactly one of the parameters Statistic and ExtendedStatistic must be specified';
  }
  if (ExtendedStatistic !== undefined && !parseStatistic(ExtendedStatistic)) {
    return `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`;
  }
  return undefined;
}
