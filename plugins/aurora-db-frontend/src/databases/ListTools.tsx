import type { ClusterSummary } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import { ExportButton } from './export/ExportButton';
import { pagesTranslationRef } from './pagesTranslationRef';
import {
  allGroups,
  groupings,
  type DatabasesView,
  type Grouping,
} from './view/databasesView';
import styles from './ListTools.module.css';

/** The key of a select must not be empty. */
const none = 'none';

/**
 * Above the list: how many databases it has, what groups them, and the export.
 *
 * @param props - `found` are the databases that match the filter, `total` counts all
 */
export function ListTools(props: {
  found: ClusterSummary[];
  total: number;
  group?: Grouping;
  onChange: (change: Partial<DatabasesView>) => void;
}) {
  const { found, total, group, onChange } = props;
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const options = [
    { value: none, label: tPage('databases.group.none') },
    ...groupings.map(grouping => ({
      value: grouping,
      label: tPage(`databases.column.${grouping}`),
    })),
  ];
  return (
    <div className={styles.tools}>
      <Select
        className={styles.group}
        label={tPage('databases.group')}
        size="small"
        options={options}
        value={group ?? none}
        onChange={key =>
          onChange({
            group: groupings.find(grouping => grouping === key),
            open: [],
          })
        }
      />
      {group && found.length > 0 && (
        <>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChange({ open: [allGroups] })}
          >
            {tPage('databases.expandAll')}
          </Button>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChange({ open: [] })}
          >
            {tPage('databases.collapseAll')}
          </Button>
        </>
      )}
      <span role="status" className={styles.count}>
        <Text variant="body-small" color="secondary">
          {found.length < total
            ? tPage('databases.countOf', { count: total, found: found.length })
            : tPage('databases.count', { count: total })}
        </Text>
      </span>
      {found.length > 0 && <ExportButton databases={found} />}
    </div>
  );
}
