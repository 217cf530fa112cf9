import type { ReactNode } from 'react';
import styles from './Detail.module.css';

/** A term and its value in a {@link DetailList}. */
export function Detail(props: { term: string; children: ReactNode }) {
  const { term, children } = props;
  return (
    <div className={styles.detail}>
      <dt className={styles.term}>{term}</dt>
      <dd className={styles.description}>{children}</dd>
    </div>
  );
}

/** A list of {@link Detail}. */
export function DetailList({ children }: { children: ReactNode }) {
  return <dl className={styles.details}>{children}</dl>;
}
