import 'uplot/dist/uPlot.min.css';
import {
  byHealthMetric,
  type Cluster,
  type Health,
  type HealthMetricName,
  healthMetricNames,
  metrics as metricTable,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useMemo, useState } from 'react';
import { formatWithUnit } from '../health/formatWithUnit';
import { thresholdsOfCluster } from '../health/thresholdsOfCluster';
import { useTexts } from '../translation/useTexts';
import type { ChartLevel } from './chartLevels';
import { MetricChart } from './MetricChart';
import styles from './MetricCharts.module.css';

function levelsOf(
  health: Health,
  cluster: Cluster | undefined,
): Record<HealthMetricName, ChartLevel[]> {
  const thresholds = thresholdsOfCluster(cluster);
  return byHealthMetric(name => {
    const { min, max } = health.metrics[name];
    return [
      ...(min ? [{ kind: 'minimum' as const, value: min }] : []),
      ...thresholds
        .filter(({ metric }) => metric === name)
        .map(({ severity, value }) => ({ kind: severity, value })),
      ...(max === undefined ? [] : [{ kind: 'maximum' as const, value: max }]),
    ];
  });
}

/**
 * The metrics over a range, side by side. All charts show their values at the time under the
 * pointer, or at the time that the slider has.
 */
export default function MetricCharts(props: {
  health: Health;
  cluster?: Cluster;
}) {
  const { health, cluster } = props;
  const { metrics } = health;
  const { t, language } = useTexts();
  const [pointed, setPointed] = useState<number>();
  const levels = useMemo(() => levelsOf(health, cluster), [health, cluster]);
  const times = metrics.acu.points.map(([at]) => at);
  const last = times.length - 1;
  // The next reading may be of a shorter range.
  const index = pointed !== undefined && pointed <= last ? pointed : undefined;
  const at = index === undefined ? undefined : times[index];
  const time =
    at === undefined
      ? t('charts.newest')
      : new Intl.DateTimeFormat(language, {
          dateStyle: 'medium',
          timeStyle: 'short',
        }).format(at);
  const readOut = healthMetricNames.map(name => {
    const { current, points, unit } = metrics[name];
    const value = index === undefined ? current : points[index]?.[1];
    return `${t(`metrics.${name}`)} ${
      value === undefined || value === null
        ? t('charts.gap')
        : formatWithUnit(name, unit, value, language)
    }`;
  });

  return (
    <div className={styles.charts}>
      {last > 0 && (
        <label className={styles.time}>
          <span>{t('charts.time')}</span>
          {/* Screen readers read the slider of @backstage/ui as a number. */}
          <input
            type="range"
            className={styles.slider}
            min={0}
            max={last}
            value={index ?? last}
            aria-valuetext={[time, ...readOut].join(', ')}
            onChange={event => setPointed(event.currentTarget.valueAsNumber)}
            onBlur={() => setPointed(undefined)}
          />
          <span className={styles.now}>{time}</span>
        </label>
      )}
      <div className={styles.grid}>
        {healthMetricNames.map(name => (
          <MetricChart
            key={name}
            name={name}
            metric={metrics[name]}
            levels={levels[name]}
            least={metricTable[name].leastTop}
            index={index}
            onPoint={setPointed}
          />
        ))}
      </div>
    </div>
  );
}
