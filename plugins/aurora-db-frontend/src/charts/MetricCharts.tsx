import { useTranslationRef } from '@backstage/frontend-plugin-api';
import 'uplot/dist/uPlot.min.css';
import {
  byHealthMetric,
  type Cluster,
  type Health,
  type HealthMetricName,
  healthMetricNames,
  metrics as metricTable,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useMemo, type FocusEvent } from 'react';
import { thresholdsOfCluster } from '../health/thresholdsOfCluster';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import { useChartCursor } from './ChartCursor';
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
 * The metrics over a range, side by side. The cursor of one chart, moved by pointer or keyboard, is
 * that of all charts: they show their values at its time.
 */
export default function MetricCharts(props: {
  health: Health;
  cluster?: Cluster;
}) {
  const { health, cluster } = props;
  const { metrics } = health;
  const { language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const levels = useMemo(() => levelsOf(health, cluster), [health, cluster]);
  const times = metrics.acu.points.map(([at]) => at);
  const last = times.length - 1;
  const { index, point } = useChartCursor(times);
  const at = index === undefined ? undefined : times[index];
  const time =
    at === undefined
      ? undefined
      : new Intl.DateTimeFormat(language, {
          dateStyle: 'medium',
          timeStyle: 'short',
        }).format(at);
  // The cursor stays while the focus moves from chart to chart.
  const leave = (event: FocusEvent<HTMLDivElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      point(undefined);
    }
  };

  return (
    <div className={styles.charts}>
      {last > 0 && (
        <p className={styles.time}>
          {time ? tPage('charts.at', { time }) : tPage('charts.newest')}
        </p>
      )}
      <div className={styles.grid} onBlur={leave}>
        {healthMetricNames.map(name => (
          <MetricChart
            key={name}
            name={name}
            metric={metrics[name]}
            levels={levels[name]}
            least={metricTable[name].leastTop}
            index={index}
            time={time}
            onPoint={point}
          />
        ))}
      </div>
    </div>
  );
}
