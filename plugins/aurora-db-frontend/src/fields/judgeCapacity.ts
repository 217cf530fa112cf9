import {
  maxCapacitySchema,
  type EnvironmentInfo,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import type { TranslateForm } from '../translation/formTranslationRef';

/** Which of the two capacities a field is. */
export type CapacityBound = 'min' | 'max';

/** The bounds and the default of a capacity in an environment, in ACU. */
export function capacityRange(
  bound: CapacityBound,
  { bounds, config }: EnvironmentInfo,
): { lowest: number; highest: number; standard: number } {
  const { minCapacity: lowest, maxCapacity: highest } = bounds;
  return bound === 'min'
    ? { lowest, highest, standard: config.minCapacity }
    : {
        lowest: Math.max(lowest, maxCapacitySchema.minValue ?? lowest),
        highest,
        standard: config.maxCapacity,
      };
}

const asCapacity = (value: unknown) =>
  typeof value === 'number' ? value : undefined;

/**
 * Returns why an environment does not allow a capacity; undefined if it does.
 *
 * @param value - the input in ACU; nothing means the environment's default
 * @param field - `form` has the form's values, including the other capacity
 */
export function judgeCapacity(
  value: unknown,
  field: {
    bound: CapacityBound;
    environment: EnvironmentInfo;
    form: { minCapacity?: unknown; maxCapacity?: unknown };
  },
  { t, language }: { t: TranslateForm; language: string },
): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const { bound, environment, form } = field;
  const format = new Intl.NumberFormat(language).format;
  const { lowest, highest, standard } = capacityRange(bound, environment);
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return t('capacity.notANumber', { standard: format(standard) });
  }
  if (value < lowest || value > highest) {
    return t('capacity.outOfBounds', {
      value: format(value),
      environment: environment.name,
      range:
        lowest === highest
          ? format(lowest)
          : t('capacity.range', {
              lowest: format(lowest),
              highest: format(highest),
            }),
    });
  }
  if (!Number.isInteger(value * 2)) {
    return t('capacity.steps', {
      value: format(value),
      lower: format(Math.floor(value * 2) / 2),
      upper: format(Math.ceil(value * 2) / 2),
    });
  }
  const { config } = environment;
  const isMin = bound === 'min';
  const min = isMin
    ? value
    : (asCapacity(form.minCapacity) ?? config.minCapacity);
  const max = isMin
    ? (asCapacity(form.maxCapacity) ?? config.maxCapacity)
    : value;
  // If the user entered both capacities, only the minimum shows the message.
  return min > max && (isMin || asCapacity(form.minCapacity) === undefined)
    ? t('capacity.minAboveMax', { min: format(min), max: format(max) })
    : undefined;
}
