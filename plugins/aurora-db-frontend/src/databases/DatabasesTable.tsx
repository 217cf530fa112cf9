import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SortDescriptor } from '@backstage/ui';
import { memo } from 'react';
import { DatabaseRow } from './DatabaseRow';
import { GroupHeading } from './groups/GroupHeading';
import type { TableLine } from './groups/tableLines';
import { pagesTranslationRef } from './pagesTranslationRef';
import { SortableHeader } from './SortableHeader';
import { databaseColumns } from './view/sortDatabases';
import styles from './DatabasesTable.module.css';

/**
 * A table of databases that sorts by every column, with headings of groups. It is a table of HTML:
 * the Table of `@backstage/ui` renders 50 rows at once and takes several times as long.
 *
 * @param props - `hasAccounts`: whether to show the accounts
 */
function Table(props: {
  lines: TableLine[];
  hasAccounts: boolean;
  groupTitle: (key: string) => string;
  sort: SortDescriptor;
  isStale: boolean;
  onSortChange: (sort: SortDescriptor) => void;
  onToggleGroup: (key: string) => void;
}) {
  const { lines, hasAccounts, groupTitle, isStale, onToggleGroup } = props;
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const columns = databaseColumns.filter(id => hasAccounts || id !== 'account');

  return (
    <div className={styles.scroller}>
      <table
        aria-label={tPage('databases.title')}
        aria-busy={isStale}
        className={isStale ? `${styles.table} ${styles.stale}` : styles.table}
      >
        <thead>
          <tr>
            {columns.map(id => (
              <SortableHeader
                key={id}
                column={id}
                title={tPage(`databases.column.${id}`)}
                sort={props.sort}
                onSortChange={props.onSortChange}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(line =>
            'group' in line ? (
              <tr key={`group ${line.group.key}`} className={styles.group}>
                <th scope="row" colSpan={columns.length}>
                  <GroupHeading
                    group={line.group}
                    title={groupTitle(line.group.key)}
                    isOpen={line.isOpen}
                    onToggle={() => onToggleGroup(line.group.key)}
                  />
                </th>
              </tr>
            ) : (
              <DatabaseRow
                key={line.database.entityRef}
                database={line.database}
                hasAccounts={hasAccounts}
              />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

/** Renders only if its content changes, not with every key in the search field. */
export const DatabasesTable = memo(Table);
