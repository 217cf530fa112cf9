import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  formatRepositoryUrl,
  parseRepositoryUrl,
  type RepositoryPlace,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Alert, Button, Select, Text, TextField } from '@backstage/ui';
import { useId, useState } from 'react';
import { Failure } from '../dialogs/Failure';
import { LoadingReading } from '../readings/LoadingReading';
import { translateMessage } from '../translation/translateMessage';
import { formTranslationRef } from '../translation/formTranslationRef';
import { useTexts } from '../translation/useTexts';
import { judgeRepository } from './judgeRepository';
import type { repositoryPickerSchema } from './repositoryPickerSchema';
import { useRepositoryHosts } from './useRepositoryHosts';
import formField from './formField.module.css';
import styles from './RepositoryPicker.module.css';

/**
 * The place of the application's repository: host, owner and name, or nothing. It offers the hosts
 * that the portal can publish to, and says what prevents publishing to the others.
 */
export function RepositoryPicker(props: typeof repositoryPickerSchema.TProps) {
  const { formData, onChange, rawErrors, schema, uiSchema } = props;
  const { t, language } = useTexts();
  const { t: tForm } = useTranslationRef(formTranslationRef);
  const label = useId();
  const { hosts: known, error, retry } = useRepositoryHosts();
  // A host without owner and name is incomplete, but the choice stays.
  const [chosenHost, setChosenHost] = useState<string>();
  const isDisabled = Boolean(
    props.disabled || props.readonly || uiSchema['ui:disabled'],
  );
  const title = schema.title ?? tForm('repository.title');

  if (error && !known) {
    return (
      <Failure
        title={tForm('repository.error')}
        error={error}
        action={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('card.retry')}
          </Button>
        }
      />
    );
  }
  if (!known) {
    return <LoadingReading label={tForm('repository.loading')} />;
  }
  const hosts = known.flatMap(({ host, problem }) => (problem ? [] : [host]));
  const hostProblems = known.flatMap(({ problem }) =>
    problem ? [translateMessage(problem, t, language)] : [],
  );
  if (hosts.length === 0) {
    return (
      <Alert
        status="info"
        icon
        title={title}
        description={
          hostProblems.length > 0
            ? [...hostProblems, tForm('repository.onlyDatabase')].map(line => (
                <div key={line}>{line}</div>
              ))
            : tForm('repository.noHost')
        }
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
  const problems = formData ? judgeRepository(place, tForm) : {};
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
            label={tForm('repository.host')}
            options={hosts.map(value => ({ value, label: value }))}
            value={host}
            onChange={value => {
              setChosenHost(String(value));
              change({ host: String(value) });
            }}
            isDisabled={isDisabled}
          />
          <TextField
            label={tForm('repository.owner')}
            value={place.owner}
            onChange={owner => change({ owner })}
            isDisabled={isDisabled}
            // As in CapacityPicker: the browser removes the message after a correction.
            validate={() => problems.owner}
            validationBehavior="native"
          />
          <TextField
            label={tForm('repository.name')}
            value={place.repo}
            onChange={repo => change({ repo })}
            isDisabled={isDisabled}
            validate={() => problems.repo}
            validationBehavior="native"
          />
        </div>
        {hostProblems.map(problem => (
          <Text
            key={problem}
            as="p"
            variant="body-small"
            color="secondary"
            className={styles.unavailable}
          >
            {problem}
          </Text>
        ))}
      </div>
    </ScaffolderField>
  );
}
