import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatTime } from '../translation/formatTime';
import { pagesTranslationRef } from './pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import styles from './RestorableWindow.module.css';

/**
 * The times that a database can be restored to, in the user's time zone.
 *
 * @param props - ISO 8601
 */
export function RestorableWindow(props: { from?: string; to: string }) {
  const { from, to } = props;
  const { language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const time = (at: string) => (
    <time dateTime={at} className={styles.time}>
      {formatTime(at, language, from ? [from, to] : [])}
    </time>
  );
  return from ? (
    <>{tPage('databases.window', { from: time(from), to: time(to) })}</>
  ) : (
    time(to)
  );
}
