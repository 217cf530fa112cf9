import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Badge, ButtonIcon, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { DatabaseActions } from '../actions/DatabaseActions';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { useTimeAgo } from '../readings/useTimeAgo';
import { useTexts } from '../translation/useTexts';
import { ClusterDetails } from './ClusterDetails';
import { HealthMetrics } from './HealthMetrics';
import { HealthReasons } from './HealthReasons';
import { SeverityBadge } from './SeverityBadge';
import { useDatabaseHealth } from './useDatabaseHealth';
import styles from './HealthCard.module.css';

function Updated({ asOf }: { asOf: string }) {
  const { t, language } = useTexts();
  return (
    <Text variant="body-x-small" color="secondary">
      {t('card.updated', { ago: useTimeAgo(asOf, language) })}
    </Text>
  );
}

/** The health of the database whose entity page it is on. */
export function HealthCard() {
  const { entity } = useEntity();
  const { t } = useTexts();
  const entityRef = stringifyEntityRef(entity);
  const { cluster, health, error, isLoading, refresh } =
    useDatabaseHealth(entityRef);
  const isRead = Boolean(cluster || health);
  const reading = (
    <Flex align="center" gap="1">
      {health && <Updated asOf={health.asOf} />}
      <ButtonIcon
        size="small"
        variant="tertiary"
        aria-label={t('card.refresh')}
        icon={<RiRefreshLine />}
        isDisabled={isLoading}
        onPress={refresh}
      />
    </Flex>
  );

  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={
        <div className={styles.badges}>
          {cluster && <Badge>{cluster.environment}</Badge>}
          {(health?.stale || (isRead && error)) && (
            <Badge>{t('card.stale')}</Badge>
          )}
          {isRead && <SeverityBadge severity={health?.severity ?? 'unknown'} />}
        </div>
      }
      footerActions={
        cluster ? (
          <DatabaseActions entityRef={entityRef} cluster={cluster}>
            {reading}
          </DatabaseActions>
        ) : (
          reading
        )
      }
    >
      <div className={styles.body}>
        {error && (
          <ReadingProblem
            error={error}
            title={t('card.error.title')}
            asOf={health?.asOf}
            onRetry={refresh}
          />
        )}
        {!isRead && !error && <LoadingReading label={t('card.loading')} />}
        {isRead && (
          <>
            <HealthMetrics health={health} cluster={cluster} />
            {health && <HealthReasons reasons={health.reasons} />}
          </>
        )}
        {cluster && (
          <ClusterDetails
            cluster={cluster}
            status={health?.status ?? cluster.status}
            capacityUse={health?.capacityUse}
          />
        )}
      </div>
    </EntityInfoCard>
  );
}
