import { VisuallyHidden } from '@backstage/ui';
import { formatPercent } from '../health/formatPercent';
import { useTexts } from '../translation/useTexts';
import styles from './Progress.module.css';

/** Progress as a bar and as a number. Screen readers announce each change. */
export function Progress(props: { label: string; percent: number }) {
  const { label, percent } = props;
  const { language } = useTexts();
  const figure = formatPercent(percent, language);
  return (
    <div className={styles.progress}>
      <progress
        className={styles.bar}
        aria-label={label}
        max={100}
        value={percent}
      />
      <span aria-hidden className={styles.figure}>
        {figure}
      </span>
      <span role="status">
        <VisuallyHidden>
          {label} {figure}
        </VisuallyHidden>
      </span>
    </div>
  );
}
