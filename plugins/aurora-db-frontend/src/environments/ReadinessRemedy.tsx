import type { Remedy } from '@aurora-db/backstage-plugin-aurora-db-common';
import { Text } from '@backstage/ui';
import { CopyButton } from '../details/CopyButton';
import { useEnvironmentTexts } from './useEnvironmentTexts';
import styles from './ReadinessRemedy.module.css';

/** What mends a failed check, with a button that copies it. */
export function ReadinessRemedy({ remedy }: { remedy: Remedy }) {
  const { kind, text } = remedy;
  const t = useEnvironmentTexts();
  return (
    <div className={styles.remedy}>
      <div className={styles.heading}>
        <Text variant="body-small" color="secondary">
          {t(`environments.remedy.${kind}`)}
        </Text>
        <span className={styles.copy}>
          <CopyButton text={text} what={t(`environments.copied.${kind}`)} />
        </span>
      </div>
      <pre className={styles.text}>{text}</pre>
    </div>
  );
}
