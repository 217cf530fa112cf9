import { Fragment, type ReactNode } from 'react';
import styles from './SeparatedItems.module.css';

/** Items in a line that breaks only between them, not at a hyphen. */
export function SeparatedItems({ of }: { of: ReactNode[] }) {
  return (
    <span>
      {of.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          <span className={styles.part}>{part}</span>
        </Fragment>
      ))}
    </span>
  );
}
