import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatMetric } from '../health/formatMetric';
import { useTexts } from '../translation/useTexts';
import { pagesTranslationRef } from './pagesTranslationRef';
import { provisionedClassesOf } from './view/databaseFacts';
import styles from './DatabasesTable.module.css';

/** The capacity of a database: ACUs of serverless instances, and classes of the others. */
export function CapacityOf(props: { database: ClusterSummary }) {
  const { capacity } = props.database;
  const { t, language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const classes = provisionedClassesOf(props.database);
  if (!capacity && classes.length === 0) {
    return tPage('databases.never');
  }
  const limit =
    capacity &&
    t('metrics.of', { max: formatMetric('acu', capacity.max, language) });
  const current =
    capacity?.current === undefined
      ? tPage('databases.never')
      : formatMetric('acu', capacity.current, language);
  return (
    <div className={styles.lines}>
      {limit && (
        <span className={styles.number}>
          {tPage('databases.acu', { current, limit })}
        </span>
      )}
      {classes.map(name => (
        <span key={name} className={styles.number}>
          {name}
        </span>
      ))}
    </div>
  );
}
