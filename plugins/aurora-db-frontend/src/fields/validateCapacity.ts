import { maxCapacitySchema } from '@aurora-db/backstage-plugin-aurora-db-common';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { auroraDbTranslationRef } from '../translation/auroraDbTranslationRef';

type CapacityValidator = CustomFieldValidator<number, { bound: 'min' | 'max' }>;

const asCapacity = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/** Adds one sentence where a capacity isn't one that the chosen environment allows. Throws where the environments can't be read. */
export const validateCapacity: CapacityValidator = async (
  value: unknown,
  field,
  { apiHolder, formData, uiSchema },
) => {
  const api = apiHolder.get(auroraDbApiRef);
  const translation = apiHolder
    .get(translationApiRef)
    ?.getTranslation(auroraDbTranslationRef);
  if (!api || !translation?.ready) {
    throw new Error('The aurora-db plugin is not installed in this portal');
  }
  if (value === undefined || value === null) {
    return;
  }
  const { t } = translation;
  const isMin = uiSchema?.['ui:options']?.bound === 'min';
  const name = String(formData.environment ?? '');
  if (!name) {
    field.addError(t('capacity.chooseEnvironment'));
    return;
  }
  const environments = await api.getEnvironments();
  const environment = environments.find(known => known.name === name);
  if (!environment) {
    field.addError(t('capacity.unknownEnvironment', { environment: name }));
    return;
  }
  const { bounds, config } = environment;
  const standard = isMin ? config.minCapacity : config.maxCapacity;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    field.addError(t('capacity.notANumber', { standard: String(standard) }));
    return;
  }
  if (value < bounds.minCapacity || value > bounds.maxCapacity) {
    field.addError(
      t('capacity.outOfBounds', {
        value: String(value),
        environment: name,
        lowest: String(bounds.minCapacity),
        highest: String(bounds.maxCapacity),
      }),
    );
    return;
  }
  if (!Number.isInteger(value * 2)) {
    field.addError(
      t('capacity.steps', {
        value: String(value),
        lower: String(Math.floor(value * 2) / 2),
        upper: String(Math.ceil(value * 2) / 2),
      }),
    );
    return;
  }
  if (!isMin && !maxCapacitySchema.safeParse(value).success) {
    field.addError(t('capacity.smallestMax', { value: String(value) }));
    return;
  }
  const min = isMin
    ? value
    : (asCapacity(formData.minCapacity) ?? config.minCapacity);
  const max = isMin
    ? (asCapacity(formData.maxCapacity) ?? config.maxCapacity)
    : value;
  // Said once, at the minimum, where both were entered.
  if (min > max && (isMin || formData.minCapacity === undefined)) {
    field.addError(
      t('capacity.minAboveMax', { min: String(min), max: String(max) }),
    );
  }
};
