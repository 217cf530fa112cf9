import type {
  HealthMetric,
  HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useTexts } from '../translation/useTexts';
import { formatMetric } from './formatMetric';
import { Sparkline } from './Sparkline';
import styles from './MetricTile.module.css';

/** What is written after a value; a count needs nothing. */
const unitTexts: Record<HealthMetric['unit'], string> = {
  ACU: 'ACU',
  count: '',
  '%': '%',
  ms: 'ms',
};

/**
 * One metric: its newest value with unit, its ceiling, and its course. Without a datapoint it shows a dash, never a zero.
 *
 * @param props - `ceiling` in the metric's unit; `showCeiling` writes it beside the value; the course's height stands for
 *   `least` at least
 */
export function MetricTile(props: {
  name: HealthMetricName;
  metric?: HealthMetric;
  ceiling?: number;
  showCeiling?: boolean;
  least?: number;
  note?: ReactNode;
}) {
  const { name, metric, ceiling, showCeiling, least, note } = props;
  const { t, language } = useTexts();
  const label = t(`metrics.${name}`);
  const format = (value: number) => formatMetric(name, value, language);
  const unit = unitTexts[metric?.unit ?? 'count'];
  const values = (metric?.points ?? []).flatMap(([, value]) =>
    value === null ? [] : [value],
  );
  const withUnit = (value: number) => [format(value), unit].join(' ').trim();

  return (
    <div className={styles.tile}>
      <dt>
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
        )}{' '}
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
