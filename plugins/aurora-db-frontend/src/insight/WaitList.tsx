import type { WaitKind } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useId } from 'react';
import styles from './WaitList.module.css';
import colors from './waitColors.module.css';

/**
 * Waits or their classes with their colours and values.
 *
 * @param props - `none` is shown if there are no items; `isCode` shows the names as code
 */
export function WaitList(props: {
  title: string;
  items: Array<{ kind: WaitKind; name: string; value: string }>;
  none?: string;
  isCode?: boolean;
}) {
  const { title, items, none, isCode } = props;
  const titleId = useId();
  return (
    <div>
      <p id={titleId} className={styles.title}>
        {title}
      </p>
      {items.length === 0 && <p className={styles.none}>{none}</p>}
      {items.length > 0 && (
        <ul className={styles.list} aria-labelledby={titleId}>
          {items.map(({ kind, name, value }) => (
            <li key={name} className={styles.item}>
              <span
                className={`${styles.swatch} ${colors[kind]}`}
                aria-hidden
              />
              <span className={isCode ? styles.code : styles.name}>{name}</span>{' '}
              <span className={styles.value}>{value}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
