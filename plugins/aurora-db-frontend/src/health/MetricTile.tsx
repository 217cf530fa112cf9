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

/** A metric in a tile. */
export interface TileMetric {
  name: HealthMetricName;
  /** Tells the metrics of a tile apart. */
  label?: string;
  metric?: HealthMetric;
  /** In the metric's unit. */
  ceiling?: number;
  /** Whether the ceiling is beside the value. */
  showCeiling?: boolean;
  /** The lowest ceiling, if the instances have different ones. */
  lowestCeiling?: number;
  /** Whether the metric has a ceiling that is not known. */
  isCeilingUnknown?: boolean;
  thresholds?: MetricThreshold[];
  /** The smallest range of the sparkline's vertical axis. */
  least?: number;
}

const valuesOf = (metric?: HealthMetric) =>
  (metric?.points ?? []).flatMap(([, value]) =>
    value === null ? [] : [value],
  );

function Value(props: { of: TileMetric; showUnit: boolean }) {
  const { name, label, metric, ceiling, showCeiling } = props.of;
  const { lowestCeiling, isCeilingUnknown } = props.of;
  const { t, language } = useTexts();
  const format = (value: number) => formatMetric(name, value, language);
  const unit = props.showUnit ? unitText(metric?.unit ?? 'count') : '';
  const limits = () => {
    if (ceiling === undefined) {
      return isCeilingUnknown && metric?.current !== undefined
        ? t('metrics.limitUnknown')
        : undefined;
    }
    return lowestCeiling === undefined
      ? t('metrics.of', { max: format(ceiling) })
      : t('metrics.ofRange', {
          lowest: format(lowestCeiling),
          highest: format(ceiling),
        });
  };
  return (
    <span className={styles.figure}>
      {label && <span className={styles.unit}>{label} </span>}
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
        {[showCeiling && limits(), unit].filter(Boolean).join(' ')}
      </span>
    </span>
  );
}

/**
 * A metric, or several of the same unit: the newest values, their limit, and sparklines. Without a
 * datapoint a value is a dash, never a zero.
 */
export function MetricTile(props: {
  label: string;
  metrics: TileMetric[];
  note?: ReactNode;
}) {
  const { label, metrics, note } = props;
  const { t, language } = useTexts();
  const hasNumber = metrics.some(
    ({ metric, showCeiling }) => showCeiling || metric?.current !== undefined,
  );
  return (
    <div className={styles.tile}>
      <dt className={styles.name}>
        <Text variant="body-small" color="secondary">
          {label}
        </Text>
      </dt>
      <dd className={styles.value}>
        {metrics.map((metric, index) => (
          <Value
            key={metric.name}
            of={metric}
            showUnit={hasNumber && index === metrics.length - 1}
          />
        ))}
      </dd>
      <dd className={styles.note}>{note}</dd>
      <dd className={styles.course}>
        {metrics.map(({ name, metric, ceiling, thresholds, least }) => {
          const values = valuesOf(metric);
          const withUnit = (value: number) =>
            formatWithUnit(name, metric?.unit ?? 'count', value, language);
          return (
            metric &&
            values.length > 0 && (
              <Sparkline
                key={name}
                points={metric.points}
                ceiling={ceiling}
                thresholds={thresholds}
                least={least}
                label={t('metrics.trend', {
                  metric: t(`metrics.${name}`),
                  lowest: withUnit(Math.min(...values)),
                  highest: withUnit(Math.max(...values)),
                })}
              />
            )
          );
        })}
      </dd>
    </div>
  );
}
