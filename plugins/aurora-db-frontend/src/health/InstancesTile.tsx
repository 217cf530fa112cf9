import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { useTexts } from '../translation/useTexts';
import { describeClasses, instanceClasses } from './instanceClasses';
import styles from './MetricTile.module.css';

/**
 * The instances of a cluster whose capacity is not in ACU. The tile is level with those of the
 * metrics.
 */
export function InstancesTile({ cluster }: { cluster: Cluster }) {
  const { t } = useTexts();
  const classes = instanceClasses(cluster);
  const [only] = classes;
  const ofClass =
    only && classes.length === 1 ? ` × ${only.instanceClass}` : undefined;
  return (
    <div className={`${styles.tile} ${styles.wide}`}>
      <dt className={styles.name}>
        <Text variant="body-small" color="secondary">
          {t('details.members')}
        </Text>
      </dt>
      <dd className={styles.value}>
        <span className={styles.figure}>
          <span className={styles.number}>{cluster.members.length}</span>
          {ofClass && <span className={styles.unit}>{ofClass}</span>}
        </span>
      </dd>
      <dd className={styles.note}>
        {classes.length > 1 && describeClasses(cluster)}
      </dd>
    </div>
  );
}
