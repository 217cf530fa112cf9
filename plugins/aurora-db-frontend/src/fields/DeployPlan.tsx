import { deployRequestFields } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Checkbox } from '@backstage/ui';
import { useEffect, useMemo, useState } from 'react';
import { useTracking } from '../analytics/useTracking';
import {
  auroraDbApiRef,
  type AuroraDbRequestOptions,
} from '../api/auroraDbApiRef';
import { explainError } from '../api/explainError';
import { isRefusal } from '../api/isRefusal';
import { Failure } from '../dialogs/Failure';
import { isPossible } from '../plan/isPossible';
import { PlanDetails } from '../plan/PlanDetails';
import { usePlan, type Planning } from '../plan/usePlan';
import { LoadingReading } from '../readings/LoadingReading';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { formTranslationRef } from '../translation/formTranslationRef';
import { useTexts } from '../translation/useTexts';
import type { deployPlanSchema } from './deployPlanSchema';
import readable from '../readableText.module.css';
import styles from './DeployPlan.module.css';

/** The form values that a deploy uses. A template may have more. */
function deployValues(form: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([key, value]) =>
        Object.hasOwn(deployRequestFields, key) && value !== undefined,
    ),
  );
}

/** Returns the same object while its content is the same. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  if (JSON.stringify(settled) !== JSON.stringify(value)) {
    setSettled(value);
    return value;
  }
  return settled;
}

/** Whether the backend refuses the values or the user, so that a retry does not help. */
const isRefused = (error: Error) =>
  isRefusal(error, 400) || isRefusal(error, 403);

function verdictOf(
  { plan, error }: Planning,
  isWaived: boolean,
): NonNullable<typeof deployPlanSchema.TOutput> {
  if (plan) {
    return isPossible(plan) ? 'possible' : 'impossible';
  }
  if (!error) {
    return 'planning';
  }
  if (isRefused(error)) {
    return 'refused';
  }
  return isWaived ? 'waived' : 'missing';
}

/** Why there is no plan, and how to continue. */
function PlanProblem(props: {
  error: Error;
  isWaived: boolean;
  onWaive: (isWaived: boolean) => void;
  onRetry: () => void;
}) {
  const { error, isWaived, onWaive, onRetry } = props;
  const texts = useTexts();
  const { t } = texts;
  const { t: tForm } = useTranslationRef(formTranslationRef);
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const retry = (
    <Button size="small" variant="secondary" onPress={onRetry}>
      {t('card.retry')}
    </Button>
  );
  if (isRefusal(error, 403)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={tForm('deployPlan.forbiddenTitle')}
        description={`${explainError(error, texts)}. ${tForm('deployPlan.forbiddenHint')}`}
        customActions={retry}
      />
    );
  }
  return (
    <>
      <Failure title={tDialog('plan.failed')} error={error} action={retry} />
      {!isRefused(error) && (
        <Checkbox isSelected={isWaived} onChange={onWaive}>
          {tForm('deployPlan.waive')}
        </Checkbox>
      )}
    </>
  );
}

/**
 * The plan for the form's values. It is made again after each change. The user can continue only if
 * the plan can be executed.
 */
export function DeployPlan(props: typeof deployPlanSchema.TProps) {
  const { formData, onChange, formContext } = props;
  const { t } = useTexts();
  const { t: tForm } = useTranslationRef(formTranslationRef);
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const api = useApi(auroraDbApiRef);
  const track = useTracking();
  const values = useSettled(deployValues(formContext?.formData ?? {}));
  const makePlan = useMemo(
    () => async (options: AuroraDbRequestOptions) => {
      const made = await api.planDeploy(values, options);
      track('planDeploy', String(values.environment), {
        verdict: isPossible(made) ? 'possible' : 'impossible',
      });
      return made;
    },
    [api, values, track],
  );
  const planning = usePlan(makePlan);
  const { plan, error, retry } = planning;
  const [waived, setWaived] = useState<Error>();
  const isWaived = error !== undefined && waived === error;
  const verdict = verdictOf(planning, isWaived);
  useEffect(() => {
    if (formData !== verdict) {
      onChange(verdict);
    }
  }, [formData, verdict, onChange]);

  return (
    <div className={`${styles.plan} ${readable.readable}`}>
      {!plan && !error && (
        <LoadingReading label={tDialog('plan.making')} isLong />
      )}
      {error && (
        <PlanProblem
          error={error}
          isWaived={isWaived}
          onWaive={isSelected => setWaived(isSelected ? error : undefined)}
          onRetry={retry}
        />
      )}
      {verdict === 'impossible' && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={tForm('deployPlan.impossible')}
          customActions={
            <Button size="small" variant="secondary" onPress={retry}>
              {tForm('deployPlan.again')}
            </Button>
          }
        />
      )}
      {plan && (
        <PlanDetails
          plan={plan}
          title={t('details.database')}
          headingLevel="h3"
        />
      )}
    </div>
  );
}
