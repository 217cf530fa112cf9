import type { DatabaseEvent } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiAlertLine,
  RiArchiveLine,
  RiHeartPulseLine,
  RiInformationLine,
  RiRestartLine,
  RiSettings3Line,
  RiSwapBoxLine,
  RiToolsLine,
} from '@remixicon/react';
import type { ReactNode } from 'react';
import { formatTime } from '../translation/formatTime';
import { useTexts } from '../translation/useTexts';
import { eventCategoryOf, type EventCategory } from './eventCategories';
import { eventsTranslationRef } from './eventsTranslationRef';
import { translateEventCategory } from './translateEventCategory';
import styles from './OperationItem.module.css';

const icons: Partial<Record<EventCategory, ReactNode>> = {
  availability: <RiRestartLine aria-hidden />,
  backup: <RiArchiveLine aria-hidden />,
  'configuration change': <RiSettings3Line aria-hidden />,
  failover: <RiSwapBoxLine aria-hidden />,
  failure: <RiAlertLine aria-hidden />,
  'global failover': <RiSwapBoxLine aria-hidden />,
  'low storage': <RiAlertLine aria-hidden />,
  maintenance: <RiToolsLine aria-hidden />,
  recovery: <RiHeartPulseLine aria-hidden />,
};

/** One event that RDS reported: its category in words, RDS's text, when and of what. */
export function EventItem({ event }: { event: DatabaseEvent }) {
  const { language } = useTexts();
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const { at, source, category, text } = event;
  const known = eventCategoryOf(category);
  return (
    <li className={styles.item}>
      <span className={`${styles.icon} ${styles.event}`}>
        {(known && icons[known]) ?? <RiInformationLine aria-hidden />}
      </span>
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
