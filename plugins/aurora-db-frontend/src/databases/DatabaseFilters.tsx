import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import { severityOrder, type DatabaseFilter } from './databaseFilter';
import type { NamedEnvironment } from './useNamedEnvironments';
import styles from './DatabaseFilters.module.css';

/** The key of a select must not be empty. */
const all = 'all';

/** The filters of the list of databases. */
export function DatabaseFilters(props: {
  filter: DatabaseFilter;
  environments: readonly NamedEnvironment[];
  onChange: (change: DatabaseFilter) => void;
}) {
  const { filter, environments, onChange } = props;
  const { t } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const everything = { value: all, label: tPage('databases.all') };
  const chosen = (key: unknown) =>
    key === all || key === null ? undefined : String(key);
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
      <Select
        className={styles.choice}
        label={tPage('databases.column.environment')}
        size="small"
        options={[
          everything,
          ...environments.map(({ name, title }) => ({
            value: name,
            label: title ?? name,
          })),
        ]}
        value={filter.environment ?? all}
        onChange={key => onChange({ environment: chosen(key) })}
      />
      <Select
        className={styles.choice}
        label={tPage('databases.column.severity')}
        size="small"
        options={[
          everything,
          ...severityOrder.map(severity => ({
            value: severity,
            label: t(`severity.${severity}`),
          })),
        ]}
        value={filter.severity ?? all}
        onChange={key => onChange({ severity: chosen(key) })}
      />
    </search>
  );
}
