import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Badge, Link, Text } from '@backstage/ui';
import { memo } from 'react';
import { CatalogLink } from '../catalog/CatalogLink';
import { entityNameOf } from '../catalog/entityNameOf';
import { SeverityBadge } from '../health/SeverityBadge';
import { formatTime } from '../translation/formatTime';
import { translateStatus } from '../translation/translateStatus';
import { useTexts } from '../translation/useTexts';
import { CapacityOf } from './CapacityOf';
import { pagesTranslationRef } from './pagesTranslationRef';
import { RestorableWindow } from './RestorableWindow';
import styles from './DatabasesTable.module.css';

/**
 * The row of a database.
 *
 * @param props - `hasAccounts`: whether the table has a column for accounts
 */
function DatabaseRowContent(props: {
  database: ClusterSummary;
  hasAccounts: boolean;
}) {
  const { database, hasAccounts } = props;
  const { entityRef, accountId, region } = database;
  const { t, language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const linkTo = useEntityRefLink();
  const none = tPage('databases.never');

  return (
    <tr>
      <th scope="row">
        <div className={styles.lines}>
          <Link href={linkTo(parseEntityRef(entityRef))}>
            {entityNameOf(entityRef)}
          </Link>
          {database.clusterIdentifier && (
            <Text variant="body-small" color="secondary">
              {database.clusterIdentifier}
            </Text>
          )}
          {database.origin === 'existing' && (
            <Badge>{tPage('databases.existing')}</Badge>
          )}
        </div>
      </th>
      <td>
        <Badge>{database.environmentTitle ?? database.environment}</Badge>
      </td>
      {hasAccounts && (
        <td>
          {accountId ? (
            <div className={styles.lines}>
              <span className={styles.number}>{accountId}</span>
              <Text variant="body-small" color="secondary">
                {region}
              </Text>
            </div>
          ) : (
            none
          )}
        </td>
      )}
      <td>
        <SeverityBadge severity={database.severity} />
      </td>
      <td>{translateStatus(database.status, t)}</td>
      <td>
        <CapacityOf database={database} />
      </td>
      <td>{database.engineVersion ?? none}</td>
      <td>
        <CatalogLink entityRef={database.owner} />
      </td>
      <td>
        {database.lastSnapshotAt ? (
          <time dateTime={database.lastSnapshotAt}>
            {formatTime(database.lastSnapshotAt, language)}
          </time>
        ) : (
          none
        )}
      </td>
      <td>
        {database.latestRestorableTime ? (
          <RestorableWindow
            from={database.earliestRestorableTime}
            to={database.latestRestorableTime}
          />
        ) : (
          none
        )}
      </td>
    </tr>
  );
}

/** Rows that stay the same are not rendered again. */
export const DatabaseRow = memo(DatabaseRowContent);
