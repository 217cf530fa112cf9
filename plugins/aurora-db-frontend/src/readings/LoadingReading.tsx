import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import styles from './LoadingReading.module.css';

/**
 * A placeholder for data that is being loaded.
 *
 * @param props - `isLong` shows the label, because loading takes several seconds
 */
export function LoadingReading(props: { label: string; isLong?: boolean }) {
  const { label, isLong } = props;
  return (
    <div role="status" className={styles.placeholders}>
      {isLong ? <Text>{label}</Text> : <VisuallyHidden>{label}</VisuallyHidden>}
      <Skeleton height="4rem" />
      <Skeleton height="1.5rem" width="70%" />
      <Skeleton height="1.5rem" width="50%" />
    </div>
  );
}
