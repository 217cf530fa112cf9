import type { DatabaseOperation } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Switch, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { isRefusal } from '../api/isRefusal';
import { Failure } from '../dialogs/Failure';
import { useTexts } from '../translation/useTexts';
import { isRoutine } from './eventCategories';
import { EventItem } from './EventItem';
import { eventsTranslationRef } from './eventsTranslationRef';
import { OperationItem } from './OperationItem';
import { firstEntries, timelineEntries } from './timelineEntries';
import { useDatabaseEvents } from './useDatabaseEvents';
import styles from './OperationsCard.module.css';

/** The number of entries shown at first. More would hide the cards below. */
const shownAtFirst = 10;

/**
 * Operations and RDS events, the newest first. Backups are left out until the user wants them. If the
 * events are loading or could not be read, the operations are shown all the same.
 */
export default function EventTimeline(props: {
  entityRef: string;
  operations: DatabaseOperation[];
}) {
  const { entityRef, operations } = props;
  const { t } = useTexts();
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const { value, error, refresh } = useDatabaseEvents(entityRef);
  const [showsRoutine, setShowsRoutine] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const routine = (value ?? []).filter(({ category }) => isRoutine(category));
  const entries = useMemo(
    () =>
      timelineEntries(
        operations,
        (value ?? []).filter(
          ({ category }) => showsRoutine || !isRoutine(category),
        ),
      ),
    [operations, value, showsRoutine],
  );
  const shown = showsAll ? entries : firstEntries(entries, shownAtFirst);

  return (
    <>
      {/* Without the permission, the operations say so. */}
      {error && !isRefusal(error, 403) && (
        <Failure
          title={tEvent('events.error')}
          error={error}
          action={
            <Button size="small" variant="secondary" onPress={refresh}>
              {t('card.retry')}
            </Button>
          }
        />
      )}
      {entries.length === 0 && (
        <Text as="p" color="secondary">
          {t('operations.empty')}
        </Text>
      )}
      {routine.length > 0 && (
        <Switch
          label={tEvent('events.showRoutine', { count: routine.length })}
          isSelected={showsRoutine}
          onChange={setShowsRoutine}
        />
      )}
      {shown.length > 0 && (
        <ol className={styles.timeline} aria-label={tEvent('events.timeline')}>
          {shown.map(entry =>
            'operation' in entry ? (
              <OperationItem key={entry.id} operation={entry.operation} />
            ) : (
              <EventItem key={entry.id} event={entry.event} />
            ),
          )}
        </ol>
      )}
      {entries.length > shownAtFirst && (
        <Button
          size="small"
          variant="tertiary"
          className={styles.more}
          aria-expanded={showsAll}
          onPress={() => setShowsAll(shows => !shows)}
        >
          {showsAll
            ? tEvent('events.showFewer')
            : tEvent('events.showAll', { total: String(entries.length) })}
        </Button>
      )}
    </>
  );
}
