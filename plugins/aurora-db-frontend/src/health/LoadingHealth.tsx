import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { useTexts } from '../translation/useTexts';
import styles from './LoadingHealth.module.css';

/** What stands where the metrics will be. */
export function LoadingHealth() {
  const { t } = useTexts();
  return (
    <div role="status" className={styles.placeholders}>
      <VisuallyHidden>{t('card.loading')}</VisuallyHidden>
      <Skeleton height="4rem" />
      <Skeleton height="1.5rem" width="70%" />
      <Skeleton height="1.5rem" width="50%" />
    </div>
  );
}
