import type {
  Cluster,
  Health,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Badge, Text } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiQuestionFill,
} from '@remixicon/react';
import { formatWithUnit } from '../health/formatWithUnit';
import { thresholdsOfCluster } from '../health/thresholdsOfCluster';
import { SeverityBadge } from '../health/SeverityBadge';
import { formatTime } from '../translation/formatTime';
import {
  pagesTranslationRef,
  type TranslatePage,
} from '../databases/pagesTranslationRef';
import { useTexts, type Texts } from '../translation/useTexts';
import readable from '../readableText.module.css';
import styles from './AlarmsCard.module.css';

type Alarm = Health['alarms'][number];

// Each state has its own shape, because some users cannot distinguish the colours.
const icons = {
  ALARM: <RiErrorWarningFill aria-hidden />,
  INSUFFICIENT_DATA: <RiQuestionFill aria-hidden />,
  OK: <RiCheckboxCircleFill aria-hidden />,
};
/** Alarms that need attention come first. */
const order = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

function describeAlarm(
  alarm: Alarm,
  health: Health,
  cluster: Cluster | undefined,
  { t, language }: Texts,
  tPage: TranslatePage,
): string {
  if (alarm.id === 'unreachable') {
    return tPage('alarms.unreachable');
  }
  const threshold = thresholdsOfCluster(cluster).find(
    ({ id }) => id === alarm.id,
  );
  if (!threshold) {
    return alarm.name;
  }
  const { metric, comparison, value } = threshold;
  const isAbove = comparison === 'GreaterThanThreshold';
  return tPage(isAbove ? 'alarms.above' : 'alarms.below', {
    metric: t(`metrics.${metric}`),
    threshold: formatWithUnit(
      metric,
      health.metrics[metric].unit,
      value,
      language,
    ),
  });
}

/** The database's alarms in CloudWatch: metric, state, and time of the last change. */
export function AlarmsCard(props: { health: Health; cluster?: Cluster }) {
  const { health, cluster } = props;
  const texts = useTexts();
  const { t, language } = texts;
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  // If the alarms could not be read, there may be some.
  const isRead =
    !health.stale &&
    health.reasons.every(({ code }) => code !== 'health.alarmsUnavailable');
  const alarms = [...health.alarms].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state),
  );

  return (
    <EntityInfoCard className={readable.readable} title={tPage('alarms.title')}>
      {alarms.length === 0 && (
        <Text as="p" color="secondary">
          {tPage(isRead ? 'alarms.empty' : 'alarms.unread')}
        </Text>
      )}
      {alarms.length > 0 && (
        <ul className={styles.alarms} aria-label={tPage('alarms.title')}>
          {alarms.map(alarm => (
            <li key={alarm.id} className={styles.alarm}>
              <span className={`${styles.icon} ${styles[alarm.state]}`}>
                {icons[alarm.state]}
              </span>
              <span className={styles.what}>
                {describeAlarm(alarm, health, cluster, texts, tPage)}
              </span>
              {alarm.state === 'ALARM' ? (
                <SeverityBadge severity={alarm.severity} />
              ) : (
                <Badge>{t(`severity.${alarm.severity}`)}</Badge>
              )}
              <span className={styles.state}>
                {alarm.since
                  ? tPage('alarms.since', {
                      state: tPage(`alarms.state.${alarm.state}`),
                      since: formatTime(alarm.since, language),
                    })
                  : tPage(`alarms.state.${alarm.state}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </EntityInfoCard>
  );
}
