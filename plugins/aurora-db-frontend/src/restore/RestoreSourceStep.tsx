import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Snapshot } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Radio, RadioGroup, Select, Text, TextField } from '@backstage/ui';
import { formatTime } from '../translation/formatTime';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import {
  isPossibleName,
  type RestorableWindow,
  type RestoreChoice,
} from './restoreChoice';
import { RestorableTimeField } from './RestorableTimeField';

/** From this number of snapshots on, the list has a search field. */
const searchableFrom = 8;

const kinds = ['snapshot', 'time', 'latest'] as const;

function SnapshotSelect(props: {
  snapshots: readonly Snapshot[];
  value?: string;
  onChange: (id: string) => void;
}) {
  const { snapshots, value, onChange } = props;
  const { t, language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const options = snapshots.map(({ id, label, type, createdAt }) => ({
    value: id,
    label: `${label ?? t(`snapshots.${type}`)} · ${formatTime(createdAt, language)} · ${id}`,
  }));
  return (
    <Select
      label={tDialog('restore.snapshot')}
      placeholder={tDialog('restore.chooseSnapshot')}
      options={options}
      search={
        options.length >= searchableFrom
          ? { placeholder: tDialog('restore.searchSnapshot') }
          : undefined
      }
      value={value ?? null}
      onChange={id => onChange(String(id))}
    />
  );
}

/**
 * Asks for the source of a restore and the name of the new database.
 *
 * @param props - `snapshots` are those that can be restored; `window` is absent if the database
 *   cannot be restored to a time
 */
export function RestoreSourceStep(props: {
  choice: RestoreChoice;
  snapshots: readonly Snapshot[];
  window?: RestorableWindow;
  onChange: (choice: RestoreChoice) => void;
}) {
  const { choice, snapshots, window, onChange } = props;
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const hasName = isPossibleName(choice.name);
  const isPossible = {
    snapshot: snapshots.length > 0,
    time: Boolean(window),
    latest: Boolean(window),
  };

  return (
    <>
      <RadioGroup
        label={tDialog('restore.from')}
        value={choice.kind}
        onChange={value => {
          const kind = kinds.find(known => known === value);
          if (kind) {
            onChange({ ...choice, kind });
          }
        }}
      >
        {kinds.map(kind => (
          <Radio key={kind} value={kind} isDisabled={!isPossible[kind]}>
            {tDialog(`restore.kind.${kind}`)}
          </Radio>
        ))}
      </RadioGroup>
      {!isPossible.snapshot && (
        <Text as="p" variant="body-x-small" color="secondary">
          {tDialog('restore.noSnapshot')}
        </Text>
      )}
      {!window && (
        <Text as="p" variant="body-x-small" color="secondary">
          {tDialog('restore.noWindow')}
        </Text>
      )}
      {choice.kind === 'snapshot' && isPossible.snapshot && (
        <SnapshotSelect
          snapshots={snapshots}
          value={choice.snapshotId}
          onChange={snapshotId => onChange({ ...choice, snapshotId })}
        />
      )}
      {choice.kind === 'time' && window && (
        <RestorableTimeField
          window={window}
          value={choice.time ?? window.latest}
          onChange={time => onChange({ ...choice, time })}
        />
      )}
      {choice.kind === 'latest' && window && (
        <Text as="p" color="secondary">
          {tDialog('restore.latestHint')}
        </Text>
      )}
      <TextField
        label={tDialog('restore.name')}
        description={tDialog('restore.nameHint')}
        value={choice.name}
        onChange={name => onChange({ ...choice, name })}
        validate={() => (hasName ? null : tDialog('restore.invalidName'))}
        validationBehavior="aria"
      />
    </>
  );
}
