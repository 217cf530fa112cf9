import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentInfo } from '@aurora-db/backstage-plugin-aurora-db-common';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import {
  Alert,
  Button,
  Flex,
  Radio,
  RadioGroup,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import { useId } from 'react';
import {
  formTranslationRef,
  type TranslateForm,
} from '../translation/formTranslationRef';
import { useTexts, type Translate } from '../translation/useTexts';
import { ConfigurationProblems } from './ConfigurationProblems';
import type { environmentPickerSchema } from './environmentPickerSchema';
import { useEnvironments } from './useEnvironments';
import styles from './EnvironmentPicker.module.css';

/** More environments are shown in columns, so that a user sees them without scrolling far. */
const mostInOneColumn = 5;

/** What an environment provides, the most important facts first. */
function meaningOf(
  environment: EnvironmentInfo,
  t: Translate,
  tForm: TranslateForm,
): string[] {
  const { config, bounds } = environment;
  return [
    t('environments.capacity', {
      min: String(bounds.minCapacity),
      max: String(bounds.maxCapacity),
    }),
    config.multiAz ? t('environments.multiAz') : t('environments.singleAz'),
    `${t('details.backups')}: ${t('backups.kept', { count: config.backupRetention })}`,
    config.deletionProtection
      ? tForm('environments.protected')
      : tForm('environments.unprotected'),
  ];
}

function EnvironmentOption({ environment }: { environment: EnvironmentInfo }) {
  const { t } = useTexts();
  const { t: tForm } = useTranslationRef(formTranslationRef);
  const meaning = useId();
  const { name, title, profile, region, accountId } = environment;
  const description = title ?? tForm(`environments.${profile}`);
  return (
    <Radio
      value={name}
      className={styles.option}
      aria-label={`${name} ${description}`}
      aria-describedby={meaning}
    >
      <span className={styles.text}>
        <span>
          <strong>{name}</strong> {description}
        </span>
        <span id={meaning} className={styles.meaning}>
          {meaningOf(environment, t, tForm).join(' · ')}
          <br />
          AWS {accountId} · {region}
        </span>
      </span>
    </Radio>
  );
}

/** A choice of the configured environments, with their properties. */
export function EnvironmentPicker(
  props: typeof environmentPickerSchema.TProps,
) {
  const { formData, onChange, required, rawErrors, schema, uiSchema } = props;
  const { t } = useTexts();
  const { t: tForm } = useTranslationRef(formTranslationRef);
  const { environments, problems, error, retry } = useEnvironments();
  const isDisabled = Boolean(
    props.disabled || props.readonly || uiSchema['ui:disabled'],
  );

  if (error) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={tForm('environments.error')}
        description={error.message}
        customActions={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('card.retry')}
          </Button>
        }
      />
    );
  }
  if (!environments) {
    return (
      <div role="status">
        <VisuallyHidden>{tForm('environments.loading')}</VisuallyHidden>
        <Skeleton height="10rem" />
      </div>
    );
  }
  if (environments.length === 0) {
    return problems.length > 0 ? (
      <ConfigurationProblems problems={problems} />
    ) : (
      <Alert
        role="alert"
        status="warning"
        icon
        title={tForm('environments.none')}
      />
    );
  }
  return (
    <ScaffolderField
      required={required}
      disabled={isDisabled}
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
    >
      <Flex direction="column" gap="3">
        <ConfigurationProblems problems={problems} />
        <RadioGroup
          label={schema.title ?? tForm('environments.label')}
          className={styles.group}
          value={formData ?? null}
          onChange={onChange}
          isRequired={required}
          isDisabled={isDisabled}
          isInvalid={rawErrors.length > 0}
        >
          <div
            className={styles.options}
            data-columns={environments.length > mostInOneColumn || undefined}
          >
            {environments.map(environment => (
              <EnvironmentOption
                key={environment.name}
                environment={environment}
              />
            ))}
          </div>
        </RadioGroup>
      </Flex>
    </ScaffolderField>
  );
}
