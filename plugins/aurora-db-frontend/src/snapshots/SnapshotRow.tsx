import type { Snapshot } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Badge, Button, ButtonIcon, Text, VisuallyHidden } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { useId } from 'react';
import type { Refusal } from '../actions/usePermissionRefusal';
import { CatalogLink } from '../catalog/CatalogLink';
import { Progress } from '../readings/Progress';
import { isPassingStatus } from '../readings/isPassingStatus';
import { formatTime } from '../translation/formatTime';
import { translateStatus } from '../translation/translateStatus';
import { useTexts } from '../translation/useTexts';
import styles from './SnapshotRow.module.css';

/** Whether another tool took a manual snapshot of a cluster that the portal did not create. */
const isForeign = ({ type, deletable }: Snapshot) =>
  type === 'manual' && deletable === false;

function Facts({ snapshot }: { snapshot: Snapshot }) {
  const { t, language } = useTexts();
  const { createdAt, createdBy, engineVersion, sizeGiB, expiresAt, type } =
    snapshot;
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (
    <div className={styles.facts}>
      <span>{formatTime(createdAt, language)}</span>
      {createdBy && <CatalogLink entityRef={createdBy} />}
      {sizeGiB !== undefined && <span>{size.format(sizeGiB)} GiB</span>}
      <span>PostgreSQL {engineVersion}</span>
      {expiresAt && (
        <span>
          {t('snapshots.expires', { time: formatTime(expiresAt, language) })}
        </span>
      )}
      {!expiresAt && type === 'manual' && (
        <span>
          {t(isForeign(snapshot) ? 'snapshots.foreign' : 'snapshots.kept')}
        </span>
      )}
    </div>
  );
}

/**
 * One snapshot with its details, its progress and its buttons.
 *
 * @param props - `restore` and `remove` say why the button is disabled. An action without
 *   permission, or one that is never possible, has no button.
 */
export function SnapshotRow(props: {
  snapshot: Snapshot;
  restore?: Refusal;
  remove?: Refusal;
  onRestore: () => void;
  onDelete: () => void;
}) {
  const { snapshot, restore, remove, onRestore, onDelete } = props;
  const { t } = useTexts();
  const reasonId = useId();
  const { id, type, status } = snapshot;
  const isAvailable = status === 'available';
  const title = snapshot.label ?? t(`snapshots.${type}`);
  const name = `${title} ${id}`;
  const restoreReason = isAvailable
    ? restore?.reason
    : t('snapshots.notAvailable');

  return (
    <li className={styles.row} data-snapshot={id}>
      <div className={styles.what}>
        <div className={styles.title}>
          <Text weight="bold">{title}</Text>
          {snapshot.release && (
            <Badge>
              {t('snapshots.release', { release: snapshot.release })}
            </Badge>
          )}
          {type === 'automated' && snapshot.label && (
            <Badge>{t('snapshots.automated')}</Badge>
          )}
          {!isAvailable && <Badge>{translateStatus(status, t)}</Badge>}
        </div>
        <code className={styles.id}>{id}</code>
        <Facts snapshot={snapshot} />
        {isPassingStatus(status) && status !== 'deleting' && (
          <Progress
            label={t('snapshots.progress', { name: title })}
            percent={snapshot.percentProgress}
          />
        )}
      </div>
      <div className={styles.actions}>
        {restore?.isDenied !== true && (
          <>
            <Button
              size="small"
              variant="secondary"
              aria-label={t('snapshots.restore', { name })}
              isDisabled={Boolean(restoreReason)}
              aria-describedby={restoreReason && reasonId}
              onPress={onRestore}
            >
              {t('actions.restore')}
            </Button>
            {restoreReason && (
              <VisuallyHidden id={reasonId}>{restoreReason}</VisuallyHidden>
            )}
          </>
        )}
        {type === 'manual' &&
          !isForeign(snapshot) &&
          !remove &&
          status !== 'deleting' && (
            <ButtonIcon
              size="small"
              variant="tertiary"
              aria-label={t('snapshots.delete', { name })}
              icon={<RiDeleteBinLine />}
              isDisabled={!isAvailable && isPassingStatus(status)}
              onPress={onDelete}
            />
          )}
      </div>
    </li>
  );
}
