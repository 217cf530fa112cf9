import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { LogView } from './logAddress';
import { logTranslationRef } from './texts/logTranslationRef';
import styles from './DatabaseLog.module.css';

const empty = {
  errors: 'logPage.noErrors',
  slow: 'logPage.noSlow',
  all: 'logPage.noLines',
} as const;

/**
 * Says that nothing was found.
 *
 * @param props - `hasMore`: the time has parts that were not read
 */
export function NothingInLog(props: {
  view: LogView;
  hasMore: boolean;
  onChange: (change: Partial<LogView>) => void;
}) {
  const { view, hasMore, onChange } = props;
  const { kind, search } = view;
  const { t: tLog } = useTranslationRef(logTranslationRef);
  if (hasMore) {
    return (
      <Text as="p" role="status" color="secondary">
        {tLog('logPage.nothingSoFar')}
      </Text>
    );
  }
  return (
    <div className={styles.nothing}>
      <Text as="p" role="status" color="secondary">
        {search ? tLog('logPage.nothingFound', { search }) : tLog(empty[kind])}
      </Text>
      {search && (
        <Button
          size="small"
          variant="secondary"
          onPress={() => onChange({ search: undefined })}
        >
          {tLog('logPage.clearSearch')}
        </Button>
      )}
    </div>
  );
}
