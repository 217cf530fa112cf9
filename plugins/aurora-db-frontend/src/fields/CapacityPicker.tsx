import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { NumberField } from '@backstage/ui';
import { formTranslationRef } from '../translation/formTranslationRef';
import { useTexts } from '../translation/useTexts';
import type { capacityPickerSchema } from './capacityPickerSchema';
import { capacityRange, judgeCapacity } from './judgeCapacity';
import { useEnvironments } from './useEnvironments';
import styles from './CapacityPicker.module.css';
import formField from './formField.module.css';

/** Step of a capacity, in ACU. Source: RDS API, ServerlessV2ScalingConfiguration. */
const stepInAcu = 0.5;

/**
 * One of the two capacities, within the bounds of the chosen environment. An empty field means the
 * environment's default.
 */
export function CapacityPicker(props: typeof capacityPickerSchema.TProps) {
  const { formData, onChange, rawErrors, schema, uiSchema, formContext } =
    props;
  const { language } = useTexts();
  const { t } = useTranslationRef(formTranslationRef);
  const { environments, error } = useEnvironments();
  const bound = uiSchema['ui:options']?.bound === 'min' ? 'min' : 'max';
  const name: unknown = formContext?.formData?.environment;
  const environment = environments?.find(known => known.name === name);
  const format = new Intl.NumberFormat(language).format;
  const isDisabled = Boolean(
    props.disabled || props.readonly || uiSchema['ui:disabled'],
  );

  const range = environment && capacityRange(bound, environment);
  const hint = () => {
    if (error) {
      return `${t('environments.error')}: ${error.message}`;
    }
    if (!environments) {
      return t('environments.loading');
    }
    if (!environment || !range) {
      return t('capacity.chooseEnvironment');
    }
    const standard = {
      standard: format(range.standard),
      environment: environment.name,
    };
    return range.lowest === range.highest
      ? t('capacity.hintOnly', standard)
      : t('capacity.hint', {
          ...standard,
          range: t('capacity.range', {
            lowest: format(range.lowest),
            highest: format(range.highest),
          }),
        });
  };
  const problem =
    environment &&
    judgeCapacity(
      formData,
      { bound, environment, form: formContext?.formData ?? {} },
      { t, language },
    );

  return (
    <ScaffolderField disabled={isDisabled} rawErrors={rawErrors}>
      <NumberField
        className={`${formField.outlined} ${styles.field}`}
        label={schema.title ?? t(`capacity.${bound}`)}
        description={hint()}
        placeholder={range && format(range.standard)}
        value={formData ?? Number.NaN}
        onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
        // The input stays as it is and gets an error message, instead of moving to a bound.
        commitBehavior="validate"
        step={stepInAcu}
        minValue={range?.lowest}
        maxValue={range?.highest}
        isDisabled={isDisabled}
        // The browser prevents the next step and removes the message after a correction. The form's
        // own errors would stay until the next attempt.
        validate={() => problem}
        validationBehavior="native"
      />
    </ScaffolderField>
  );
}
