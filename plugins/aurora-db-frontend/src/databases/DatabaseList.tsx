import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, type SortDescriptor } from '@backstage/ui';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { useOwnership } from '../catalog/useOwnership';
import { LoadingReading } from '../readings/LoadingReading';
import { DatabasesTable } from './DatabasesTable';
import { groupDatabases } from './groups/groupDatabases';
import {
  linesOfPage,
  pageOfGroup,
  tableLines,
  toggleGroup,
} from './groups/tableLines';
import { useGroupTitle } from './groups/useGroupTitle';
import { ListTools } from './ListTools';
import { Pages } from './Pages';
import { pagesTranslationRef } from './pagesTranslationRef';
import { accountKeyOf } from './view/databaseFacts';
import { DatabaseFilters } from './view/DatabaseFilters';
import { filterChoices, knownFilter } from './view/filterChoices';
import { filterDatabases, mine } from './view/filterDatabases';
import { sortDatabases } from './view/sortDatabases';
import { useDatabasesView } from './view/useDatabasesView';
import type { NamedEnvironment } from './view/useNamedEnvironments';

/** Number of lines per page. Rendering 1,000 rows would slow down typing. */
const pageSize = 50;

/** Databases that can be filtered, grouped, sorted and exported. The address stores what it shows. */
export function DatabaseList(props: {
  databases: ClusterSummary[];
  environments: readonly NamedEnvironment[];
  isStale: boolean;
}) {
  const { databases, environments, isStale } = props;
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const ownership = useOwnership();
  const [view, changeView] = useDatabasesView();
  const order = useMemo(
    () => environments.map(({ name }) => name),
    [environments],
  );
  const choices = useMemo(
    () => filterChoices(databases, environments),
    [databases, environments],
  );
  const hasAccounts =
    new Set(databases.map(database => accountKeyOf(database))).size > 1;

  // Deferred, so that typing stays responsive while the table renders.
  const wanted = useDeferredValue(view);
  const { group, open, sort } = wanted;
  const found = useMemo(
    () =>
      sortDatabases(
        filterDatabases(databases, knownFilter(wanted, choices), ownership),
        sort,
        order,
      ),
    [databases, wanted, choices, ownership, sort, order],
  );
  const groups = useMemo(
    () => group && groupDatabases(found, group, sort, order),
    [found, group, sort, order],
  );
  const lines = useMemo(
    () =>
      groups ? tableLines(groups, open) : found.map(database => ({ database })),
    [groups, open, found],
  );
  // The list may have become shorter since the user turned the page.
  const page = Math.min(
    wanted.page,
    Math.max(0, Math.ceil(lines.length / pageSize) - 1),
  );
  const shown = useMemo(
    () => linesOfPage(lines, page, pageSize),
    [lines, page],
  );
  const sorted = useMemo(
    () => groups?.flatMap(({ databases: members }) => members) ?? found,
    [groups, found],
  );
  const groupTitle = useGroupTitle(group, environments);
  const changeSort = useCallback(
    (next: SortDescriptor) => changeView({ sort: next }),
    [changeView],
  );
  const toggle = useCallback(
    (key: string) =>
      changeView({
        open: toggleGroup(key, open, groups ?? []),
        page: pageOfGroup(lines, key, pageSize),
      }),
    [changeView, open, groups, lines],
  );

  return (
    <>
      <DatabaseFilters
        filter={knownFilter(view, choices)}
        choices={choices}
        onChange={changeView}
      />
      <ListTools
        found={sorted}
        total={databases.length}
        group={view.group}
        onChange={changeView}
      />
      {wanted.owner === mine && !ownership && (
        <LoadingReading label={tPage('databases.loading')} />
      )}
      {found.length === 0 && (ownership || wanted.owner !== mine) && (
        <Text as="p" color="secondary">
          {tPage('databases.noneFound')}
        </Text>
      )}
      {found.length > 0 && (
        <>
          <DatabasesTable
            lines={shown}
            hasAccounts={hasAccounts}
            groupTitle={groupTitle}
            sort={sort}
            isStale={isStale}
            onSortChange={changeSort}
            onToggleGroup={toggle}
          />
          {lines.length > pageSize && (
            <Pages
              page={page}
              size={pageSize}
              total={lines.length}
              onPageChange={next => changeView({ page: next })}
            />
          )}
        </>
      )}
    </>
  );
}
