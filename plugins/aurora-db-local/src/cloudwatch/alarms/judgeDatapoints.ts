import type { AlarmDefinition, StateValue } from './AlarmRecord';

/**
 * AWS reads more periods than it evaluates, to skip missing datapoints. Its documentation shows two
 * more.
 */
const extraPeriods = 2;

/** A period for the evaluation of an alarm. */
export interface AlarmPeriod {
  /** The start, in milliseconds since the epoch. */
  timestamp: number;
  /** Undefined if there is no datapoint. */
  value: number | undefined;
}

/** A period that has a datapoint. */
export interface AlarmDatapoint extends AlarmPeriod {
  value: number;
}

export interface Judgement {
  state: StateValue;
  /** The evaluated datapoints, the newest first. */
  datapoints: AlarmDatapoint[];
  /** The number of periods that TreatMissingData filled in. */
  filled: number;
}

export type AlarmRule = Pick<
  AlarmDefinition,
  | 'EvaluationPeriods'
  | 'DatapointsToAlarm'
  | 'Threshold'
  | 'ComparisonOperator'
  | 'TreatMissingData'
>;

/** The number of periods that an evaluation reads. */
export function evaluationRange({ EvaluationPeriods }: AlarmRule): number {
  return EvaluationPeriods + extraPeriods;
}

/**
 * The state that CloudWatch gives an alarm for the periods of its evaluation range, the oldest
 * first. The rules are from "How alarm state is evaluated when data is missing" in its user guide.
 */
export function judgeDatapoints(
  rule: AlarmRule,
  periods: readonly AlarmPeriod[],
  present: StateValue,
): Judgement {
  const {
    EvaluationPeriods: wanted,
    DatapointsToAlarm: needed = wanted,
    TreatMissingData: treatment = 'missing',
  } = rule;
  const newestFirst = periods.toReversed();
  const datapoints = newestFirst.filter(hasValue).slice(0, wanted);
  const filled = wanted - datapoints.length;
  const breaching = datapoints.filter(({ value }) =>
    isBreaching(rule, value),
  ).length;
  const judgement = (state: StateValue): Judgement => ({
    state,
    datapoints,
    filled,
  });

  if (breaching >= needed) {
    return judgement('ALARM');
  }
  if (filled === 0 || treatment === 'notBreaching') {
    return judgement('OK');
  }
  if (treatment === 'breaching') {
    return judgement(breaching + filled >= needed ? 'ALARM' : 'OK');
  }
  if (breaching < datapoints.length) {
    return judgement('OK');
  }
  if (treatment === 'ignore') {
    return judgement(present);
  }
  // There are too few datapoints, and all of them breach. They suffice when the oldest is so old
  // that later datapoints would have arrived.
  const oldest = newestFirst.findLastIndex(hasValue) + 1;
  return judgement(oldest >= needed ? 'ALARM' : 'INSUFFICIENT_DATA');
}

export function isBreaching(
  { ComparisonOperator, Threshold = 0 }: AlarmRule,
  value: number,
): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold;
    case 'LessThanThreshold':
      return value < Threshold;
    default:
      return value <= Threshold;
  }
}

function hasValue(period: AlarmPeriod): period is AlarmDatapoint {
  return period.value !== undefined;
}
