import { Skeleton, VisuallyHidden } from '@backstage/ui';
import styles from './LoadingReading.module.css';

/** What stands where a card's content will be. */
export function LoadingReading({ label }: { label: string }) {
  return (
    <div role="status" className={styles.placeholders}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <Skeleton height="4rem" />
      <Skeleton height="1.5rem" width="70%" />
      <Skeleton height="1.5rem" width="50%" />
    </div>
  );
}
