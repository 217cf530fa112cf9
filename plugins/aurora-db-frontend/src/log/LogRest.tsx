import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { logTranslationRef } from './texts/logTranslationRef';
import styles from './DatabaseLog.module.css';

/** Says that a part of the time was not read, and reads on. */
export function LogRest(props: { isLoading: boolean; onMore: () => void }) {
  const { isLoading, onMore } = props;
  const { t: tLog } = useTranslationRef(logTranslationRef);
  return (
    <div className={styles.rest}>
      <Text variant="body-small" color="secondary">
        {tLog('logPage.partial')}
      </Text>
      <Button
        size="small"
        variant="secondary"
        isPending={isLoading}
        onPress={onMore}
      >
        {tLog('logPage.more')}
      </Button>
    </div>
  );
}
