import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Badge, Link, Text } from '@backstage/ui';
import { ownerRefOf } from '../catalog/ownerRefOf';
import { useOwnership } from '../catalog/useOwnership';
import { useDatabases } from '../databases/useDatabases';
import { sortDatabases } from '../databases/view/sortDatabases';
import { SeverityBadge } from '../health/SeverityBadge';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { databasesRouteRef } from '../routes';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { translateStatus } from '../translation/translateStatus';
import { useTexts } from '../translation/useTexts';
import readable from '../readableText.module.css';
import { useListRefusals } from '../databases/useListRefusals';
import styles from './MyDatabases.module.css';

/** The number of databases shown. The page of all databases has the rest. */
const shownAtMost = 8;

/** The databases of the user's groups, the worst severity first. */
export function MyDatabases() {
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const refusals = useListRefusals();
  const { value, error, readAt, refresh } = useDatabases();
  const ownership = useOwnership();
  const linkToAll = useRouteRef(databasesRouteRef);
  const own =
    value &&
    ownership &&
    sortDatabases(
      value.items.filter(({ owner }) => ownership.includes(ownerRefOf(owner))),
      { column: 'severity', direction: 'ascending' },
      [],
    );

  return (
    <div className={`${styles.content} ${readable.readable}`}>
      {error && (
        <ReadingProblem
          error={error}
          title={tPage('databases.error')}
          refusals={refusals}
          asOf={readAt}
          onRetry={refresh}
        />
      )}
      {!own && !error && <LoadingReading label={tPage('databases.loading')} />}
      {own?.length === 0 && (
        <Text as="p" color="secondary">
          {tPage('home.none')}
        </Text>
      )}
      {own && own.length > 0 && (
        <ul className={styles.databases} aria-label={tPage('home.title')}>
          {own.slice(0, shownAtMost).map(database => (
            <li key={database.entityRef} className={styles.database}>
              <SeverityBadge severity={database.severity} />
              <span className={styles.name}>
                <EntityRefLink entityRef={database.entityRef} hideIcon />
              </span>
              {database.status !== 'available' && (
                <Badge>{translateStatus(database.status, t)}</Badge>
              )}
              <Badge>{database.environmentTitle ?? database.environment}</Badge>
            </li>
          ))}
        </ul>
      )}
      {linkToAll && (
        <Link variant="body-small" href={linkToAll()}>
          {own && own.length > shownAtMost
            ? tPage('home.more', { total: String(own.length) })
            : tPage('home.all')}
        </Link>
      )}
    </div>
  );
}
