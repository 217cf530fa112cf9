import type {
  HealthReason,
  Message,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { judgedByPortal } from './JudgedByPortal';
import styles from './HealthReasons.module.css';

/**
 * The reasons for a database's severity, with their causes. Renders nothing if there are none. That
 * the portal judges what no alarm covers is no problem: `JudgedByPortal` and the card of alarms say
 * it.
 */
export function HealthReasons(props: { reasons: HealthReason[] }) {
  const { t, language } = useTexts();
  const reasons = props.reasons.filter(({ code }) => code !== judgedByPortal);
  if (reasons.length === 0) {
    return null;
  }
  return (
    <ul className={styles.reasons} aria-label={t('reasons.label')}>
      {reasons.map(reason => (
        <li key={`${reason.code} ${reason.text}`}>
          {translateMessage(reason, t, language)}
          {causesOf(reason).map(cause => (
            <Cause key={cause.text} cause={cause} />
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Each of two causes has a line of its own. */
function causesOf({ cause }: HealthReason): Message[] {
  if (cause?.code === 'cause.both' && cause.details) {
    return Object.values(cause.details).flat();
  }
  return cause ? [cause] : [];
}

/** The statements that a cause names, itself or in its parts. */
function statementsOf({ params, details }: Message): string[] {
  const parts = Object.values(details ?? {}).flat();
  const { statement } = params ?? {};
  return [
    ...(typeof statement === 'string' ? [statement] : []),
    ...parts.flatMap(statementsOf),
  ];
}

/** A cause with its statement as code. A long one is cut on the screen only. */
function Cause({ cause }: { cause: Message }) {
  const { t, language } = useTexts();
  const text = translateMessage(cause, t, language);
  // A statement is the last thing in a sentence.
  const statement = statementsOf(cause).find(code => text.endsWith(code));
  return (
    <p className={styles.cause} title={text}>
      {statement ? text.slice(0, -statement.length) : text}
      {statement && <code className={styles.statement}>{statement}</code>}
    </p>
  );
}
