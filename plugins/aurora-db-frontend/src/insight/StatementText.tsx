import type { ReactNode } from 'react';
import styles from './StatementText.module.css';

/**
 * A whole statement, with its own line breaks.
 *
 * @param props - `children` are beside it, such as a button that copies it
 */
export function StatementText(props: { text: string; children: ReactNode }) {
  return (
    <div className={styles.statement}>
      <pre className={styles.text}>{props.text}</pre>
      <span className={styles.copy}>{props.children}</span>
    </div>
  );
}
