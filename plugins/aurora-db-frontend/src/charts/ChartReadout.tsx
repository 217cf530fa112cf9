import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { SelectedTime } from './SelectedTime';
import styles from './ChartReadout.module.css';

/**
 * What the cursor and the selection of the charts say: the time, what happened then, and a link to
 * the log.
 *
 * @param props - `times` are those of the datapoints, in epoch milliseconds; `time` is the one at the
 *   cursor in words; `happened` says what happened in its period
 */
export function ChartReadout(props: {
  entityRef: string;
  times: readonly number[];
  time?: string;
  happened?: string;
}) {
  const { entityRef, times, time, happened } = props;
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  return (
    <div className={styles.readout}>
      <div>
        <p className={styles.time}>
          {time ? tPage('charts.at', { time }) : tPage('charts.newest')}
        </p>
        {happened && <p className={styles.happened}>{happened}</p>}
      </div>
      <SelectedTime
        entityRef={entityRef}
        times={times}
        hint={tPage('charts.selectHint')}
      />
    </div>
  );
}
