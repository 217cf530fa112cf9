import { AwsError, type Scope } from '../../service/AwsService';
import { type AlarmDefinition, periodOf } from '../alarms/AlarmRecord';
import { parseStatistic } from '../metrics/Statistic';
import { problemOfActions } from './problemOfActions';
import { tryQueries } from './tryQueries';
import { validateQueries } from './validateQueries';

const daySeconds = 86_400;

/** Throws AWS's ValidationError for an invalid definition of an alarm. */
export function validateAlarm(definition: AlarmDefinition, scope: Scope): void {
  const problem = problemOf(definition, scope);
  if (problem !== undefined) {
    throw new AwsError('ValidationError', problem);
  }
  const { Metrics } = definition;
  if (Metrics.length > 0) {
    validateQueries(Metrics, 'Metrics', scope);
    tryQueries(Metrics, scope);
  }
}

function problemOf(
  definition: AlarmDefinition,
  scope: Scope,
): string | undefined {
  const { EvaluationPeriods, DatapointsToAlarm, Threshold } = definition;
  const actions = problemOfActions(definition, scope);
  if (actions !== undefined) {
    return actions;
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
  Dimensions,
  Period,
  Unit,
  Statistic,
  ExtendedStatistic,
  EvaluateLowSampleCountPercentile,
}: AlarmDefinition) {
  const others = {
    MetricName,
    Namespace,
    Dimensions: Dimensions.length > 0 ? Dimensions : undefined,
    Period,
    Unit,
    Statistic,
    ExtendedStatistic,
    EvaluateLowSampleCountPercentile,
  };
  const given = Object.entries(others).find(([, value]) => value !== undefined);
  if (given) {
    return `The parameters ${given[0]} and Metrics list are mutually exclusive`;
  }
  const short = Metrics.find(
    ({ MetricStat }) => !isMinutes(MetricStat?.Period),
  );
  if (short) {
    return `Metrics: the period of ${short.Id} must be a multiple of 60, because aurora-db-local keeps values of a minute`;
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
  EvaluateLowSampleCountPercentile,
}: AlarmDefinition) {
  if (MetricName === undefined || Namespace === undefined) {
    return `The parameter ${MetricName === undefined ? 'MetricName' : 'Namespace'} is required, or the parameter Metrics instead.`;
  }
  if (Period === undefined) {
    return 'The parameter Period is required.';
  }
  if (!isMinutes(Period)) {
    return 'Period must be a multiple of 60, because aurora-db-local keeps values of a minute';
  }
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
    return 'Exactly one of the parameters Statistic and ExtendedStatistic must be specified';
  }
  if (ExtendedStatistic !== undefined && !parseStatistic(ExtendedStatistic)) {
    return `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`;
  }
  return EvaluateLowSampleCountPercentile !== undefined &&
    ExtendedStatistic === undefined
    ? 'EvaluateLowSampleCountPercentile needs an ExtendedStatistic that is a percentile'
    : undefined;
}

function isMinutes(period: number | undefined): boolean {
  return period === undefined || period % 60 === 0;
}
