import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { NumberField } from '@backstage/ui';
import { useTexts } from '../translation/useTexts';
import type { capacityPickerSchema } from './capacityPickerSchema';
import { useEnvironments } from './useEnvironments';
import styles from './CapacityPicker.module.css';

/** Capacities go in steps of half an ACU. Source: RDS API, ServerlessV2ScalingConfiguration. */
const stepInAcu = 0.5;

/** One of the two capacities, within the bounds of the environment that was chosen before; empty is the environment's own. */
export function CapacityPicker(props: typeof capacityPickerSchema.TProps) {
  const { formData, onChange, rawErrors, schema, uiSchema, formContext } =
    props;
  const { t, language } = useTexts();
  const { environments, error } = useEnvironments();
  const isMin = uiSchema['ui:options']?.bound === 'min';
  const name: unknown = formContext?.formData?.environment;
  const environment = environments?.find(known => known.name === name);
  const format = new Intl.NumberFormat(language).format;
  const isDisabled = Boolean(
    props.disabled || props.readonly || uiSchema['ui:disabled'],
  );

  const bounds = environment?.bounds;
  const standard =
    environment &&
    format(
      isMin ? environment.config.minCapacity : environment.config.maxCapacity,
    );
  const hint = () => {
    if (error) {
      return `${t('environments.error')}: ${error.message}`;
    }
    if (!environments) {
      return t('environments.loading');
    }
    return environment && bounds && standard
      ? t('capacity.hint', {
          lowest: format(bounds.minCapacity),
          highest: format(bounds.maxCapacity),
          standard,
          environment: environment.name,
        })
      : t('capacity.chooseEnvironment');
  };

  return (
    <ScaffolderField disabled={isDisabled} rawErrors={rawErrors}>
      <NumberField
        className={styles.field}
        label={schema.title ?? t(isMin ? 'capacity.min' : 'capacity.max')}
        description={hint()}
        placeholder={standard}
        value={formData ?? Number.NaN}
        onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
        // What was typed stays as it is and is judged in a sentence, rather than silently moved to a bound.
        commitBehavior="validate"
        step={stepInAcu}
        minValue={bounds?.minCapacity}
        maxValue={bounds?.maxCapacity}
        isDisabled={isDisabled}
        isInvalid={rawErrors.length > 0}
        validationBehavior="aria"
      />
    </ScaffolderField>
  );
}
