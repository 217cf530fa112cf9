import type { SortDescriptor } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import styles from './SortableHeader.module.css';

/** The header of a column that sorts. A second click turns the order around. */
export function SortableHeader(props: {
  column: string;
  title: string;
  sort: SortDescriptor;
  onSortChange: (sort: SortDescriptor) => void;
}) {
  const { column, title, sort, onSortChange } = props;
  const direction = sort.column === column ? sort.direction : undefined;
  return (
    <th scope="col" aria-sort={direction ?? 'none'} className={styles.header}>
      <button
        type="button"
        className={styles.sort}
        onClick={() =>
          onSortChange({
            column,
            direction: direction === 'ascending' ? 'descending' : 'ascending',
          })
        }
      >
        {title}
        <RiArrowDownLine
          aria-hidden
          className={[
            direction ? styles.arrow : styles.hiddenArrow,
            direction !== 'descending' && styles.up,
          ]
            .filter(Boolean)
            .join(' ')}
        />
      </button>
    </th>
  );
}
