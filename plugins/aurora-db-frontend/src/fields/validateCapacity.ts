import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { formTranslationRef } from '../translation/formTranslationRef';
import { readerLocale } from '../translation/readerLocale';
import { judgeCapacity, type CapacityBound } from './judgeCapacity';

type CapacityValidator = CustomFieldValidator<number, { bound: CapacityBound }>;

/**
 * Adds an error if the chosen environment does not allow a capacity. Throws if the environments
 * cannot be read.
 */
export const validateCapacity: CapacityValidator = async (
  value: unknown,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const api = apiHolder.get(auroraDbApiRef);
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(formTranslationRef);
  const appLanguage = apiHolder.get(appLanguageApiRef);
  if (!api || !appLanguage || !translation?.ready) {
    throw new Error('The aurora-db plugin is not installed in this portal');
  }
  if (value === undefined || value === null) {
    return;
  }
  const { t } = translation;
  const name = String(formData.environment ?? '');
  if (!name) {
    field.addError(t('capacity.chooseEnvironment'));
    return;
  }
  const { items: environments } = await api.getEnvironments();
  const environment = environments.find(known => known.name === name);
  if (!environment) {
    field.addError(t('capacity.unknownEnvironment', { environment: name }));
    return;
  }
  const problem = judgeCapacity(
    value,
    {
      bound: uiSchema?.['ui:options']?.bound === 'min' ? 'min' : 'max',
      environment,
      form: formData,
    },
    { t, language: readerLocale(appLanguage.getLanguage().language) },
  );
  if (problem) {
    field.addError(problem);
  }
};
