import type { DatabaseEvent } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { formatTime } from '../translation/formatTime';
import { useTexts } from '../translation/useTexts';
import { eventsTranslationRef } from './eventsTranslationRef';
import { translateEventCategory } from './translateEventCategory';
import styles from './OperationItem.module.css';

/** One event that RDS reported: its category in words, RDS's text, when and of what. */
export function EventItem({ event }: { event: DatabaseEvent }) {
  const { language } = useTexts();
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const { at, source, category, text } = event;
  return (
    <li className={styles.item}>
      {/* The flag that marks it on the charts. An icon would load with the cards. */}
      <span className={`${styles.icon} ${styles.event}`} aria-hidden />
      <div className={styles.what}>
        <div className={styles.title}>
          <Text weight="bold">{translateEventCategory(category, tEvent)}</Text>
          <Text variant="body-small" color="secondary">
            {tEvent('events.rds', { source })}
          </Text>
        </div>
        {/* RDS writes it in English. */}
        <div className={styles.message} lang="en">
          {text}
        </div>
        <div className={styles.facts}>
          <time dateTime={at}>{formatTime(at, language)}</time>
        </div>
      </div>
    </li>
  );
}
