import styles from './SeverityMark.module.css';

const levels: Record<string, string | undefined> = {
  PANIC: styles.error,
  FATAL: styles.error,
  ERROR: styles.error,
  WARNING: styles.warning,
};

/** The severity of a line as PostgreSQL writes it. The worse ones stand out. */
export function SeverityMark({ severity }: { severity: string }) {
  return (
    <span className={`${styles.mark} ${levels[severity] ?? styles.other}`}>
      {severity}
    </span>
  );
}
