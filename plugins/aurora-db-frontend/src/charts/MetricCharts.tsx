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
import { hasMetric } from '../health/hasMetric';
import { thresholdsOfCluster } from '../health/thresholdsOfCluster';
import { useTexts } from '../translation/useTexts';
import { useChartCursor } from './ChartCursor';
import type { ChartLevel } from './chartLevels';
import { periodAt } from './ChartMark';
import { ChartReadout } from './ChartReadout';
import { MarkList } from './MarkList';
import { MetricChart } from './MetricChart';
import { useChartMarks } from './useChartMarks';
import styles from './MetricCharts.module.css';

function levelsOf(
  health: Health,
  cluster: Cluster | undefined,
): Record<HealthMetricName, ChartLevel[]> {
  const thresholds = thresholdsOfCluster(cluster, health);
  return byHealthMetric(name => {
    const { min, max } = health.metrics[name];
    return [
      ...(min ? [{ kind: 'minimum' as const, value: min }] : []),
      ...thresholds
        .filter(({ metric }) => metric === name)
        .map(({ severity, value, comparison }) => ({
          kind: severity,
          value,
          isLower: comparison === 'LessThanThreshold',
        })),
      ...(max === undefined ? [] : [{ kind: 'maximum' as const, value: max }]),
    ];
  });
}

/**
 * The metrics over a range, side by side. The cursor of one chart, moved by pointer or keyboard, is
 * that of all charts: they show their values at its time. What happened in the range is marked. A
 * selection leads to the log of its time.
 */
export default function MetricCharts(props: {
  health: Health;
  cluster?: Cluster;
}) {
  const { health, cluster } = props;
  const { metrics } = health;
  const { language } = useTexts();
  const levels = useMemo(() => levelsOf(health, cluster), [health, cluster]);
  const names = healthMetricNames.filter(name => hasMetric(name, cluster));
  // All metrics have the same times; one without datapoints has none.
  const { points } =
    names.map(name => metrics[name]).find(metric => metric.points.length > 0) ??
    metrics.acu;
  const times = useMemo(() => points.map(([at]) => at), [points]);
  const last = times.length - 1;
  const { index, point } = useChartCursor(times);
  const { marks, happened } = useChartMarks(health.entityRef, times, index);
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
    <div className={styles.charts} onBlur={leave}>
      {last > 0 && (
        <ChartReadout
          entityRef={health.entityRef}
          times={times}
          time={time}
          happened={happened}
        />
      )}
      <MarkList
        marks={marks}
        onPoint={mark => point(periodAt(mark.at, times))}
      />
      <div className={styles.grid}>
        {names.map(name => (
          <MetricChart
            key={name}
            name={name}
            metric={metrics[name]}
            levels={levels[name]}
            least={metricTable[name].leastTop}
            index={index}
            time={time}
            marks={marks}
            happened={happened}
            onPoint={point}
          />
        ))}
      </div>
    </div>
  );
}
