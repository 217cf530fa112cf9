import { isAuroraDatabase } from '@aurora-db/backstage-plugin-aurora-db-common';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  EntityInfoCard,
  EntityRefLink,
  useEntity,
} from '@backstage/plugin-catalog-react';
import useSWR from 'swr';
import { DatabaseHealthCard } from '../health/DatabaseHealthCard';
import { ReadingProblem } from '../readings/ReadingProblem';
import { useTexts } from '../translation/useTexts';
import { resourceDependencies } from './resourceDependencies';
import readable from '../readableText.module.css';
import styles from './DependencyHealthCards.module.css';

/** The databases among the resources that an entity depends on. */
function useDatabaseDependencies() {
  const { entity } = useEntity();
  const catalogApi = useApi(catalogApiRef);
  const entityRefs = resourceDependencies(entity);
  return useSWR<string[], Error>(
    ['aurora-db', catalogApi, 'databases among', ...entityRefs],
    async () => {
      const { items } = await catalogApi.getEntitiesByRefs({
        entityRefs,
        fields: ['kind', 'metadata'],
      });
      return items.flatMap(item =>
        item && isAuroraDatabase(item) ? [stringifyEntityRef(item)] : [],
      );
    },
  );
}

/**
 * The health of each database that the page's component depends on. Renders nothing if there is
 * none.
 */
export function DependencyHealthCards() {
  const { t } = useTexts();
  const { data, error, mutate } = useDatabaseDependencies();
  if (error && !data) {
    return (
      <EntityInfoCard className={readable.readable} title={t('card.title')}>
        <ReadingProblem
          error={error}
          title={t('dependencies.error')}
          onRetry={() => mutate()}
        />
      </EntityInfoCard>
    );
  }
  if (!data || data.length === 0) {
    return null;
  }
  return (
    <div className={styles.cards}>
      {data.map(entityRef => (
        <DatabaseHealthCard
          key={entityRef}
          entityRef={entityRef}
          isCompact
          title={t('card.titleOf', {
            name: <EntityRefLink entityRef={entityRef} hideIcon />,
          })}
        />
      ))}
    </div>
  );
}
