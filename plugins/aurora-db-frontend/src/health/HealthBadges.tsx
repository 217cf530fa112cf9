import type {
  Cluster,
  Health,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Badge } from '@backstage/ui';
import { useTexts } from '../translation/useTexts';
import { SeverityBadge } from './SeverityBadge';
import styles from './HealthBadges.module.css';

/** The badges in a card's header: environment, stale data, and severity. */
export function HealthBadges(props: {
  cluster?: Cluster;
  health?: Health;
  error?: Error;
}) {
  const { cluster, health, error } = props;
  const { t } = useTexts();
  return (
    <div className={styles.badges}>
      {cluster && (
        <Badge>{cluster.environmentTitle ?? cluster.environment}</Badge>
      )}
      {(health?.stale || (cluster && error)) && (
        <Badge>{t('card.stale')}</Badge>
      )}
      {(cluster || health) && (
        <SeverityBadge severity={health?.severity ?? 'unknown'} />
      )}
    </div>
  );
}
