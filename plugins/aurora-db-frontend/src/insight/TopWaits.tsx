import { useTexts } from '../translation/useTexts';
import { formatFigure } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import type { WaitLoad } from './loadSeries';
import { WaitList } from './WaitList';

/** The number of waits that fit beside the legend. */
const mostShown = 6;

/** The waits at the cursor by their names, the greatest load first. */
export function TopWaits(props: { waits: WaitLoad[]; time: string }) {
  const { waits, time } = props;
  const t = useInsightTexts();
  const { language } = useTexts();
  return (
    <WaitList
      title={t('load.waits', { time })}
      none={t('load.noWaits')}
      isCode
      items={waits.slice(0, mostShown).map(({ name, kind, load }) => ({
        kind,
        name,
        value: formatFigure(load, language),
      }))}
    />
  );
}
