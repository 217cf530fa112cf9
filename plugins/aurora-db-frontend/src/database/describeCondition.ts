import type { AlarmCondition } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { TranslatePage } from '../databases/pagesTranslationRef';
import { formatThreshold } from './formatThreshold';

/** CloudWatch's comparisons with a threshold. */
const signs: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

/** CloudWatch's comparisons with an expected range. */
const anomalies = {
  LessThanLowerOrGreaterThanUpperThreshold: 'alarms.anomaly',
  GreaterThanUpperThreshold: 'alarms.anomalyAbove',
  LessThanLowerThreshold: 'alarms.anomalyBelow',
} as const;

const anomalyOf = (comparison: string) =>
  Object.entries(anomalies).find(([name]) => name === comparison)?.[1];

const periodUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

function formatPeriod(seconds: number, language: string): string {
  const [unit, length] =
    periodUnits.find(([, size]) => seconds % size === 0) ?? periodUnits[3];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
  }).format(seconds / length);
}

/**
 * The condition of an alarm in words, such as `CPUUtilization (Average) > 75% for 5 min, instance
 * orders-1`. A comparison that the portal does not know has CloudWatch's name.
 */
export function describeCondition(
  condition: AlarmCondition,
  t: TranslatePage,
  language: string,
): string {
  const { metricName, statistic, comparison, threshold } = condition;
  const { periodSeconds, instance } = condition;
  const name = metricName ?? t('alarms.expression');
  const metric = statistic
    ? t('alarms.statistic', { metric: name, statistic })
    : name;
  const anomaly = anomalyOf(comparison);
  const parts = [
    metric,
    anomaly ? t(anomaly) : (signs[comparison] ?? comparison),
    threshold !== undefined && formatThreshold(metricName, threshold, language),
  ];
  const compared = parts.filter(Boolean).join(' ');
  const during = periodSeconds
    ? t('alarms.period', {
        condition: compared,
        period: formatPeriod(periodSeconds, language),
      })
    : compared;
  return instance
    ? t('alarms.instance', { condition: during, name: instance })
    : during;
}
