import type {
  Cluster,
  Health,
  HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTexts } from '../translation/useTexts';
import { formatMetric } from './formatMetric';
import { metricThresholds } from './metricThresholds';
import { MetricTile } from './MetricTile';
import styles from './HealthMetrics.module.css';

/** Smaller changes are drawn as a flat line, in ms */
const leastLatency = 10;

/** The five metrics with their limits. */
export function HealthMetrics(props: { health?: Health; cluster?: Cluster }) {
  const { health, cluster } = props;
  const { t, language } = useTexts();
  const metrics = health?.metrics;
  const minCapacity = cluster?.capacity.min ?? metrics?.acu.min;
  const maxCapacity = cluster?.capacity.max ?? metrics?.acu.max;
  const thresholds = metricThresholds(cluster);
  const thresholdsOf = (name: HealthMetricName) =>
    thresholds.filter(({ metric }) => metric === name);
  const maxConnections = cluster?.maxConnections;
  const connectionLimit =
    maxConnections?.live ??
    metrics?.connections.max ??
    maxConnections?.configured;

  return (
    <dl className={styles.metrics} aria-label={t('metrics.label')}>
      <MetricTile
        name="acu"
        metric={metrics?.acu}
        ceiling={maxCapacity}
        showCeiling
        least={maxCapacity}
        note={
          minCapacity !== undefined &&
          t('metrics.minimum', {
            min: formatMetric('acu', minCapacity, language),
          })
        }
      />
      <MetricTile
        name="connections"
        metric={metrics?.connections}
        thresholds={thresholdsOf('connections')}
        ceiling={connectionLimit}
        showCeiling
        note={
          maxConnections?.pendingReboot &&
          (maxConnections.configured === connectionLimit
            ? t('metrics.pendingReboot')
            : `${t('metrics.pendingReboot')} → ${formatMetric('connections', maxConnections.configured, language)}`)
        }
      />
      <MetricTile
        name="cpu"
        metric={metrics?.cpu}
        thresholds={thresholdsOf('cpu')}
        ceiling={100}
      />
      <MetricTile
        name="readLatency"
        metric={metrics?.readLatency}
        thresholds={thresholdsOf('readLatency')}
        least={leastLatency}
      />
      <MetricTile
        name="writeLatency"
        metric={metrics?.writeLatency}
        thresholds={thresholdsOf('writeLatency')}
        least={leastLatency}
      />
    </dl>
  );
}
