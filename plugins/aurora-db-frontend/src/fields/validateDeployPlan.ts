import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { formTranslationRef } from '../translation/formTranslationRef';
import type { deployPlanSchema } from './deployPlanSchema';

type PlanVerdict = NonNullable<typeof deployPlanSchema.TOutput>;

/** Adds an error with a way out if the form must not continue with its plan. */
export const validateDeployPlan: CustomFieldValidator<PlanVerdict> = (
  verdict,
  field,
  { apiHolder },
) => {
  if (verdict === 'possible' || verdict === 'waived') {
    return;
  }
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(formTranslationRef);
  if (!translation?.ready) {
    throw new Error('The aurora-db plugin is not installed in this portal');
  }
  field.addError(translation.t(`deployPlan.${verdict}`));
};
