import type {
  CapacityUse,
  Cluster,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useSnapshots } from '../readings/useSnapshots';
import { useTimeAgo } from '../readings/useTimeAgo';
import { formatTime } from '../translation/formatTime';
import { translateStatus } from '../translation/translateStatus';
import { useTexts } from '../translation/useTexts';
import { countEqual } from './countEqual';
import { describeLack } from './describeLack';
import {
  describeMonthlyCost,
  describeTimeAtMaximum,
} from './describeCapacityUse';
import { instanceClasses } from './instanceClasses';
import { SeparatedItems } from '../details/SeparatedItems';
import styles from './HealthFacts.module.css';

/** Shortens `ap-northeast-1a` to `1a`. */
const shortZone = (zone: string) => /\d[a-z]$/.exec(zone)?.[0] ?? zone;

function SnapshotAge({ createdAt }: { createdAt: string }) {
  const { t, language } = useTexts();
  return <>{t('facts.snapshot', { ago: useTimeAgo(createdAt, language) })}</>;
}

/**
 * A line of facts: the status if it is unusual, engine, instances, newest backup, and the cost of
 * the capacity.
 *
 * @param props - `status` is the cluster's, or a more precise one of health such as `paused`;
 *   `capacityUse` is that of the last hour; `reasons` are those that the card already shows
 */
export function HealthFacts(props: {
  cluster: Cluster;
  status: string;
  capacityUse?: CapacityUse;
  reasons?: Message[];
}) {
  const { cluster, status, capacityUse, reasons = [] } = props;
  const texts = useTexts();
  const { t, language } = texts;
  const { value: snapshots } = useSnapshots(cluster.entityRef);
  const newest = snapshots?.items.find(
    snapshot => snapshot.status === 'available',
  );
  const members = countEqual(
    cluster.members.map(member =>
      [
        t(`member.${member.role}`),
        member.availabilityZone && shortZone(member.availabilityZone),
        member.status !== 'available' &&
          member.status !== status &&
          `(${translateStatus(member.status, t)})`,
      ]
        .filter(Boolean)
        .join(' '),
    ),
  );
  const isMaximumTold = reasons.some(({ code }) => code === 'health.atMaximum');
  const { globalClusterIdentifier } = cluster;
  const lacks = describeLack(cluster, t);
  const { latestRestorableTime } = cluster.backup;
  const facts = [
    ...(status === 'available' ? [] : [translateStatus(status, t)]),
    ...(cluster.engineVersion
      ? [t('facts.engine', { version: cluster.engineVersion })]
      : []),
    ...(members.length > 0 ? [members.join(t('facts.and'))] : []),
    ...lacks,
    ...(globalClusterIdentifier
      ? [t('facts.global', { name: globalClusterIdentifier })]
      : []),
    ...(newest ? [<SnapshotAge createdAt={newest.createdAt} />] : []),
    ...(latestRestorableTime
      ? [
          t('backups.restorable', {
            time: formatTime(latestRestorableTime, language),
          }),
        ]
      : []),
  ];

  return (
    <div role="group" aria-label={t('facts.label')} className={styles.facts}>
      <SeparatedItems of={facts} />
      {capacityUse && (
        <SeparatedItems
          of={[
            describeMonthlyCost(capacityUse, texts, {
              isMixed: instanceClasses(cluster).length > 0,
            }),
            ...(capacityUse.atMaximum > 0 && !isMaximumTold
              ? [describeTimeAtMaximum(capacityUse, texts)]
              : []),
          ]}
        />
      )}
    </div>
  );
}
