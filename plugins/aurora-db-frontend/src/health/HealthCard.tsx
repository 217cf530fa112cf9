import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { databaseRouteRef } from '../routes';
import { useTexts } from '../translation/useTexts';
import { DatabaseHealthCard } from './DatabaseHealthCard';
import styles from './HealthCard.module.css';

/** The health of the database of the entity page. */
export function HealthCard() {
  const { entity } = useEntity();
  const { t } = useTexts();
  const linkToDetails = useRouteRef(databaseRouteRef);
  return (
    <DatabaseHealthCard
      entityRef={stringifyEntityRef(entity)}
      title={t('card.titleOf', {
        name: <span className={styles.name}>{entity.metadata.name}</span>,
      })}
      details={linkToDetails?.()}
    />
  );
}
