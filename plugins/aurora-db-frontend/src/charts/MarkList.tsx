import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { eventsTranslationRef } from '../operations/eventsTranslationRef';
import { formatTime } from '../translation/formatTime';
import { useTexts } from '../translation/useTexts';
import type { ChartMark } from './ChartMark';
import styles from './MarkList.module.css';

/** More would push the charts out of sight. */
const longest = 6;

/**
 * The legend of the marks on charts: what happened and when, the newest first. A button moves the
 * cursor of the charts to the time.
 *
 * @param props - `marks` are those in the range of the charts
 */
export function MarkList(props: {
  marks: ChartMark[];
  onPoint: (mark: ChartMark) => void;
}) {
  const { marks, onPoint } = props;
  const { language } = useTexts();
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  if (marks.length === 0) {
    return null;
  }
  const rest = marks.length - longest;
  return (
    <div className={styles.legend}>
      <ul className={styles.marks} aria-label={tEvent('events.marks')}>
        {marks.slice(0, longest).map(mark => (
          <li key={mark.id} className={styles.mark}>
            <span
              role="img"
              className={`${styles.flag} ${styles[mark.kind]}`}
              aria-label={tEvent(`events.legend.${mark.kind}`)}
              title={tEvent(`events.legend.${mark.kind}`)}
            />
            <Button
              size="small"
              variant="tertiary"
              onPress={() => onPoint(mark)}
            >
              {tEvent('events.mark', {
                what: mark.what,
                time: formatTime(new Date(mark.at).toISOString(), language),
              })}
            </Button>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <span className={styles.rest}>
          {tEvent('events.more', { count: rest })}
        </span>
      )}
    </div>
  );
}
