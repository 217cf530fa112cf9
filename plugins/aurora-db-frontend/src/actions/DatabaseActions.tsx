import { Button } from '@backstage/ui';
import { RiCameraLine, RiHistoryLine } from '@remixicon/react';
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { useTracking } from '../analytics/useTracking';
import { useCluster } from '../readings/useCluster';
import { useOperations } from '../readings/useOperations';
import { useSnapshots } from '../readings/useSnapshots';
import { useTexts } from '../translation/useTexts';
import { DisabledReason } from './DisabledReason';
import { useDatabaseActions } from './useDatabaseActions';
import styles from './DatabaseActions.module.css';

const SnapshotDialog = lazy(() =>
  import('../snapshots/SnapshotDialog').then(module => ({
    default: module.SnapshotDialog,
  })),
);
const RestoreDialog = lazy(() =>
  import('../restore/RestoreDialog').then(module => ({
    default: module.RestoreDialog,
  })),
);

/**
 * The footer of a database's card: the buttons for snapshots and restores. A disabled button has
 * its reason below.
 *
 * @param props - `children` are at the other end of the footer
 */
export function DatabaseActions(props: {
  entityRef: string;
  children?: ReactNode;
}) {
  const { entityRef, children } = props;
  const { t } = useTexts();
  const { value: cluster, error } = useCluster(entityRef);
  const { value: snapshots } = useSnapshots(entityRef);
  const { value: operations } = useOperations(entityRef);
  const { snapshot, restore } = useDatabaseActions(entityRef, {
    cluster,
    clusterError: error,
    snapshots,
    operations,
  });
  const [open, setOpen] = useState<'snapshot' | 'restore'>();
  const track = useTracking();
  const close = () => setOpen(undefined);
  const snapshotReason = useId();
  const restoreReason = useId();

  return (
    <div className={styles.actions}>
      <div className={styles.row}>
        <div className={styles.buttons}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiCameraLine />}
            isDisabled={Boolean(snapshot)}
            aria-describedby={snapshot && snapshotReason}
            onPress={() => {
              track('openSnapshot', entityRef, { from: 'card' });
              setOpen('snapshot');
            }}
          >
            {t('actions.snapshot')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiHistoryLine />}
            isDisabled={Boolean(restore)}
            aria-describedby={restore && restoreReason}
            onPress={() => {
              track('openRestore', entityRef, { from: 'card' });
              setOpen('restore');
            }}
          >
            {t('actions.restore')}
          </Button>
        </div>
        {children}
      </div>
      <DisabledReason
        id={snapshotReason}
        action={t('operations.snapshot')}
        refusal={snapshot}
      />
      <DisabledReason
        id={restoreReason}
        action={t('operations.restore')}
        refusal={restore}
      />
      <Suspense fallback={null}>
        {open === 'snapshot' && (
          <SnapshotDialog entityRef={entityRef} onClose={close} />
        )}
        {open === 'restore' && (
          <RestoreDialog entityRef={entityRef} onClose={close} />
        )}
      </Suspense>
    </div>
  );
}
