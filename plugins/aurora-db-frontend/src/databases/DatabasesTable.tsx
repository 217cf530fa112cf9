import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Badge,
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  type SortDescriptor,
} from '@backstage/ui';
import { CatalogLink } from '../catalog/CatalogLink';
import { formatMetric } from '../health/formatMetric';
import { SeverityBadge } from '../health/SeverityBadge';
import { formatTime } from '../translation/formatTime';
import { translateStatus } from '../translation/translateStatus';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import { RestorableWindow } from './RestorableWindow';
import styles from './DatabasesTable.module.css';

const columns = [
  'name',
  'environment',
  'severity',
  'status',
  'capacity',
  'engine',
  'owner',
  'lastSnapshot',
  'restorable',
] as const;

/** A table of databases that sorts by every column. */
export function DatabasesTable(props: {
  databases: ClusterSummary[];
  sort: SortDescriptor;
  onSortChange: (sort: SortDescriptor) => void;
  isStale: boolean;
}) {
  const { databases, sort, onSortChange, isStale } = props;
  const { t, language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const time = (at: string | undefined) =>
    at ? (
      <time dateTime={at}>{formatTime(at, language)}</time>
    ) : (
      tPage('databases.never')
    );
  const capacityOf = ({ capacity, instanceClasses }: ClusterSummary) => {
    if (!capacity) {
      return instanceClasses?.join(', ');
    }
    const { current, max } = capacity;
    const limit = t('metrics.of', { max: formatMetric('acu', max, language) });
    return current === undefined
      ? tPage('databases.unknownCapacity', { limit })
      : `${formatMetric('acu', current, language)} ${limit}`;
  };

  return (
    <div className={styles.scroller}>
      <TableRoot
        aria-label={tPage('databases.title')}
        className={styles.table}
        stale={isStale}
        sortDescriptor={sort}
        onSortChange={onSortChange}
      >
        <TableHeader>
          {columns.map(id => (
            <Column key={id} id={id} allowsSorting isRowHeader={id === 'name'}>
              {tPage(`databases.column.${id}`)}
            </Column>
          ))}
        </TableHeader>
        <TableBody>
          {databases.map(database => (
            <Row key={database.entityRef} id={database.entityRef}>
              <Cell className={styles.name}>
                <EntityRefLink entityRef={database.entityRef} hideIcon />
              </Cell>
              <Cell>
                <Badge>
                  {database.environmentTitle ?? database.environment}
                </Badge>
              </Cell>
              <Cell>
                <SeverityBadge severity={database.severity} />
              </Cell>
              <Cell>{translateStatus(database.status, t)}</Cell>
              <Cell className={styles.number}>{capacityOf(database)}</Cell>
              <Cell>{database.engineVersion ?? tPage('databases.never')}</Cell>
              <Cell>
                <CatalogLink entityRef={database.owner} />
              </Cell>
              <Cell>{time(database.lastSnapshotAt)}</Cell>
              <Cell>
                {database.latestRestorableTime ? (
                  <RestorableWindow
                    from={database.earliestRestorableTime}
                    to={database.latestRestorableTime}
                  />
                ) : (
                  tPage('databases.never')
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
