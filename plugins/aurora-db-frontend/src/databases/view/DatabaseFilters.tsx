import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Select } from '@backstage/ui';
import { entityNameOf } from '../../catalog/entityNameOf';
import { useTexts } from '../../translation/useTexts';
import { pagesTranslationRef } from '../pagesTranslationRef';
import { filterNames } from './databasesView';
import type { FilterChoices } from './filterChoices';
import { mine, type DatabaseFilter } from './filterDatabases';
import { severityOrder } from './severityOrder';
import { useAccountLabel } from './useAccountLabel';
import styles from './DatabaseFilters.module.css';

/** The key of a select must not be empty. */
const all = 'all';

/** A select with more options than this has a search field. */
const searchedAbove = 8;

interface Choice {
  name: Exclude<keyof DatabaseFilter, 'text'>;
  label: string;
  options: { value: string; label: string }[];
  /** Whether there is something to choose. */
  isUseful: boolean;
}

/** The filters of the list of databases. Those with nothing to choose are left out. */
export function DatabaseFilters(props: {
  filter: DatabaseFilter;
  choices: FilterChoices;
  onChange: (change: DatabaseFilter) => void;
}) {
  const { filter, choices, onChange } = props;
  const { environments, accounts, engines, owners, hasExisting } = choices;
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const accountLabel = useAccountLabel(environments);
  const selects: Choice[] = [
    {
      name: 'environment',
      label: tPage('databases.column.environment'),
      options: environments.map(({ name, title }) => ({
        value: name,
        label: title ?? name,
      })),
      isUseful: true,
    },
    {
      name: 'account',
      label: tPage('databases.column.account'),
      options: accounts.map(account => ({
        value: account,
        label: accountLabel(account),
      })),
      isUseful: accounts.length > 1,
    },
    {
      name: 'severity',
      label: tPage('databases.column.severity'),
      options: severityOrder.map(severity => ({
        value: severity,
        label: t(`severity.${severity}`),
      })),
      isUseful: true,
    },
    {
      name: 'engine',
      label: tPage('databases.column.engine'),
      options: engines.map(engine => ({
        value: engine,
        label: tPage('databases.engine', { version: engine }),
      })),
      isUseful: engines.length > 1,
    },
    {
      name: 'origin',
      label: tPage('databases.origin'),
      options: (['portal', 'existing'] as const).map(origin => ({
        value: origin,
        label: tPage(`databases.origin.${origin}`),
      })),
      isUseful: hasExisting,
    },
    {
      name: 'owner',
      label: tPage('databases.column.owner'),
      options: [
        { value: mine, label: tPage('databases.mine') },
        ...owners.map(owner => ({ value: owner, label: entityNameOf(owner) })),
      ],
      isUseful: owners.length > 1,
    },
  ];
  const isFiltered = filterNames.some(name => filter[name]);

  return (
    <search className={styles.filters}>
      <SearchField
        className={styles.text}
        label={tPage('databases.search')}
        placeholder={tPage('databases.searchHint')}
        size="small"
        value={filter.text ?? ''}
        onChange={text => onChange({ text: text || undefined })}
      />
      {selects
        .filter(({ name, isUseful }) => isUseful || filter[name])
        .map(({ name, label, options }) => (
          <Select
            key={name}
            className={styles.choice}
            label={label}
            size="small"
            options={[
              { value: all, label: tPage('databases.all') },
              ...options,
            ]}
            searchable={options.length > searchedAbove}
            searchPlaceholder={tPage('databases.search')}
            value={filter[name] ?? all}
            onChange={key =>
              onChange({
                [name]: key === all || key === null ? undefined : String(key),
              })
            }
          />
        ))}
      {isFiltered && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() =>
            onChange(
              Object.fromEntries(filterNames.map(name => [name, undefined])),
            )
          }
        >
          {tPage('databases.clearFilters')}
        </Button>
      )}
    </search>
  );
}
