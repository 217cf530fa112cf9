import type { Snapshot } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useTracking } from '../analytics/useTracking';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { ActionDialog } from '../dialogs/ActionDialog';
import { Failure } from '../dialogs/Failure';
import { toastTimeoutInMs } from '../dialogs/toastTimeout';
import { useSubmission } from '../dialogs/useSubmission';
import { useSnapshots } from '../readings/useSnapshots';
import { formatMoment } from '../translation/formatMoment';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';

/** Deletes a snapshot permanently after a confirmation. */
export function DeleteSnapshotDialog(props: {
  entityRef: string;
  snapshot: Snapshot;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { entityRef, snapshot, onClose, onDeleted } = props;
  const { t, language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const api = useApi(auroraDbApiRef);
  const toastApi = useApi(toastApiRef);
  const snapshots = useSnapshots(entityRef);
  const track = useTracking();
  const { id, createdAt } = snapshot;

  const { isBusy, error, submit } = useSubmission(async () => {
    await api.deleteSnapshot(entityRef, id);
    track('deleteSnapshot', entityRef);
    toastApi.post({
      title: tDialog('snapshot.deleted'),
      description: id,
      status: 'success',
      timeout: toastTimeoutInMs,
    });
    snapshots.follow();
    onDeleted();
  });

  return (
    <ActionDialog
      title={tDialog('snapshot.deleteTitle')}
      isBusy={isBusy}
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" isDisabled={isBusy} onPress={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button variant="primary" destructive onPress={submit}>
            {isBusy
              ? tDialog('snapshot.deleting')
              : tDialog('snapshot.deleteSubmit')}
          </Button>
        </>
      }
    >
      <Text as="p">
        {tDialog('snapshot.deleteQuestion', {
          id,
          time: formatMoment(createdAt, language),
        })}
      </Text>
      {error && (
        <Failure title={tDialog('snapshot.deleteFailed')} error={error} />
      )}
    </ActionDialog>
  );
}
