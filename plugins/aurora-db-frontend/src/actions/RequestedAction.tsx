import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { ActionDialog } from '../dialogs/ActionDialog';
import { LoadingReading } from '../readings/LoadingReading';
import { useCluster } from '../readings/useCluster';
import { useOperations } from '../readings/useOperations';
import { useSnapshots } from '../readings/useSnapshots';
import { RestoreDialog } from '../restore/RestoreDialog';
import { SnapshotDialog } from '../snapshots/SnapshotDialog';
import { entityNameOf } from '../catalog/entityNameOf';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import { useDatabaseActions } from './useDatabaseActions';

const dialogs = { snapshot: SnapshotDialog, restore: RestoreDialog };

/** Calls a function when the user leaves the page. */
function useLeaving(onLeave: () => void) {
  const { pathname } = useLocation();
  const opened = useRef(pathname);
  useEffect(() => {
    if (pathname !== opened.current) {
      onLeave();
    }
  }, [pathname, onLeave]);
}

/**
 * The dialog of an action, or why the action is not possible now. A dialog that is open stays open,
 * whatever happens to the database.
 */
export function RequestedAction(props: {
  entityRef: string;
  action: keyof typeof dialogs;
  onClose: () => void;
}) {
  const { entityRef, action, onClose } = props;
  const { t } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const { value: cluster, error: clusterError } = useCluster(entityRef);
  const { value: snapshots } = useSnapshots(entityRef);
  const { value: operations } = useOperations(entityRef);
  const refusal = useDatabaseActions(entityRef, {
    cluster,
    clusterError,
    snapshots,
    operations,
  })[action];
  const problem =
    refusal && !refusal.isPassing
      ? `${t(`operations.${action}`)}: ${refusal.reason}`
      : undefined;
  const [isOpen, setOpen] = useState(false);
  useLeaving(onClose);
  if (!refusal && !isOpen) {
    setOpen(true);
  }

  if (isOpen) {
    const Dialog = dialogs[action];
    return <Dialog entityRef={entityRef} onClose={onClose} />;
  }
  return (
    <ActionDialog
      title={
        action === 'snapshot'
          ? tDialog('snapshot.title')
          : tDialog('restore.title', { source: entityNameOf(entityRef) })
      }
      onClose={onClose}
      footer={
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      }
    >
      {problem ? (
        <Text as="p" role="alert">
          {problem}
        </Text>
      ) : (
        <LoadingReading label={t('card.loading')} />
      )}
    </ActionDialog>
  );
}
