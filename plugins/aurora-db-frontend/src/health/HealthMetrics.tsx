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
import { MetricTile, type TileMetric } from './MetricTile';
import styles from './HealthMetrics.module.css';

/** The metrics that share a tile, and what tells them apart there. */
const latencyLabels = {
  readLatency: 'metrics.read',
  writeLatency: 'metrics.write',
} as const;

/** The metrics at a glance, against their ceilings. */
export function HealthMetrics(props: { health?: Health; cluster?: Cluster }) {
  const { health, cluster } = props;
  const { t, language } = useTexts();
  const metrics = health?.metrics;
  const thresholds = thresholdsOfCluster(cluster);
  const connections = cluster?.maxConnections;
  const limits: Record<keyof MetricLimits, number | undefined> = {
    minCapacity: cluster?.capacity?.min ?? metrics?.acu.min,
    maxCapacity: cluster?.capacity?.max ?? metrics?.acu.max,
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
      (connections.configured === undefined ||
      connections.configured === limits.maxConnections
        ? t('metrics.pendingReboot')
        : `${t('metrics.pendingReboot')} → ${format('connections', connections.configured)}`),
  };

  const toTileMetric = (name: HealthMetricName): TileMetric => {
    const { ceiling, leastTop } = metricTable[name];
    const isLimited = typeof ceiling === 'string';
    const top = isLimited ? limits[ceiling] : ceiling;
    return {
      name,
      metric: metrics?.[name],
      thresholds: thresholds.filter(({ metric }) => metric === name),
      ceiling: top,
      showCeiling: isLimited,
      // Users choose capacity, so the course is seen against all of it.
      least: ceiling === 'maxCapacity' ? top : leastTop,
    };
  };

  return (
    <dl className={styles.metrics} aria-label={t('metrics.label')}>
      {healthMetricNames
        .filter(name => !(name in latencyLabels))
        .map(name => (
          <MetricTile
            key={name}
            label={t(`metrics.${name}`)}
            metrics={[toTileMetric(name)]}
            note={notes[name]}
          />
        ))}
      <MetricTile
        label={t('metrics.latency')}
        metrics={(['readLatency', 'writeLatency'] as const).map(name => ({
          ...toTileMetric(name),
          label: t(latencyLabels[name]),
        }))}
      />
    </dl>
  );
}
