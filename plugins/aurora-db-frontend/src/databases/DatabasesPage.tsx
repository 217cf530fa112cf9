import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Container,
  PluginHeader,
  Text,
  type SortDescriptor,
} from '@backstage/ui';
import { RiDatabase2Line } from '@remixicon/react';
import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { LoadingReading } from '../readings/LoadingReading';
import { ReadingProblem } from '../readings/ReadingProblem';
import { RefreshButton } from '../readings/RefreshButton';
import { Updated } from '../readings/Updated';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import { filterDatabases, sortDatabases } from './databaseFilter';
import { DatabaseFilters } from './DatabaseFilters';
import { DatabasesTable } from './DatabasesTable';
import { NoDatabases } from './NoDatabases';
import { Pages } from './Pages';
import { UnavailableEnvironments } from './UnavailableEnvironments';
import { useDatabaseFilter } from './useDatabaseFilter';
import { useDatabaseTabs } from './useDatabaseTabs';
import { useNamedEnvironments } from './useNamedEnvironments';
import { useDatabases } from './useDatabases';
import readable from '../readableText.module.css';
import styles from './DatabasesPage.module.css';

// The table takes longest to render.
const Table = memo(DatabasesTable);

/** Number of rows per page. Rendering 1,000 rows would slow down typing. */
const pageSize = 50;

/** Databases that need attention come first. */
const worstFirst: SortDescriptor = {
  column: 'severity',
  direction: 'ascending',
};

/** Every database that the user can see. */
export function DatabasesPage() {
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const { value, error, readAt, isLoading, refresh } = useDatabases();
  const environments = useNamedEnvironments(value?.items);
  const [filter, changeFilter] = useDatabaseFilter();
  const [sort, setSort] = useState(worstFirst);
  const [chosenPage, setPage] = useState(0);
  const changeSort = useCallback((next: SortDescriptor) => {
    setSort(next);
    setPage(0);
  }, []);
  // Deferred, so that typing stays responsive while the table renders.
  const wanted = useDeferredValue(filter);
  const found = useMemo(
    () =>
      sortDatabases(
        filterDatabases(value?.items ?? [], wanted),
        sort,
        environments.map(({ name }) => name),
      ),
    [value, wanted, sort, environments],
  );
  // The list may have become shorter since the user turned the page.
  const page = Math.min(
    chosenPage,
    Math.max(0, Math.ceil(found.length / pageSize) - 1),
  );
  const shown = useMemo(
    () => found.slice(page * pageSize, (page + 1) * pageSize),
    [found, page],
  );

  return (
    <div className={readable.readable}>
      <PluginHeader
        title={tPage('databases.title')}
        icon={<RiDatabase2Line aria-hidden />}
        tabs={useDatabaseTabs()}
        customActions={
          <div className={styles.reading}>
            {readAt && <Updated asOf={readAt} />}
            <RefreshButton
              label={t('card.refresh')}
              of="databases"
              isDisabled={isLoading}
              onPress={refresh}
            />
          </div>
        }
      />
      <main>
        <Container>
          <div className={styles.page}>
            {value && (
              <UnavailableEnvironments
                environments={value.unavailable.map(one => ({
                  ...one,
                  environment:
                    environments.find(({ name }) => name === one.environment)
                      ?.title ?? one.environment,
                }))}
              />
            )}
            {error && (
              <ReadingProblem
                error={error}
                title={tPage('databases.error')}
                of="databases"
                asOf={readAt}
                onRetry={refresh}
              />
            )}
            {!value && !error && (
              <LoadingReading label={tPage('databases.loading')} />
            )}
            {value?.items.length === 0 &&
              // If some environments could not be read, the page does not say that there are no
              // databases.
              (value.unavailable.length > 0 ? (
                <Text as="p" color="secondary">
                  {tPage('databases.nothingElse')}
                </Text>
              ) : (
                <NoDatabases />
              ))}
            {value && value.items.length > 0 && (
              <>
                <DatabaseFilters
                  filter={filter}
                  environments={environments}
                  onChange={change => {
                    changeFilter(change);
                    setPage(0);
                  }}
                />
                {found.length === 0 ? (
                  <Text as="p" role="status" color="secondary">
                    {tPage('databases.noneFound')}
                  </Text>
                ) : (
                  <>
                    <Table
                      databases={shown}
                      sort={sort}
                      onSortChange={changeSort}
                      isStale={Boolean(error)}
                    />
                    <Pages
                      page={page}
                      size={pageSize}
                      total={found.length}
                      onPageChange={setPage}
                    />
                  </>
                )}
              </>
            )}
          </div>
        </Container>
      </main>
    </div>
  );
}
