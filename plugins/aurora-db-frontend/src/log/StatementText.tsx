import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { CopyButton } from '../details/CopyButton';
import { logTranslationRef } from './texts/logTranslationRef';
import styles from './LogTable.module.css';

/** Longer ones do not fit into the four lines that are shown at first. */
const short = 240;

/** A statement. The beginning of a long one is shown, until the user wants all of it. */
export function StatementText({ text }: { text: string }) {
  const { t: tLog } = useTranslationRef(logTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const isLong = text.length > short || text.split('\n').length > 4;
  return (
    <>
      <div className={styles.whole}>
        <code
          className={`${styles.text} ${isLong && !showsAll ? styles.short : ''}`}
        >
          {text}
        </code>
        <CopyButton text={text} what={tLog('logPage.statement')} />
      </div>
      {isLong && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={showsAll}
          onPress={() => setShowsAll(shows => !shows)}
        >
          {showsAll ? tLog('logPage.showLess') : tLog('logPage.showWhole')}
        </Button>
      )}
    </>
  );
}
