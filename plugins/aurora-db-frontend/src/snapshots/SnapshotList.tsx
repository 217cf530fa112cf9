import {
  auroraDbSnapshotDeletePermission,
  type Snapshot,
  type SnapshotList as Snapshots,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { Button, Text } from '@backstage/ui';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useDatabaseActions } from '../actions/useDatabaseActions';
import { usePermissionRefusal } from '../actions/usePermissionRefusal';
import { useTracking } from '../analytics/useTracking';
import { useCluster } from '../readings/useCluster';
import { useOperations } from '../readings/useOperations';
import { useTexts } from '../translation/useTexts';
import { SnapshotRow } from './SnapshotRow';
import styles from './SnapshotList.module.css';

const RestoreDialog = lazy(() =>
  import('../restore/RestoreDialog').then(module => ({
    default: module.RestoreDialog,
  })),
);
const DeleteSnapshotDialog = lazy(() =>
  import('./DeleteSnapshotDialog').then(module => ({
    default: module.DeleteSnapshotDialog,
  })),
);

/** The number of snapshots shown at first. A month of automated ones would hide the cards below. */
const shownAtFirst = 6;

/** A database's snapshots, the newest first. */
export function SnapshotList(props: {
  entityRef: string;
  snapshots: Snapshots;
}) {
  const { entityRef, snapshots } = props;
  const { t } = useTexts();
  const { value: cluster } = useCluster(entityRef);
  const { value: operations } = useOperations(entityRef);
  const { restore } = useDatabaseActions(entityRef, {
    cluster,
    snapshots,
    operations,
  });
  const remove = usePermissionRefusal(
    auroraDbSnapshotDeletePermission,
    entityRef,
  );
  const [showsAll, setShowsAll] = useState(false);
  const [open, setOpen] = useState<{
    dialog: 'restore' | 'delete';
    snapshot: Snapshot;
  }>();
  const list = useRef<HTMLUListElement>(null);
  const track = useTracking();
  const close = () => setOpen(undefined);
  const [deletions, setDeletions] = useState(0);
  // The pressed button disappears with the snapshot, so the list takes the focus.
  useEffect(() => {
    if (deletions > 0) {
      list.current?.focus();
    }
  }, [deletions]);
  const { items } = snapshots;

  if (items.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('snapshots.empty')}
      </Text>
    );
  }
  return (
    <>
      <ul
        ref={list}
        tabIndex={-1}
        className={styles.list}
        aria-label={t('snapshots.title')}
      >
        {(showsAll ? items : items.slice(0, shownAtFirst)).map(snapshot => (
          <SnapshotRow
            key={snapshot.id}
            snapshot={snapshot}
            restore={restore}
            remove={remove}
            onRestore={() => {
              track('openRestore', entityRef, { from: 'snapshot' });
              setOpen({ dialog: 'restore', snapshot });
            }}
            onDelete={() => setOpen({ dialog: 'delete', snapshot })}
          />
        ))}
      </ul>
      {items.length > shownAtFirst && (
        <Button
          size="small"
          variant="tertiary"
          className={styles.more}
          aria-expanded={showsAll}
          onPress={() => setShowsAll(shows => !shows)}
        >
          {showsAll
            ? t('snapshots.showFewer')
            : t('snapshots.showAll', { total: String(items.length) })}
        </Button>
      )}
      <Suspense fallback={null}>
        {open?.dialog === 'restore' && (
          <RestoreDialog
            entityRef={entityRef}
            snapshotId={open.snapshot.id}
            onClose={close}
          />
        )}
        {open?.dialog === 'delete' && (
          <DeleteSnapshotDialog
            entityRef={entityRef}
            snapshot={open.snapshot}
            onClose={close}
            onDeleted={() => {
              close();
              setDeletions(count => count + 1);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
