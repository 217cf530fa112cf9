import type {
  HealthReason,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import styles from './HealthReasons.module.css';

/** The reasons for a database's severity, with their causes. Renders nothing if there are none. */
export function HealthReasons({ reasons }: { reasons: HealthReason[] }) {
  const { t, language } = useTexts();
  if (reasons.length === 0) {
    return null;
  }
  return (
    <ul className={styles.reasons} aria-label={t('reasons.label')}>
      {reasons.map(reason => (
        <li key={`${reason.code} ${reason.text}`}>
          {translateMessage(reason, t, language)}
          {reason.cause && <Cause cause={reason.cause} />}
        </li>
      ))}
    </ul>
  );
}

/** A cause with its statement as code. A long one is cut on the screen only. */
function Cause({ cause }: { cause: Message }) {
  const { t, language } = useTexts();
  const text = translateMessage(cause, t, language);
  const statement = String(cause.params?.statement ?? '');
  const start = text.lastIndexOf(statement);
  return (
    <p className={styles.cause} title={text}>
      {statement && start >= 0 ? (
        <>
          {text.slice(0, start)}
          <code className={styles.statement}>{statement}</code>
          {text.slice(start + statement.length)}
        </>
      ) : (
        text
      )}
    </p>
  );
}
