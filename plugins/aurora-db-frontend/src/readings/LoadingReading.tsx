import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import styles from './LoadingReading.module.css';

/**
 * What stands where something will be that is being read.
 *
 * @param props - `isLong` where it takes so long that one wants to be told why
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
