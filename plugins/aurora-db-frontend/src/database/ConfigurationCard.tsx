import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Cluster } from '@aurora-db/backstage-plugin-aurora-db-common';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { CatalogLink } from '../catalog/CatalogLink';
import { Detail, DetailList } from '../details/Detail';
import { SeparatedItems } from '../details/SeparatedItems';
import { countEqual } from '../health/countEqual';
import { describeClasses } from '../health/instanceClasses';
import { formatTime } from '../translation/formatTime';
import { translateStatus } from '../translation/translateStatus';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import readable from '../readableText.module.css';
import styles from './DatabaseCard.module.css';

/** The configuration of a database. */
export function ConfigurationCard(props: { cluster: Cluster; status: string }) {
  const { cluster, status } = props;
  const { t, language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const { backup, globalClusterIdentifier } = cluster;
  const isExisting = cluster.origin === 'existing';
  const capacities = [
    cluster.capacity &&
      t('environments.capacity', {
        min: String(cluster.capacity.min),
        max: String(cluster.capacity.max),
      }),
    describeClasses(cluster),
  ].filter(Boolean);
  const isSecondary =
    cluster.members.length > 0 &&
    cluster.members.every(({ role }) => role === 'reader');
  const members = countEqual(
    cluster.members.map(member =>
      [
        t(`member.${member.role}`),
        isExisting && member.instanceClass,
        member.availabilityZone,
        member.status !== 'available' &&
          `(${translateStatus(member.status, t)})`,
      ]
        .filter(Boolean)
        .join(' '),
    ),
  );
  const backups = [
    t('backups.kept', { count: backup.retentionDays }),
    tPage('configuration.window', { window: backup.window }),
    ...(backup.latestRestorableTime
      ? [
          t('backups.restorable', {
            time: formatTime(backup.latestRestorableTime, language),
          }),
        ]
      : []),
  ];
  return (
    <EntityInfoCard
      className={readable.readable}
      title={tPage('configuration.title')}
    >
      <div className={styles.body}>
        <DetailList>
          <Detail term={tPage('configuration.status')}>
            {translateStatus(status, t)}
          </Detail>
          {cluster.engineVersion && (
            <Detail term={t('details.engine')}>
              {t('facts.engine', { version: cluster.engineVersion })}
            </Detail>
          )}
          <Detail term={tPage('configuration.cluster')}>
            {cluster.clusterIdentifier}
          </Detail>
          {capacities.length > 0 && (
            <Detail term={tPage('configuration.capacity')}>
              <SeparatedItems of={capacities} />
            </Detail>
          )}
          <Detail term={t('details.members')}>
            {members.length > 0 ? (
              <SeparatedItems of={members} />
            ) : (
              t(isExisting ? 'facts.withoutInstances' : 'details.none')
            )}
          </Detail>
          {globalClusterIdentifier && (
            <Detail term={tPage('configuration.global')}>
              <SeparatedItems
                of={[
                  globalClusterIdentifier,
                  ...(isSecondary ? [tPage('configuration.secondary')] : []),
                ]}
              />
            </Detail>
          )}
          <Detail term={t('details.backups')}>
            <SeparatedItems of={backups} />
          </Detail>
          <Detail term={t('details.deletionProtection')}>
            {cluster.deletionProtection ? t('details.on') : t('details.off')}
          </Detail>
          {cluster.restoredFrom && (
            <Detail term={t('details.restoredFrom')}>
              <CatalogLink entityRef={cluster.restoredFrom} />
            </Detail>
          )}
        </DetailList>
        {isExisting && (
          <Text
            as="p"
            variant="body-small"
            color="secondary"
            className={styles.hint}
          >
            {t('facts.origin')}
          </Text>
        )}
      </div>
    </EntityInfoCard>
  );
}
