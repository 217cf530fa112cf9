import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { fromAbsolute, getLocalTimeZone } from '@internationalized/date';
import { DatePicker, Text } from '@backstage/ui';
import { useId } from 'react';
import { formatMoment } from '../translation/formatMoment';
import { formatTime } from '../translation/formatTime';
import { dialogsTranslationRef } from '../dialogs/dialogsTranslationRef';
import { useTexts } from '../translation/useTexts';
import { isUtc } from './isUtc';
import { isRestorable, type RestorableWindow } from './restoreChoice';
import readable from '../readableText.module.css';
import styles from './RestorableTimeField.module.css';

/** The steps that a slider may have, in seconds: ones that people count in. */
const steps = [1, 10, 60, 5 * 60, 15 * 60, 60 * 60];
/** An arrow key moves the slider by about this part of its length. */
const stepsPerWindow = 1_000;

function stepOf({ earliest, latest }: RestorableWindow): number {
  const wanted = (latest - earliest) / 1_000 / stepsPerWindow;
  return (steps.find(step => step >= wanted) ?? 60 * 60) * 1_000;
}

const iso = (time: number) => new Date(time).toISOString();

/**
 * Asks for a time in the restorable window, with a slider and a field for the exact second. The
 * time is in the browser's time zone and in UTC.
 *
 * @param props - `value` in epoch milliseconds
 */
export function RestorableTimeField(props: {
  window: RestorableWindow;
  value: number;
  onChange: (value: number) => void;
}) {
  const { window, value, onChange } = props;
  const { language } = useTexts();
  const { t: tDialog } = useTranslationRef(dialogsTranslationRef);
  const zone = getLocalTimeZone();
  const problem = useId();
  const isPossible = isRestorable(value, window);
  const { earliest, latest } = window;
  // Counted from the latest time, so that both ends can be reached.
  const step = stepOf(window);
  const local = formatMoment(iso(value), language, zone);
  const ends = [iso(earliest), iso(latest)];

  return (
    <div className={styles.field}>
      {/* A native one: BUI's would be read out as a number of milliseconds. */}
      <input
        type="range"
        className={styles.slider}
        aria-label={tDialog('restore.slider')}
        aria-valuetext={local}
        min={latest - Math.ceil((latest - earliest) / step) * step}
        max={latest}
        step={step}
        value={value}
        onChange={event =>
          onChange(Math.max(earliest, event.currentTarget.valueAsNumber))
        }
      />
      <div className={styles.ends}>
        <span>{formatTime(iso(earliest), language, ends)}</span>
        <span>{formatTime(iso(latest), language, ends)}</span>
      </div>
      <DatePicker
        label={tDialog('restore.exactTime')}
        granularity="second"
        hourCycle={24}
        shouldForceLeadingZeros
        hideTimeZone
        value={fromAbsolute(value, zone)}
        onChange={at => at && onChange(at.toDate(zone).getTime())}
        isInvalid={!isPossible}
        validationBehavior="aria"
        aria-describedby={isPossible ? undefined : problem}
      />
      {!isPossible && (
        <Text id={problem} as="p" role="alert" className={readable.danger}>
          {tDialog('restore.outsideWindow', {
            earliest: formatMoment(iso(earliest), language, zone),
            latest: formatMoment(iso(latest), language, zone),
          })}
        </Text>
      )}
      <dl className={styles.times}>
        <dt>{tDialog('restore.localTime', { zone })}</dt>
        <dd>{local}</dd>
        {!isUtc(value, zone) && (
          <>
            <dt>UTC</dt>
            <dd>{formatMoment(iso(value), language, 'UTC')}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
