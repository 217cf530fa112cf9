import type { LogLine } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
  type SortDescriptor,
} from '@backstage/ui';
import { useMemo, useState } from 'react';
import { Pages } from '../databases/Pages';
import { LoadingReading } from '../readings/LoadingReading';
import { useTexts } from '../translation/useTexts';
import { formatLogTime } from './formatLogTime';
import { formatMilliseconds } from './formatMilliseconds';
import type { LogView } from './logAddress';
import { LogProblem } from './LogProblem';
import { LogRest } from './LogRest';
import { logTranslationRef } from './texts/logTranslationRef';
import { NothingInLog } from './NothingInLog';
import { linesOf } from './readLogItems';
import { shortInstances } from './lines/shortInstances';
import { processOf, statementOf } from './slowStatement';
import { StatementText } from './StatementText';
import { useLogItems } from './useLogItems';
import styles from './LogTable.module.css';

/** Number of rows per page. More would slow down sorting. */
const pageSize = 50;

const columns = ['duration', 'statement', 'at', 'instance'] as const;
const sortable: readonly string[] = ['duration', 'at'];

/** The log has whole seconds. */
const marginInMs = 2_000;

const shift = (time: string, by: number) =>
  new Date(Math.round(Date.parse(time) + by)).toISOString();

/** A statement that PostgreSQL logged before it ran. Leads to the lines of its session. */
function EarlierStatement(props: { statement?: string; onShow: () => void }) {
  const { statement, onShow } = props;
  const { t: tLog } = useTranslationRef(logTranslationRef);
  return (
    <>
      {statement === undefined ? (
        <Text as="p" variant="body-small" color="secondary">
          {tLog('logPage.noStatement')}
        </Text>
      ) : (
        <StatementText text={statement} />
      )}
      <Button size="small" variant="tertiary" onPress={onShow}>
        {tLog('logPage.sessionLines')}
      </Button>
    </>
  );
}

function sortStatements(
  lines: LogLine[],
  { column, direction }: SortDescriptor,
): LogLine[] {
  const keyOf = ({ durationMs = 0, at }: LogLine) =>
    column === 'duration' ? durationMs : Date.parse(at);
  const sign = direction === 'descending' ? -1 : 1;
  return [...lines].sort((a, b) => sign * (keyOf(a) - keyOf(b)));
}

/** The slow statements of a time, the slowest first. */
export function LogSlowStatements(props: {
  entityRef: string;
  view: LogView;
  onChange: (change: Partial<LogView>) => void;
}) {
  const { entityRef, view, onChange } = props;
  const { language } = useTexts();
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const reading = useLogItems(entityRef, view, linesOf);
  const { items, isLoading, isRead, hasMore } = reading;
  const [sort, setSort] = useState<SortDescriptor>({
    column: 'duration',
    direction: 'descending',
  });
  const [page, setPage] = useState(0);
  const names = useMemo(
    () => shortInstances(items.map(({ instance }) => instance)),
    [items],
  );
  const sorted = useMemo(() => sortStatements(items, sort), [items, sort]);
  const shown = sorted.slice(page * pageSize, (page + 1) * pageSize);

  if (!isRead && isLoading) {
    return <LoadingReading label={tLog('logPage.loading')} />;
  }
  return (
    <>
      <LogProblem
        error={reading.error}
        unavailable={reading.unavailable}
        onRetry={reading.retry}
      />
      {isRead && !reading.unavailable && items.length === 0 && (
        <NothingInLog view={view} hasMore={hasMore} onChange={onChange} />
      )}
      {items.length > 0 && (
        <>
          <div className={styles.scroller}>
            <TableRoot
              aria-label={tLog('logPage.view.slow')}
              className={`${styles.table} ${styles.statements}`}
              sortDescriptor={sort}
              onSortChange={next => {
                setSort(next);
                setPage(0);
              }}
            >
              <TableHeader>
                {columns.map(id => (
                  <Column
                    key={id}
                    id={id}
                    allowsSorting={sortable.includes(id)}
                    isRowHeader={id === 'statement'}
                  >
                    {tLog(`logPage.column.${id}`)}
                  </Column>
                ))}
              </TableHeader>
              <TableBody>
                {shown.map(
                  ({ id, at, instance, text, statement, durationMs = 0 }) => (
                    <Row key={id} id={id}>
                      <Cell className={styles.number}>
                        {formatMilliseconds(durationMs, language)}
                      </Cell>
                      <Cell className={styles.statement}>
                        {processOf(text) ? (
                          <EarlierStatement
                            statement={statement}
                            onShow={() =>
                              onChange({
                                kind: 'all',
                                time: {
                                  from: shift(at, -durationMs - marginInMs),
                                  to: shift(at, marginInMs),
                                },
                                search: `[${processOf(text)}]`,
                              })
                            }
                          />
                        ) : (
                          <StatementText text={statementOf(text)} />
                        )}
                        {/* Instead of the other columns, if there is no space for them. */}
                        <div className={styles.summary}>
                          <time dateTime={at}>
                            {formatLogTime(at, language)}
                          </time>
                          <span title={instance}>{names.get(instance)}</span>
                        </div>
                      </Cell>
                      <Cell className={styles.number}>
                        <time dateTime={at}>{formatLogTime(at, language)}</time>
                      </Cell>
                      <Cell className={styles.number}>
                        <span title={instance}>{names.get(instance)}</span>
                      </Cell>
                    </Row>
                  ),
                )}
              </TableBody>
            </TableRoot>
          </div>
          <Pages
            page={page}
            size={pageSize}
            total={sorted.length}
            onPageChange={setPage}
          />
        </>
      )}
      {hasMore && <LogRest isLoading={isLoading} onMore={reading.more} />}
    </>
  );
}
