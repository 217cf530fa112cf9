import { SearchField, Select } from '@backstage/ui';
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
  const everything = { value: all, label: t('databases.all') };
  const chosen = (key: unknown) =>
    key === all || key === null ? undefined : String(key);
  return (
    <search className={styles.filters}>
      <SearchField
        className={styles.text}
        label={t('databases.search')}
        placeholder={t('databases.searchHint')}
        size="small"
        value={filter.text ?? ''}
        onChange={text => onChange({ text: text || undefined })}
      />
      <Select
        className={styles.choice}
        label={t('databases.column.environment')}
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
        label={t('databases.column.severity')}
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
