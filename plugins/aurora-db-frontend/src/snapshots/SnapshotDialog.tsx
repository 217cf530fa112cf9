import type { SnapshotRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, NumberField, TextField } from '@backstage/ui';
import { useId, useState, type FormEvent } from 'react';
import { useTracking } from '../analytics/useTracking';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { ActionDialog } from '../dialogs/ActionDialog';
import { Failure } from '../dialogs/Failure';
import { toastTimeoutInMs } from '../dialogs/toastTimeout';
import { useSubmission } from '../dialogs/useSubmission';
import { useCluster } from '../readings/useCluster';
import { useOperations } from '../readings/useOperations';
import { useSnapshots } from '../readings/useSnapshots';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import { snapshotProblems } from './snapshotProblems';
import styles from './SnapshotDialog.module.css';

const dayInMs = 24 * 60 * 60 * 1000;

function useExpiry(days: number | undefined): string {
  const { language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  if (days === undefined) {
    return tDialog('snapshot.neverExpires');
  }
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  return tDialog('snapshot.expiresOn', {
    date: time.format(new Date(Date.now() + days * dayInMs)),
  });
}

/** Asks for the label, release and expiry of a snapshot, and starts it. */
export function SnapshotDialog(props: {
  entityRef: string;
  onClose: () => void;
}) {
  const { entityRef, onClose } = props;
  const { t } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const api = useApi(auroraDbApiRef);
  const toastApi = useApi(toastApiRef);
  const cluster = useCluster(entityRef);
  const snapshots = useSnapshots(entityRef);
  const operations = useOperations(entityRef);
  const track = useTracking();
  const formId = useId();
  const [label, setLabel] = useState('');
  const [release, setRelease] = useState('');
  const [days, setDays] = useState(Number.NaN);

  const request: SnapshotRequest = {
    label: label.trim() || undefined,
    release: release.trim() || undefined,
    expiresInDays: Number.isNaN(days) ? undefined : days,
  };
  const problems = snapshotProblems(request, tDialog);
  const isInvalid = Object.keys(problems).length > 0;
  const expiry = useExpiry(
    problems.expiresInDays ? undefined : request.expiresInDays,
  );

  const { isBusy, error, submit } = useSubmission(async () => {
    const snapshot = await api.createSnapshot(entityRef, request);
    track('takeSnapshot', entityRef);
    toastApi.post({
      title: tDialog('snapshot.begun'),
      description: snapshot.id,
      status: 'success',
      timeout: toastTimeoutInMs,
    });
    snapshots.follow();
    operations.follow();
    cluster.follow();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isInvalid) {
      submit();
    }
  };

  return (
    <ActionDialog
      title={tDialog('snapshot.title')}
      isBusy={isBusy}
      onClose={onClose}
      footer={
        <>
          <Button variant="secondary" isDisabled={isBusy} onPress={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button type="submit" form={formId} isDisabled={isInvalid}>
            {isBusy
              ? tDialog('snapshot.beginning')
              : tDialog('snapshot.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={send}>
        <TextField
          label={tDialog('snapshot.label')}
          description={tDialog('snapshot.labelHint')}
          value={label}
          onChange={setLabel}
          validate={() => problems.label}
          validationBehavior="aria"
        />
        <TextField
          label={tDialog('snapshot.release')}
          description={tDialog('snapshot.releaseHint')}
          value={release}
          onChange={setRelease}
          validate={() => problems.release}
          validationBehavior="aria"
        />
        <NumberField
          label={tDialog('snapshot.expiresInDays')}
          description={expiry}
          value={days}
          onChange={setDays}
          commitBehavior="validate"
          minValue={1}
          validate={() => problems.expiresInDays}
          validationBehavior="aria"
        />
      </form>
      {error && <Failure title={tDialog('snapshot.failed')} error={error} />}
    </ActionDialog>
  );
}
