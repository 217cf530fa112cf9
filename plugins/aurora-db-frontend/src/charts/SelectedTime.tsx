import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { LogLink } from '../log/LogLink';
import { useTexts } from '../translation/useTexts';
import { useChartSelection } from './ChartCursor';
import { timeOfSelection } from './ChartSelection';
import styles from './ChartReadout.module.css';

/** Lines shortly before and after belong to what a chart shows. In milliseconds. */
const marginInMs = 2 * 60_000;

const iso = (time: number) => new Date(time).toISOString();

/**
 * The selection of the charts, with a link to the log of its time.
 *
 * @param props - `times` are those of the chart's datapoints, in epoch milliseconds; `hint` is shown
 *   if nothing is selected
 */
export function SelectedTime(props: {
  entityRef: string;
  times: readonly number[];
  hint?: string;
}) {
  const { entityRef, times, hint } = props;
  const { language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const { selection, select } = useChartSelection();
  if (!selection) {
    return hint ? (
      <Text variant="body-x-small" color="secondary">
        {hint}
      </Text>
    ) : null;
  }
  const { from, to } = timeOfSelection(selection, times);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, options).formatRange(from, to);
  return (
    <div className={styles.selection}>
      <LogLink
        entityRef={entityRef}
        view={{
          kind: 'all',
          time: { from: iso(from - marginInMs), to: iso(to + marginInMs) },
        }}
        label={tPage('charts.logAround', {
          time: format(
            to - from < 24 * 60 * 60_000
              ? { timeStyle: 'short' }
              : { dateStyle: 'medium', timeStyle: 'short' },
          ),
        })}
      />
      <Button size="small" variant="tertiary" onPress={() => select(undefined)}>
        {tPage('charts.clearSelection')}
      </Button>
    </div>
  );
}
