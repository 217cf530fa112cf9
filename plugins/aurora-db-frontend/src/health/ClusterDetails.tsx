import type {
  CapacityUse,
  Cluster,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Fragment, type ReactNode } from 'react';
import { formatTime } from '../translation/formatTime';
import { translateStatus } from '../translation/translateStatus';
import { useTexts } from '../translation/useTexts';
import { CopyButton } from './CopyButton';
import styles from './ClusterDetails.module.css';

function Detail({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={styles.detail}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.description}>{children}</dd>
    </div>
  );
}

/** Breaks between the parts, not at a hyphen within. */
function Parts({ of }: { of: string[] }) {
  return (
    <span>
      {of.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          <span className={styles.part}>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}

function Endpoint({ term, host }: { term: string; host?: string }) {
  const { t } = useTexts();
  return (
    <Detail term={term}>
      {host ? (
        <>
          <code className={styles.host}>{host}</code>
          <CopyButton text={host} what={term} />
        </>
      ) : (
        t('details.none')
      )}
    </Detail>
  );
}

/** What the last hour's capacity would cost in a month, and how much of the hour it was all that the database may have. */
function Capacity({ use }: { use: CapacityUse }) {
  const { t, language } = useTexts();
  const { month, currency } = use.cost;
  const money = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    maximumFractionDigits: 0,
  });
  const percent = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  return (
    <Detail term={t('details.capacity')}>
      <Parts
        of={[
          t('capacityUse.monthly', { cost: money.format(month) }),
          ...(use.atMaximum > 0
            ? [
                t('capacityUse.atMaximum', {
                  share: percent.format(use.atMaximum),
                }),
              ]
            : []),
        ]}
      />
    </Detail>
  );
}

/**
 * What a database is and how to reach it.
 *
 * @param props - `status` is the cluster's, or what health knows better, such as `paused`; `capacityUse` is that of the last hour
 */
export function ClusterDetails(props: {
  cluster: Cluster;
  status: string;
  capacityUse?: CapacityUse;
}) {
  const { cluster, status, capacityUse } = props;
  const { t, language } = useTexts();
  const { backup } = cluster;
  // Every cluster has a reader endpoint; without a reader it leads to the writer.
  const hasReader = cluster.members.some(({ role }) => role === 'reader');
  const members = cluster.members.map(member =>
    [
      t(`member.${member.role}`),
      member.availabilityZone,
      member.status !== 'available' && `(${translateStatus(member.status, t)})`,
    ]
      .filter(Boolean)
      .join(' '),
  );
  const backups = [
    t('backups.kept', { count: backup.retentionDays }),
    t('backups.window', { window: backup.window }),
    ...(backup.latestRestorableTime
      ? [
          t('backups.restorable', {
            time: formatTime(backup.latestRestorableTime, language),
          }),
        ]
      : []),
  ];

  return (
    <dl className={styles.details}>
      <Detail term={t('details.status')}>{translateStatus(status, t)}</Detail>
      <Detail term={t('details.engine')}>
        Aurora PostgreSQL {cluster.engineVersion}
      </Detail>
      <Endpoint term={t('details.endpoint')} host={cluster.endpoint} />
      {hasReader && cluster.readerEndpoint && (
        <Endpoint
          term={t('details.readerEndpoint')}
          host={cluster.readerEndpoint}
        />
      )}
      {cluster.port !== undefined && (
        <Detail term={t('details.port')}>{cluster.port}</Detail>
      )}
      <Detail term={t('details.members')}>
        {members.length > 0 ? <Parts of={members} /> : t('details.none')}
      </Detail>
      {capacityUse && <Capacity use={capacityUse} />}
      <Detail term={t('details.backups')}>
        <Parts of={backups} />
      </Detail>
      <Detail term={t('details.deletionProtection')}>
        {cluster.deletionProtection ? t('details.on') : t('details.off')}
      </Detail>
      {cluster.restoredFrom && (
        <Detail term={t('details.restoredFrom')}>
          <EntityRefLink entityRef={cluster.restoredFrom} />
        </Detail>
      )}
    </dl>
  );
}
