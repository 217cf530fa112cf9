import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { DatabaseActions } from '../actions/DatabaseActions';
import { CatalogLink } from '../catalog/CatalogLink';
import { LoadingReading } from '../readings/LoadingReading';
import { loadHash } from '../routes';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { Updated } from '../readings/Updated';
import { useTexts } from '../translation/useTexts';
import { CopyableText } from '../details/CopyableText';
import { Detail, DetailList } from '../details/Detail';
import { HealthBadges } from './HealthBadges';
import { HealthFacts } from './HealthFacts';
import { HealthMetrics } from './HealthMetrics';
import { HealthReasons } from './HealthReasons';
import { isUnread } from './isUnread';
import { JudgedByPortal } from './JudgedByPortal';
import { useDatabaseHealth } from './useDatabaseHealth';
import readable from '../readableText.module.css';
import styles from './DatabaseHealthCard.module.css';

/**
 * The health of a database at a glance.
 *
 * @param props - `isCompact` leaves out connection and actions; `details` is the address of the
 *   details, which begin with the load if it has a cause
 */
export function DatabaseHealthCard(props: {
  entityRef: string;
  title: ReactNode;
  isCompact?: boolean;
  details?: string;
}) {
  const { entityRef, title, isCompact, details } = props;
  const { t } = useTexts();
  const { cluster, health, error, isLoading, refresh } =
    useDatabaseHealth(entityRef);
  const isRead = Boolean(cluster || health);
  // Both readings failed for the same reason, which is shown once.
  const told = error && health && isUnread(health) ? health.reasons : undefined;
  const hasCause = health?.reasons.some(({ cause }) => cause);
  const reading = (
    <Flex align="center" gap="2">
      {details && (
        <Link
          variant="body-small"
          href={hasCause ? `${details}${loadHash}` : details}
        >
          {t('card.details')}
        </Link>
      )}
      {health && <Updated asOf={health.asOf} />}
      <RefreshButton
        label={t('card.refresh')}
        of="health"
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
          <DatabaseActions entityRef={entityRef}>{reading}</DatabaseActions>
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
            // Without the cluster, there is no older data to show.
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
                <CatalogLink entityRef={cluster.restoredFrom} />
              </Detail>
            )}
          </DetailList>
        )}
        {cluster?.origin === 'existing' && !isCompact && (
          <>
            {health && <JudgedByPortal reasons={health.reasons} />}
            <Text as="p" variant="body-small" color="secondary">
              {t('facts.origin')}
            </Text>
          </>
        )}
      </div>
    </EntityInfoCard>
  );
}
