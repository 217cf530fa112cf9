import { logKinds } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  SearchField,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useState } from 'react';
import { logRanges, type LogTime, type LogView } from './logAddress';
import { LogTimeFields } from './LogTimeFields';
import { logTranslationRef } from './texts/logTranslationRef';
import readable from '../readableText.module.css';
import styles from './LogFilters.module.css';

/** The backend refuses longer ones. */
const longestSearch = 200;

const custom = 'custom';

/**
 * What to show of the log. A search begins when the user presses Enter, because each one reads.
 *
 * @param props - `bounds` are those of the time in `view`
 */
export function LogFilters(props: {
  view: LogView;
  bounds: { from: string; to: string };
  onChange: (change: Partial<LogView>) => void;
}) {
  const { view, bounds, onChange } = props;
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const range = 'range' in view.time ? view.time.range : undefined;
  const [isAsking, setAsking] = useState(false);
  const showsFields = isAsking || range === undefined;
  const [search, setSearch] = useState(view.search ?? '');
  const isTooLong = search.trim().length > longestSearch;
  const submit = (text: string) => {
    const next = text.trim() || undefined;
    if (!isTooLong && next !== view.search) {
      onChange({ search: next });
    }
  };
  const chooseTime = (key: string) => {
    const chosen = logRanges.find(known => known === key);
    setAsking(!chosen);
    if (chosen) {
      onChange({ time: { range: chosen } });
    }
  };
  const chooseBounds = (time: LogTime) => {
    setAsking(false);
    onChange({ time });
  };

  return (
    <search className={styles.filters}>
      <ToggleButtonGroup
        aria-label={tLog('logPage.views')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.kind]}
        onSelectionChange={keys =>
          logKinds
            .filter(kind => keys.has(kind))
            .forEach(kind => onChange({ kind }))
        }
      >
        {logKinds.map(kind => (
          <ToggleButton key={kind} id={kind} size="small">
            {tLog(`logPage.view.${kind}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButtonGroup
        className={styles.ranges}
        aria-label={tLog('logPage.time')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[showsFields ? custom : (range ?? custom)]}
        onSelectionChange={keys => keys.forEach(key => chooseTime(String(key)))}
      >
        {logRanges.map(name => (
          <ToggleButton
            key={name}
            id={name}
            size="small"
            aria-label={tLog(`logPage.range.${name}`)}
          >
            {name}
          </ToggleButton>
        ))}
        <ToggleButton id={custom} size="small">
          {tLog('logPage.custom')}
        </ToggleButton>
      </ToggleButtonGroup>
      <div className={styles.search}>
        <SearchField
          label={tLog('logPage.search')}
          placeholder={tLog('logPage.searchHint')}
          size="small"
          value={search}
          onChange={setSearch}
          onSubmit={submit}
          onClear={() => submit('')}
        />
        {isTooLong && (
          <Text
            as="p"
            role="alert"
            variant="body-x-small"
            className={readable.danger}
          >
            {tLog('logPage.tooLong', { longest: String(longestSearch) })}
          </Text>
        )}
      </div>
      {showsFields && (
        <LogTimeFields
          key={`${bounds.from} ${bounds.to}`}
          from={bounds.from}
          to={bounds.to}
          onChange={(from, to) => chooseBounds({ from, to })}
        />
      )}
    </search>
  );
}
