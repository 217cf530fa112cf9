import {
  metrics,
  type Cluster,
  type Health,
  type HealthAlarm,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Badge, Text } from '@backstage/ui';
import {
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiQuestionFill,
} from '@remixicon/react';
import { useId } from 'react';
import { formatWithUnit } from '../health/formatWithUnit';
import {
  thresholdsOfCluster,
  type MetricThreshold,
} from '../health/thresholdsOfCluster';
import { SeverityBadge } from '../health/SeverityBadge';
import { formatTime } from '../translation/formatTime';
import {
  pagesTranslationRef,
  type TranslatePage,
} from '../databases/pagesTranslationRef';
import { useTexts, type Texts } from '../translation/useTexts';
import { describeCondition } from './describeCondition';
import readable from '../readableText.module.css';
import styles from './AlarmsCard.module.css';

/** Whether another tool created an alarm. */
const isForeign = ({ condition, type }: HealthAlarm) =>
  condition !== undefined || type === 'composite';

// Each state has its own shape, because some users cannot distinguish the colours.
const icons = {
  ALARM: <RiErrorWarningFill aria-hidden />,
  INSUFFICIENT_DATA: <RiQuestionFill aria-hidden />,
  OK: <RiCheckboxCircleFill aria-hidden />,
};
/** Alarms that need attention come first. */
const order = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

const describeThreshold = (
  { metric, comparison, value }: MetricThreshold,
  { t, language }: Texts,
  tPage: TranslatePage,
) =>
  tPage(
    comparison === 'GreaterThanThreshold' ? 'alarms.above' : 'alarms.below',
    {
      metric: t(`metrics.${metric}`),
      threshold: formatWithUnit(metric, metrics[metric].unit, value, language),
    },
  );

function describeAlarm(
  alarm: HealthAlarm,
  cluster: Cluster | undefined,
  texts: Texts,
  tPage: TranslatePage,
): string {
  if (isForeign(alarm)) {
    return alarm.name;
  }
  if (alarm.id === 'unreachable') {
    return tPage('alarms.unreachable');
  }
  const threshold = thresholdsOfCluster(cluster).find(
    ({ id }) => id === alarm.id,
  );
  return threshold ? describeThreshold(threshold, texts, tPage) : alarm.name;
}

/** What the portal judges by its own thresholds, because no alarm covers it. */
function JudgedByPortal(props: { health: Health; cluster: Cluster }) {
  const { health, cluster } = props;
  const texts = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const heading = useId();
  const judged = thresholdsOfCluster(cluster, {
    ...health,
    alarms: [],
  });
  const rows = [
    ...judged.map(threshold => ({
      what: describeThreshold(threshold, texts, tPage),
      severity: threshold.severity,
    })),
    ...(health.judgedByPortal?.includes('uptime')
      ? [
          {
            what: tPage('alarms.unreachable'),
            severity: 'critical' as const,
          },
        ]
      : []),
  ];
  if (rows.length === 0) {
    return null;
  }
  return (
    <div className={styles.judged}>
      <Text id={heading} as="p" variant="body-small" color="secondary">
        {tPage('alarms.judged')}
      </Text>
      <ul className={styles.alarms} aria-labelledby={heading}>
        {rows.map(({ what, severity }) => (
          <li key={what} className={styles.alarm}>
            <span className={styles.what}>{what}</span>
            <Badge>{texts.t(`severity.${severity}`)}</Badge>
          </li>
        ))}
      </ul>
    </div>
  );
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
                {describeAlarm(alarm, cluster, texts, tPage)}
                {alarm.condition && (
                  <span className={styles.condition}>
                    {describeCondition(alarm.condition, tPage, language)}
                  </span>
                )}
              </span>
              {alarm.type === 'composite' && (
                <Badge>{tPage('alarms.composite')}</Badge>
              )}
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
      {cluster?.origin === 'existing' && (
        <JudgedByPortal health={health} cluster={cluster} />
      )}
    </EntityInfoCard>
  );
}
