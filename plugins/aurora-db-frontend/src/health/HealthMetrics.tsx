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
import { hasMetric } from './hasMetric';
import { describeClasses } from './instanceClasses';
import { InstancesTile } from './InstancesTile';
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
  const thresholds = thresholdsOfCluster(cluster, health);
  const connections = cluster?.maxConnections;
  // The servers of another tool's cluster may have any limit until they reboot.
  const isConfiguredLive =
    cluster?.origin !== 'existing' || !connections?.pendingReboot;
  const hasCapacity = hasMetric('acu', cluster);
  const limits: Record<keyof MetricLimits, number | undefined> = {
    minCapacity: cluster?.capacity?.min ?? metrics?.acu.min,
    maxCapacity: cluster?.capacity?.max ?? metrics?.acu.max,
    maxConnections:
      connections?.liveHighest ??
      connections?.live ??
      metrics?.connections.max ??
      (isConfiguredLive ? connections?.configured : undefined),
  };
  const format = (name: HealthMetricName, value: number) =>
    formatMetric(name, value, language);
  const notes: Partial<Record<HealthMetricName, ReactNode>> = {
    acu: [
      limits.minCapacity !== undefined &&
        t('metrics.minimum', { min: format('acu', limits.minCapacity) }),
      // Beside the serverless instances, which have the capacity.
      cluster && describeClasses(cluster),
    ]
      .filter(Boolean)
      .join(' · '),
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
      isCeilingUnknown: isLimited && cluster !== undefined,
      ...(name === 'connections' &&
        connections?.liveHighest !== undefined &&
        connections.liveHighest !== connections.live && {
          lowestCeiling: connections.live,
        }),
      // Users choose capacity, so the course is seen against all of it.
      least: ceiling === 'maxCapacity' ? top : leastTop,
    };
  };

  return (
    <dl className={styles.metrics} aria-label={t('metrics.label')}>
      {cluster && !hasCapacity && <InstancesTile cluster={cluster} />}
      {healthMetricNames
        .filter(name => !(name in latencyLabels))
        .filter(name => name !== 'acu' || hasCapacity)
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
        note={!hasMetric('writeLatency', cluster) && t('facts.withoutWriter')}
        metrics={(['readLatency', 'writeLatency'] as const).map(name => ({
          ...toTileMetric(name),
          label: t(latencyLabels[name]),
        }))}
      />
    </dl>
  );
}
