import {
  formatRepositoryUrl,
  parseRepositoryUrl,
  repositoryHosts,
  type RepositoryPlace,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Alert, Select, TextField } from '@backstage/ui';
import { useId, useState } from 'react';
import { useTexts } from '../translation/useTexts';
import { judgeRepository } from './judgeRepository';
import type { repositoryPickerSchema } from './repositoryPickerSchema';
import formField from './formField.module.css';
import styles from './RepositoryPicker.module.css';

/**
 * The place of the application's repository: host, owner and name, or nothing. If the portal cannot
 * publish, the field says so.
 */
export function RepositoryPicker(props: typeof repositoryPickerSchema.TProps) {
  const { formData, onChange, rawErrors, schema, uiSchema } = props;
  const texts = useTexts();
  const { t } = texts;
  const label = useId();
  const hosts = [...repositoryHosts(useApi(configApiRef)).keys()];
  // A host without owner and name is incomplete, but the choice stays.
  const [chosenHost, setChosenHost] = useState<string>();
  const isDisabled = Boolean(
    props.disabled || props.readonly || uiSchema['ui:disabled'],
  );
  const title = schema.title ?? t('repository.title');

  if (hosts.length === 0) {
    return (
      <Alert
        status="info"
        icon
        title={title}
        description={t('repository.noHost')}
      />
    );
  }
  const [firstHost = ''] = hosts;
  const place = parseRepositoryUrl(formData ?? '');
  const host = chosenHost ?? (place.host || firstHost);
  const change = (changed: Partial<RepositoryPlace>) => {
    const next = { ...place, host, ...changed };
    // If the user empties both fields, no repository is wanted.
    onChange(next.owner || next.repo ? formatRepositoryUrl(next) : undefined);
  };
  const problems = formData ? judgeRepository(place, texts) : {};
  return (
    <ScaffolderField
      disabled={isDisabled}
      rawErrors={rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
    >
      <div role="group" aria-labelledby={label}>
        <div id={label} className={styles.title}>
          {title}
        </div>
        <div className={`${formField.outlined} ${styles.parts}`}>
          <Select
            label={t('repository.host')}
            options={hosts.map(value => ({ value, label: value }))}
            value={host}
            onChange={value => {
              setChosenHost(String(value));
              change({ host: String(value) });
            }}
            isDisabled={isDisabled}
          />
          <TextField
            label={t('repository.owner')}
            value={place.owner}
            onChange={owner => change({ owner })}
            isDisabled={isDisabled}
            // As in CapacityPicker: the browser removes the message after a correction.
            validate={() => problems.owner}
            validationBehavior="native"
          />
          <TextField
            label={t('repository.name')}
            value={place.repo}
            onChange={repo => change({ repo })}
            isDisabled={isDisabled}
            validate={() => problems.repo}
            validationBehavior="native"
          />
        </div>
      </div>
    </ScaffolderField>
  );
}
