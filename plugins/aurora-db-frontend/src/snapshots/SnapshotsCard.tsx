import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Badge, Text } from '@backstage/ui';
import { DatabaseActions } from '../actions/DatabaseActions';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { useCluster } from '../readings/useCluster';
import { useSnapshots } from '../readings/useSnapshots';
import { useTexts } from '../translation/useTexts';
import { SnapshotList } from './SnapshotList';
import readable from '../readableText.module.css';
import styles from './SnapshotsCard.module.css';

/** The snapshots of the database of the entity page. */
export function SnapshotsCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const { t, language } = useTexts();
  const cluster = useCluster(entityRef);
  const snapshots = useSnapshots(entityRef);
  const { value, error, isLoading, readAt } = snapshots;
  const format = new Intl.NumberFormat(language).format;

  return (
    <EntityInfoCard
      className={readable.readable}
      title={t('snapshots.title')}
      headerActions={
        <>
          {value && error && <Badge>{t('card.stale')}</Badge>}
          <RefreshButton
            label={t('snapshots.refresh')}
            of="snapshots"
            isDisabled={isLoading}
            onPress={() => {
              snapshots.refresh();
              cluster.refresh();
            }}
          />
        </>
      }
      footerActions={
        value && (
          <DatabaseActions entityRef={entityRef}>
            <Text variant="body-x-small" color="secondary">
              {t('snapshots.quota', {
                used: format(value.quota.used),
                limit: format(value.quota.limit),
              })}
            </Text>
          </DatabaseActions>
        )
      }
    >
      <div className={styles.body}>
        {error && (
          <ReadingProblem
            error={error}
            title={t('snapshots.error')}
            asOf={readAt}
            onRetry={snapshots.refresh}
          />
        )}
        {!value && !error && <LoadingReading label={t('snapshots.loading')} />}
        {value && <SnapshotList entityRef={entityRef} snapshots={value} />}
      </div>
    </EntityInfoCard>
  );
}
