import type { Load } from '@aurora-db/backstage-plugin-aurora-db-common';
import { formatTime } from '../translation/formatTime';
import { formatFigure, formatShare } from './formatFigure';
import type { TranslateInsight } from './insightTranslationRef';
import { kindsOf, waitsOver, type LoadSeries } from './loadSeries';

/**
 * The load over a range in sentences: what most of it is, and when it was highest. Undefined if there
 * was none.
 */
export function describeLoad(
  load: Load,
  { times, totals }: LoadSeries,
  t: TranslateInsight,
  language: string,
): string | undefined {
  const waits = waitsOver(load);
  const total = waits.reduce((sum, wait) => sum + wait.load, 0);
  const [greatest] = kindsOf(waits).sort((a, b) => b.load - a.load);
  const highest = Math.max(0, ...totals.map(value => value ?? 0));
  const at = times[totals.indexOf(highest)];
  if (!greatest || at === undefined) {
    return undefined;
  }
  const percent = formatShare(greatest.load / total, language);
  const wait = waits.find(({ kind }) => kind === greatest.kind)?.name ?? '';
  const figures = {
    load: formatFigure(highest, language),
    time: formatTime(new Date(at).toISOString(), language),
  };
  return t('load.sentences', {
    greatest: t(`load.summary.${greatest.kind}`, { percent, wait }),
    highest:
      load.capacity === undefined
        ? t('load.summary.highest', figures)
        : t('load.summary.highestOf', {
            ...figures,
            capacity: formatFigure(load.capacity, language),
          }),
  });
}
