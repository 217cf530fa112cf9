import type {
  HealthRange,
  LoadStatement,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { useInsightTexts } from './insightTranslationRef';
import {
  nextSort,
  sortStatements,
  statementColumns,
  type StatementSort,
} from './sortStatements';
import { StatementRow } from './StatementRow';
import styles from './TopStatements.module.css';

/** The backend sends as many; a newer one may send more. */
const mostShown = 10;
const greatestFirst: StatementSort = {
  column: 'load',
  direction: 'descending',
};

/** The statements that cause most of the load, as a table that sorts by each column. */
export function TopStatements(props: {
  entityRef: string;
  range: HealthRange;
  statements: LoadStatement[];
}) {
  const { entityRef, range } = props;
  const t = useInsightTexts();
  const titleId = useId();
  const [sort, setSort] = useState(greatestFirst);
  const statements = sortStatements(props.statements, greatestFirst).slice(
    0,
    mostShown,
  );
  // A statement keeps its number, whatever the order.
  const numbers = new Map(statements.map(({ id }, index) => [id, index + 1]));
  const largest = statements[0]?.share ?? 1;

  return (
    <section className={styles.statements} aria-labelledby={titleId}>
      <Text as="h4" id={titleId} variant="body-medium" weight="bold">
        {t('statements.title')}
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {t(statements.length > 0 ? 'statements.intro' : 'statements.none')}
      </Text>
      {statements.length > 0 && (
        <table className={styles.table} aria-labelledby={titleId}>
          <thead>
            <tr>
              {statementColumns.map(column => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={sort.column === column ? sort.direction : 'none'}
                  className={styles[column]}
                >
                  <button
                    type="button"
                    className={styles.sort}
                    title={t('statements.sorting', {
                      column: t(`statements.column.${column}`),
                    })}
                    onClick={() => setSort(nextSort(sort, column))}
                  >
                    {t(`statements.column.${column}`)}
                    {sort.column === column && (
                      <SortArrow direction={sort.direction} />
                    )}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          {sortStatements(statements, sort).map(statement => (
            <StatementRow
              key={statement.id}
              entityRef={entityRef}
              range={range}
              statement={statement}
              number={numbers.get(statement.id) ?? 0}
              largest={largest}
            />
          ))}
        </table>
      )}
    </section>
  );
}

function SortArrow({ direction }: Pick<StatementSort, 'direction'>) {
  return (
    <RiArrowDownLine
      aria-hidden
      className={`${styles.arrow} ${styles[direction]}`}
    />
  );
}
