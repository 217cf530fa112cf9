import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  healthRanges,
  healthRangeSchema,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTracking } from '../analytics/useTracking';
import { ChartCursor } from '../charts/ChartCursor';
import { HealthBadges } from '../health/HealthBadges';
import { HealthReasons } from '../health/HealthReasons';
import { instanceClasses } from '../health/instanceClasses';
import { isUnread } from '../health/isUnread';
import { useDatabaseHealth } from '../health/useDatabaseHealth';
import { OperationsCard } from '../operations/OperationsCard';
import { LogLink } from '../log/LogLink';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { Updated } from '../readings/Updated';
import { SnapshotsCard } from '../snapshots/SnapshotsCard';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { loadHash } from '../routes';
import { useTexts } from '../translation/useTexts';
import { AlarmsCard } from './AlarmsCard';
import { CapacityUseLine } from './CapacityUseLine';
import { ConfigurationCard } from './ConfigurationCard';
import { ConnectionCard } from './ConnectionCard';
import { useScrollTarget } from './useScrollTarget';
import readable from '../readableText.module.css';
import styles from './DatabaseContent.module.css';

const MetricCharts = lazy(() => import('../charts/MetricCharts'));
const DatabaseLoad = lazy(() => import('../insight/DatabaseLoad'));

const rangeParam = 'range';

/**
 * The details of a database: charts over a range, load, alarms, backups, operations, and how to
 * connect.
 */
export function DatabaseContent() {
  const { entity } = useEntity();
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const [params, setParams] = useSearchParams();
  const range = healthRangeSchema.catch('1h').parse(params.get(rangeParam));
  const entityRef = stringifyEntityRef(entity);
  const { cluster, health, error, isLoading, refresh } = useDatabaseHealth(
    entityRef,
    range,
  );
  const loadElement = useScrollTarget(loadHash, Boolean(health));
  const track = useTracking();
  const isRead = Boolean(cluster || health);
  const known = health && !isUnread(health) ? health : undefined;
  // Both readings failed for the same reason, which is shown once.
  const told = error && health && !known ? health.reasons : undefined;
  const hasInstances =
    cluster?.origin !== 'existing' || cluster.members.length > 0;
  const choose = (chosen: string) => {
    track('selectRange', chosen);
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        next.set(rangeParam, chosen);
        return next;
      },
      { replace: true },
    );
  };

  return (
    <ChartCursor>
      <div className={styles.content}>
        <EntityInfoCard
          className={readable.readable}
          title={tPage('charts.title')}
          headerActions={
            <HealthBadges cluster={cluster} health={health} error={error} />
          }
        >
          <div className={styles.body} aria-busy={isLoading}>
            <div className={styles.tools}>
              <ToggleButtonGroup
                aria-label={tPage('charts.range')}
                selectionMode="single"
                disallowEmptySelection
                selectedKeys={[range]}
                onSelectionChange={keys =>
                  keys.forEach(key => choose(`${key}`))
                }
              >
                {healthRanges.map(name => (
                  <ToggleButton
                    key={name}
                    id={name}
                    size="small"
                    aria-label={tPage(`charts.ranges.${name}`)}
                  >
                    {name}
                  </ToggleButton>
                ))}
              </ToggleButtonGroup>
              <div className={styles.reading}>
                <LogLink
                  entityRef={entityRef}
                  view={{ kind: 'errors', time: { range } }}
                  label={tPage('charts.log')}
                />
                {health && <Updated asOf={health.asOf} />}
                <RefreshButton
                  label={t('card.refresh')}
                  of="health"
                  isDisabled={isLoading}
                  onPress={refresh}
                />
              </div>
            </div>
            {error && (
              <ReadingProblem
                error={error}
                title={t('card.error.title')}
                asOf={cluster && health?.asOf}
                reasons={told}
                onRetry={refresh}
              />
            )}
            {!isRead && !error && <LoadingReading label={t('card.loading')} />}
            {health && !told && <HealthReasons reasons={health.reasons} />}
            {known && (
              <>
                {hasInstances && (
                  <Suspense
                    fallback={<LoadingReading label={t('card.loading')} />}
                  >
                    <MetricCharts health={known} cluster={cluster} />
                  </Suspense>
                )}
                {known.capacityUse && (
                  <CapacityUseLine
                    use={known.capacityUse}
                    isMixed={
                      cluster !== undefined &&
                      instanceClasses(cluster).length > 0
                    }
                  />
                )}
                <Text as="p" variant="body-x-small" color="secondary">
                  {tPage('charts.zone', {
                    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
                  })}
                </Text>
              </>
            )}
          </div>
        </EntityInfoCard>
        {(cluster || known) && (
          <section ref={loadElement} id={loadHash.slice(1)}>
            <Suspense fallback={<LoadingReading label={t('card.loading')} />}>
              <DatabaseLoad entityRef={entityRef} range={range} />
            </Suspense>
          </section>
        )}
        {isRead && (
          <div className={styles.cards}>
            <div className={styles.column}>
              {known && <AlarmsCard health={known} cluster={cluster} />}
              {cluster && (
                <ConfigurationCard
                  cluster={cluster}
                  status={health?.status ?? cluster.status}
                />
              )}
              <OperationsCard />
            </div>
            <div className={styles.column}>
              {cluster && <ConnectionCard cluster={cluster} />}
              <SnapshotsCard />
            </div>
          </div>
        )}
      </div>
    </ChartCursor>
  );
}
