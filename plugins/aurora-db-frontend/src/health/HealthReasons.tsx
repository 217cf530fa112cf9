import type { Message } from '@aurora-db/backstage-plugin-aurora-db-common';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import styles from './HealthReasons.module.css';

/** The reasons for a database's severity. Renders nothing if there are none. */
export function HealthReasons({ reasons }: { reasons: Message[] }) {
  const { t, language } = useTexts();
  if (reasons.length === 0) {
    return null;
  }
  return (
    <ul className={styles.reasons} aria-label={t('reasons.label')}>
      {reasons.map(reason => (
        <li key={`${reason.code} ${reason.text}`}>
          {translateMessage(reason, t, language)}
        </li>
      ))}
    </ul>
  );
}
