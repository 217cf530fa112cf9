import readable from '../readableText.module.css';
import styles from './SeverityMark.module.css';

const levels: Record<string, string | undefined> = {
  PANIC: readable.danger,
  FATAL: readable.danger,
  ERROR: readable.danger,
  WARNING: readable.warning,
};

/** The severity of a line as PostgreSQL writes it. The worse ones stand out. */
export function SeverityMark({ severity }: { severity: string }) {
  return (
    <span className={`${styles.mark} ${levels[severity] ?? styles.other}`}>
      {severity}
    </span>
  );
}
