import type {
  HealthMetric,
  HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useTexts } from '../translation/useTexts';
import { formatMetric } from './formatMetric';
import { formatWithUnit, unitText } from './formatWithUnit';
import type { MetricThreshold } from './thresholdsOfCluster';
import { Sparkline } from './Sparkline';
import styles from './MetricTile.module.css';

/**
 * One metric: its newest value with unit, its limit, and a sparkline. Without a datapoint it shows
 * a dash, never a zero.
 *
 * @param props - `ceiling` is in the metric's unit; `showCeiling` writes it beside the value;
 *   `least` is the smallest range of the sparkline's vertical axis
 */
export function MetricTile(props: {
  name: HealthMetricName;
  metric?: HealthMetric;
  ceiling?: number;
  thresholds?: MetricThreshold[];
  showCeiling?: boolean;
  least?: number;
  note?: ReactNode;
}) {
  const { name, metric, ceiling, thresholds, showCeiling, least, note } = props;
  const { t, language } = useTexts();
  const label = t(`metrics.${name}`);
  const format = (value: number) => formatMetric(name, value, language);
  const unit = unitText(metric?.unit ?? 'count');
  const values = (metric?.points ?? []).flatMap(([, value]) =>
    value === null ? [] : [value],
  );
  const withUnit = (value: number) =>
    formatWithUnit(name, metric?.unit ?? 'count', value, language);

  return (
    <div className={styles.tile}>
      <dt className={styles.name}>
        <Text variant="body-small" color="secondary">
          {label}
        </Text>
      </dt>
      <dd className={styles.value}>
        {metric?.current === undefined ? (
          <>
            <span aria-hidden className={styles.number}>
              —
            </span>
            <VisuallyHidden>{t('metrics.noData')}</VisuallyHidden>
          </>
        ) : (
          <span className={styles.number}>{format(metric.current)}</span>
        )}
        {unit !== '%' && ' '}
        <span className={styles.unit}>
          {showCeiling && ceiling !== undefined
            ? [t('metrics.of', { max: format(ceiling) }), unit].join(' ').trim()
            : unit}
        </span>
      </dd>
      <dd className={styles.note}>{note}</dd>
      <dd className={styles.course}>
        {metric && values.length > 0 && (
          <Sparkline
            points={metric.points}
            ceiling={ceiling}
            thresholds={thresholds}
            least={least}
            label={t('metrics.trend', {
              metric: label,
              lowest: withUnit(Math.min(...values)),
              highest: withUnit(Math.max(...values)),
            })}
          />
        )}
      </dd>
    </div>
  );
}
