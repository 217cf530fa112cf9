import { EntityInfoCard, EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Flex } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { DatabaseActions } from '../actions/DatabaseActions';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { Updated } from '../readings/Updated';
import { useTexts } from '../translation/useTexts';
import { CopyableText } from './CopyableText';
import { Detail, DetailList } from './Detail';
import { HealthBadges } from './HealthBadges';
import { HealthFacts } from './HealthFacts';
import { HealthMetrics } from './HealthMetrics';
import { HealthReasons } from './HealthReasons';
import { isUnread } from './isUnread';
import { useDatabaseHealth } from './useDatabaseHealth';
import readable from '../readableText.module.css';
import styles from './DatabaseHealthCard.module.css';

/**
 * How a database is at one glance.
 *
 * @param props - `isCompact` leaves out how to reach it and what can be done; `link` leads to more of it
 */
export function DatabaseHealthCard(props: {
  entityRef: string;
  title: ReactNode;
  isCompact?: boolean;
  link?: ReactNode;
}) {
  const { entityRef, title, isCompact, link } = props;
  const { t } = useTexts();
  const { cluster, health, error, isLoading, refresh } =
    useDatabaseHealth(entityRef);
  const isRead = Boolean(cluster || health);
  // The same failure, and in the reader's language: it is said once.
  const told = error && health && isUnread(health) ? health.reasons : undefined;
  const reading = (
    <Flex align="center" gap="2">
      {link}
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
      className={readable.readable}
      title={title}
      headerActions={
        <HealthBadges cluster={cluster} health={health} error={error} />
      }
      footerActions={
        cluster && !isCompact ? (
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
            // Without the cluster there is nothing from before to show.
            asOf={cluster && health?.asOf}
            reasons={told}
            onRetry={refresh}
          />
        )}
        {!isRead && !error && <LoadingReading label={t('card.loading')} />}
        {isRead && (
          <>
            <HealthMetrics health={health} cluster={cluster} />
            {health && !told && <HealthReasons reasons={health.reasons} />}
          </>
        )}
        {cluster && (
          <HealthFacts
            cluster={cluster}
            status={health?.status ?? cluster.status}
            capacityUse={health?.capacityUse}
            reasons={health?.reasons}
          />
        )}
        {cluster && !isCompact && (
          <DetailList>
            <Detail term={t('details.endpoint')}>
              {cluster.endpoint ? (
                <CopyableText
                  text={cluster.endpoint}
                  what={t('details.endpoint')}
                />
              ) : (
                t('details.none')
              )}
            </Detail>
            {cluster.restoredFrom && (
              <Detail term={t('details.restoredFrom')}>
                <EntityRefLink entityRef={cluster.restoredFrom} />
              </Detail>
            )}
          </DetailList>
        )}
      </div>
    </EntityInfoCard>
  );
}
