import {
  type Cluster,
  type Health,
  type HealthMetricName,
  healthMetricNames,
  metrics as metricTable,
  type MetricLimits,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { ReactNode } from 'react';
import { useTexts } from '../translation/useTexts';
import { formatMetric } from './formatMetric';
import { thresholdsOfCluster } from './thresholdsOfCluster';
import { MetricTile } from './MetricTile';
import styles from './HealthMetrics.module.css';

/** The metrics at a glance, against their ceilings. */
export function HealthMetrics(props: { health?: Health; cluster?: Cluster }) {
  const { health, cluster } = props;
  const { t, language } = useTexts();
  const metrics = health?.metrics;
  const thresholds = thresholdsOfCluster(cluster);
  const connections = cluster?.maxConnections;
  const limits: Record<keyof MetricLimits, number | undefined> = {
    minCapacity: cluster?.capacity.min ?? metrics?.acu.min,
    maxCapacity: cluster?.capacity.max ?? metrics?.acu.max,
    maxConnections:
      connections?.live ?? metrics?.connections.max ?? connections?.configured,
  };
  const format = (name: HealthMetricName, value: number) =>
    formatMetric(name, value, language);
  const notes: Partial<Record<HealthMetricName, ReactNode>> = {
    acu:
      limits.minCapacity !== undefined &&
      t('metrics.minimum', { min: format('acu', limits.minCapacity) }),
    connections:
      connections?.pendingReboot &&
      (connections.configured === limits.maxConnections
        ? t('metrics.pendingReboot')
        : `${t('metrics.pendingReboot')} → ${format('connections', connections.configured)}`),
  };

  return (
    <dl className={styles.metrics} aria-label={t('metrics.label')}>
      {healthMetricNames.map(name => {
        const { ceiling, leastTop } = metricTable[name];
        // Users choose capacity, so the course is seen against all of it.
        const isLimited = typeof ceiling === 'string';
        const top = isLimited ? limits[ceiling] : ceiling;
        return (
          <MetricTile
            key={name}
            name={name}
            metric={metrics?.[name]}
            thresholds={thresholds.filter(({ metric }) => metric === name)}
            ceiling={top}
            showCeiling={isLimited}
            least={ceiling === 'maxCapacity' ? top : leastTop}
            note={notes[name]}
          />
        );
      })}
    </dl>
  );
}
