import { type AlarmDefinition, periodOf } from './AlarmRecord';
import {
  type AlarmDatapoint,
  isBreaching,
  type Judgement,
} from './judgeDatapoints';

const comparisons = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/** The reason for an alarm's state, in CloudWatch's words. */
export function stateReason(
  definition: AlarmDefinition,
  { state, datapoints, filled }: Judgement,
): string {
  const {
    EvaluationPeriods,
    DatapointsToAlarm = EvaluationPeriods,
    TreatMissingData,
  } = definition;
  if (state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(filled, 'datapoint')} ${were(filled)} unknown.`;
  }
  const treated =
    TreatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const missing = `${counted(filled, 'missing datapoint')} ${were(filled)} treated as [${treated}]`;
  if (datapoints.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(EvaluationPeriods, 'period')} and ${missing}.`;
  }
  const inAlarm = state === 'ALARM';
  const deciding = datapoints.filter(
    ({ value }) => isBreaching(definition, value) === inAlarm,
  );
  const filling =
    TreatMissingData === 'breaching'
      ? inAlarm
      : TreatMissingData === 'notBreaching' && !inAlarm;
  if (deciding.length === 0) {
    return `Threshold Crossed: ${missing}.`;
  }
  const minimum = inAlarm
    ? DatapointsToAlarm
    : EvaluationPeriods - DatapointsToAlarm + 1;
  return (
    `Threshold Crossed: ${deciding.length} out of the last ${EvaluationPeriods} datapoints ` +
    `[${deciding.map(described).join(', ')}] ${were(deciding.length)} ${inAlarm ? '' : 'not '}` +
    `${comparisons[definition.ComparisonOperator]} the threshold (${decimal(definition.Threshold ?? 0)})` +
    `${filled > 0 && filling ? ` and ${missing}` : ''} ` +
    `(minimum ${counted(minimum, 'datapoint')} for ${inAlarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`
  );
}

/** The data behind a state, as JSON in CloudWatch's format. */
export function stateReasonData(
  definition: AlarmDefinition,
  { datapoints }: Judgement,
  now: number,
): string {
  const oldestFirst = datapoints.toReversed();
  const [oldest] = oldestFirst;
  return JSON.stringify({
    version: '1.0',
    queryDate: timestampText(now),
    ...(oldest ? { startDate: timestampText(oldest.timestamp) } : {}),
    statistic: definition.Statistic ?? definition.ExtendedStatistic,
    period: periodOf(definition),
    recentDatapoints: oldestFirst.map(({ value }) => value),
    threshold: definition.Threshold,
    evaluatedDatapoints: datapoints.map(({ timestamp, value }) => ({
      timestamp: timestampText(timestamp),
      value,
    })),
  });
}

/** CloudWatch's format for times in its JSON documents. */
export function timestampText(timestamp: number): string {
  return new Date(timestamp).toISOString().replace('Z', '+0000');
}

function described({ value, timestamp }: AlarmDatapoint): string {
  const [date = '', time = ''] = new Date(timestamp).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${decimal(value)} (${day}/${month}/${year.slice(2)} ${time.slice(0, 8)})`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}
