import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Badge } from '@backstage/ui';
import { lazy, Suspense } from 'react';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { useOperations } from '../readings/useOperations';
import { useTexts } from '../translation/useTexts';
import readable from '../readableText.module.css';
import styles from './OperationsCard.module.css';

// Entity pages show the card below the others.
const EventTimeline = lazy(() => import('./EventTimeline'));

/**
 * What is being done to the database whose entity page it is on, what was done lately, and what RDS
 * reported.
 */
export function OperationsCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const { t } = useTexts();
  const { value, readAt, error, isLoading, refresh } = useOperations(entityRef);

  return (
    <EntityInfoCard
      className={readable.readable}
      title={t('operations.title')}
      headerActions={
        <>
          {value && error && <Badge>{t('card.stale')}</Badge>}
          <RefreshButton
            label={t('operations.refresh')}
            of="operations"
            isDisabled={isLoading}
            onPress={refresh}
          />
        </>
      }
    >
      <div className={styles.body}>
        {error && (
          <ReadingProblem
            error={error}
            title={t('operations.error')}
            asOf={readAt}
            onRetry={refresh}
          />
        )}
        {!value && !error && <LoadingReading label={t('operations.loading')} />}
        {value && (
          <Suspense
            fallback={<LoadingReading label={t('operations.loading')} />}
          >
            <EventTimeline entityRef={entityRef} operations={value} />
          </Suspense>
        )}
      </div>
    </EntityInfoCard>
  );
}
