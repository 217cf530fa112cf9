import type { LogGroup } from '@aurora-db/backstage-plugin-aurora-db-common';
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
} from '@backstage/ui';
import { useMemo } from 'react';
import { LoadingReading } from '../readings/LoadingReading';
import { useTexts } from '../translation/useTexts';
import { formatLogTime } from './formatLogTime';
import type { LogView } from './logAddress';
import { LogProblem } from './LogProblem';
import { LogRest } from './LogRest';
import { logTranslationRef } from './texts/logTranslationRef';
import { nameSqlState } from './texts/nameSqlState';
import { NothingInLog } from './NothingInLog';
import { groupsOf, mergeGroups } from './readLogItems';
import { searchForGroup } from './searchForGroup';
import { SeverityMark } from './SeverityMark';
import { useLogItems } from './useLogItems';
import styles from './LogTable.module.css';

const columns = ['message', 'state', 'severity', 'count', 'last'] as const;

/** Lines of the same error may have the same second. */
const marginInMs = 1_000;

const shift = (time: string, by: number) =>
  new Date(Date.parse(time) + by).toISOString();

/** The time and the search that show the lines of a group. */
const linesOf = ({ message, firstAt, lastAt }: LogGroup): LogView => ({
  kind: 'all',
  time: {
    from: shift(firstAt, -marginInMs),
    to: shift(lastAt, marginInMs),
  },
  search: searchForGroup(message),
});

/** The errors of a time, grouped. A group leads to its lines. */
export function LogErrors(props: {
  entityRef: string;
  view: LogView;
  onChange: (change: Partial<LogView>) => void;
}) {
  const { entityRef, view, onChange } = props;
  const { language } = useTexts();
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const reading = useLogItems(entityRef, view, groupsOf);
  const groups = useMemo(() => mergeGroups(reading.items), [reading.items]);
  const { isLoading, isRead, hasMore } = reading;
  const count = new Intl.NumberFormat(language).format;

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
      {isRead && !reading.unavailable && groups.length === 0 && (
        <NothingInLog view={view} hasMore={hasMore} onChange={onChange} />
      )}
      {groups.length > 0 && (
        <div className={styles.scroller}>
          <TableRoot
            aria-label={tLog('logPage.view.errors')}
            className={`${styles.table} ${styles.errors}`}
          >
            <TableHeader>
              {columns.map(id => (
                <Column key={id} id={id} isRowHeader={id === 'message'}>
                  {tLog(`logPage.column.${id}`)}
                </Column>
              ))}
            </TableHeader>
            <TableBody>
              {groups.map(group => {
                const { sqlState, severity, message, lastAt } = group;
                const id = `${sqlState} ${severity} ${message}`;
                return (
                  <Row key={id} id={id}>
                    <Cell className={styles.message}>
                      <Button
                        variant="tertiary"
                        size="small"
                        className={styles.lead}
                        aria-label={tLog('logPage.linesOf', { message })}
                        onPress={() => onChange(linesOf(group))}
                      >
                        {message}
                      </Button>
                      {/* Instead of the other columns, if there is no space for them. */}
                      <div className={styles.summary}>
                        {sqlState && (
                          <span>
                            <code className={styles.code}>{sqlState}</code>{' '}
                            {nameSqlState(sqlState, tLog)}
                          </span>
                        )}
                        <SeverityMark severity={severity} />
                        <span>
                          {tLog('logPage.occurrences', { count: group.count })}
                        </span>
                        <time dateTime={lastAt}>
                          {formatLogTime(lastAt, language)}
                        </time>
                      </div>
                    </Cell>
                    <Cell>
                      {sqlState ? (
                        <>
                          <code className={styles.code}>{sqlState}</code>
                          <Text as="p" variant="body-x-small" color="secondary">
                            {nameSqlState(sqlState, tLog)}
                          </Text>
                        </>
                      ) : (
                        <Text variant="body-x-small" color="secondary">
                          {tLog('logPage.unknownState')}
                        </Text>
                      )}
                    </Cell>
                    <Cell>
                      <SeverityMark severity={severity} />
                    </Cell>
                    <Cell className={styles.number}>{count(group.count)}</Cell>
                    <Cell className={styles.number}>
                      <time dateTime={lastAt}>
                        {formatLogTime(lastAt, language)}
                      </time>
                    </Cell>
                  </Row>
                );
              })}
            </TableBody>
          </TableRoot>
        </div>
      )}
      {hasMore && <LogRest isLoading={isLoading} onMore={reading.more} />}
    </>
  );
}
