import type { RestorePlanRequest } from '@aurora-db/backstage-plugin-aurora-db-common';
import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Button, Text, TextField } from '@backstage/ui';
import { useId, useMemo, useState, type FormEvent } from 'react';
import { useTracking } from '../analytics/useTracking';
import {
  auroraDbApiRef,
  type AuroraDbRequestOptions,
} from '../api/auroraDbApiRef';
import { ActionDialog } from '../dialogs/ActionDialog';
import { Failure } from '../dialogs/Failure';
import { useSubmission } from '../dialogs/useSubmission';
import { isPossible } from '../plan/isPossible';
import { usePlan } from '../plan/usePlan';
import { LoadingReading } from '../readings/LoadingReading';
import { useCluster } from '../readings/useCluster';
import { useOperations } from '../readings/useOperations';
import { useSnapshots } from '../readings/useSnapshots';
import { entityNameOf } from '../catalog/entityNameOf';
import { untilInCatalog } from '../catalog/untilInCatalog';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import {
  restorableWindow,
  toPlanRequest,
  type RestoreChoice,
} from './restoreChoice';
import { RestorePlan } from './RestorePlan';
import { RestoreSourceStep } from './RestoreSourceStep';
import type { RestoreStep } from './restoreSteps';
import { StepHeading } from './StepHeading';
import readable from '../readableText.module.css';
import styles from './RestoreDialog.module.css';

/**
 * Restores a database as a new one, in three steps: choose the source, check the plan, type the
 * name of the source to confirm. The source is not changed.
 *
 * @param props - `snapshotId` is the snapshot that is chosen at first
 */
export function RestoreDialog(props: {
  entityRef: string;
  snapshotId?: string;
  onClose: () => void;
}) {
  const { entityRef, snapshotId, onClose } = props;
  const { t } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const api = useApi(auroraDbApiRef);
  const catalogApi = useApi(catalogApiRef);
  const toastApi = useApi(toastApiRef);
  const linkTo = useEntityRefLink();
  const cluster = useCluster(entityRef);
  const snapshots = useSnapshots(entityRef);
  const operations = useOperations(entityRef);
  const track = useTracking();
  const formId = useId();
  const [step, setStep] = useState<RestoreStep>('source');
  const [choice, setChoice] = useState<RestoreChoice>();
  const [asked, setAsked] = useState<RestorePlanRequest>();
  const [confirm, setConfirm] = useState('');
  const makePlan = useMemo(
    () =>
      asked &&
      ((options: AuroraDbRequestOptions) =>
        api.planRestore(entityRef, asked, options)),
    [api, entityRef, asked],
  );
  const { plan, error: planError, retry } = usePlan(makePlan);

  const source = entityNameOf(entityRef);
  const window = restorableWindow(cluster.value);
  const restorable = (snapshots.value?.items ?? []).filter(
    ({ status }) => status === 'available',
  );
  const chosen: RestoreChoice = choice ?? {
    kind: snapshotId || !window ? 'snapshot' : 'time',
    snapshotId,
    name: '',
  };
  const request = toPlanRequest(chosen, window, restorable);
  const target = plan && entityNameOf(plan.target.entityRef);
  const isConfirmed = confirm === source;
  const canContinue = plan && isPossible(plan);

  // The page of the restored database exists once the catalog has processed its entity. Until then,
  // a link would lead to a missing page.
  const announce = async (restoredRef: string) => {
    const restored = entityNameOf(restoredRef);
    const begun = toastApi.post({
      title: tDialog('restore.begun', { target: restored }),
      description: tDialog('restore.begunHint'),
      status: 'success',
    });
    if (await untilInCatalog(catalogApi, restoredRef)) {
      begun.close();
      toastApi.post({
        title: tDialog('restore.appeared', { target: restored }),
        description: tDialog('restore.appearedHint'),
        status: 'success',
        links: [{ label: tDialog('restore.open'), href: linkTo(restoredRef) }],
      });
    }
  };

  const { isBusy, error, submit } = useSubmission(async () => {
    if (!asked || !plan) {
      return;
    }
    // By the name in the plan, so that the same restore, asked for twice, isn't made twice.
    const restored = await api.startRestore(entityRef, {
      from: asked.from,
      name: plan.target.name,
      confirm,
    });
    track('restore', entityRef, { from: chosen.kind });
    void announce(restored.entityRef);
    operations.follow();
    onClose();
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) {
      submit();
    }
  };
  const showPlan = () => {
    track('planRestore', entityRef, { from: chosen.kind });
    setAsked(request);
    setStep('plan');
  };
  const changeSource = () => {
    setAsked(undefined);
    setStep('source');
  };

  const footers = {
    source: (
      <>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button isDisabled={!request} onPress={showPlan}>
          {tDialog('restore.showPlan')}
        </Button>
      </>
    ),
    plan: (
      <>
        <Button variant="secondary" onPress={changeSource}>
          {tDialog('restore.back')}
        </Button>
        <Button isDisabled={!canContinue} onPress={() => setStep('confirm')}>
          {tDialog('restore.continue')}
        </Button>
      </>
    ),
    confirm: (
      <>
        <Button
          variant="secondary"
          isDisabled={isBusy}
          onPress={() => setStep('plan')}
        >
          {tDialog('restore.back')}
        </Button>
        <Button type="submit" form={formId} isDisabled={!isConfirmed}>
          {isBusy
            ? tDialog('restore.beginning')
            : tDialog('restore.submit', { target: target ?? '' })}
        </Button>
      </>
    ),
  };

  return (
    <ActionDialog
      title={tDialog('restore.title', { source })}
      width={640}
      isBusy={isBusy}
      onClose={onClose}
      footer={footers[step]}
    >
      <StepHeading step={step} />
      {step === 'source' && cluster.value?.origin === 'existing' && (
        <Text as="p">{tDialog('restore.fromExisting')}</Text>
      )}
      {step === 'source' && (
        <RestoreSourceStep
          choice={chosen}
          snapshots={restorable}
          window={window}
          onChange={setChoice}
        />
      )}
      {step === 'plan' && !plan && !planError && (
        <LoadingReading label={tDialog('plan.making')} isLong />
      )}
      {step === 'plan' && planError && (
        <Failure
          title={tDialog('plan.failed')}
          error={planError}
          action={
            <Button size="small" variant="secondary" onPress={retry}>
              {t('card.retry')}
            </Button>
          }
        />
      )}
      {step === 'plan' && plan && asked && (
        <>
          {!canContinue && (
            <Text as="p" role="alert" className={readable.danger}>
              {tDialog('restore.blocked')}
            </Text>
          )}
          <RestorePlan plan={plan} from={asked.from} />
        </>
      )}
      {step === 'confirm' && target && (
        <form id={formId} className={styles.form} onSubmit={send}>
          <Text as="p">{tDialog('restore.summary', { source, target })}</Text>
          <TextField
            label={tDialog('restore.confirm', { source })}
            description={tDialog('restore.confirmHint')}
            value={confirm}
            onChange={setConfirm}
            autoComplete="off"
            spellCheck="false"
          />
        </form>
      )}
      {step === 'confirm' && error && (
        <Failure title={tDialog('restore.failed')} error={error} />
      )}
    </ActionDialog>
  );
}
