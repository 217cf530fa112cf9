import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { isMarked } from '../operations/eventCategories';
import { eventsTranslationRef } from '../operations/eventsTranslationRef';
import { translateEventCategory } from '../operations/translateEventCategory';
import { useDatabaseEvents } from '../operations/useDatabaseEvents';
import { useOperations } from '../readings/useOperations';
import { translateMessage } from '../translation/translateMessage';
import { useTexts } from '../translation/useTexts';
import { marksAt, marksInRange, type ChartMark } from './ChartMark';

/** Operations that change how a database behaves. A snapshot does not. */
const markedOperations: readonly string[] = ['deploy', 'restore'];

/** The events of RDS that are not routine, and deploys and restores of the portal. */
function useMarks(entityRef: string): ChartMark[] {
  const { t, language } = useTexts();
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const { value: events } = useDatabaseEvents(entityRef);
  const { value: operations } = useOperations(entityRef);
  return useMemo(() => {
    const ofEvents = (events ?? [])
      .filter(({ category }) => isMarked(category))
      .map(({ at, source, category, text }): ChartMark => ({
        id: `${at} ${source} ${text}`,
        at: Date.parse(at),
        kind: 'event',
        what: translateEventCategory(category, tEvent),
        text,
      }));
    const ofOperations = (operations ?? [])
      .filter(({ kind }) => markedOperations.includes(kind))
      .map(({ id, kind, startedAt, message }): ChartMark => ({
        id,
        at: Date.parse(startedAt),
        kind: 'operation',
        what: t(`operations.${kind}`),
        text: message && translateMessage(message, t, language),
      }));
    return [...ofEvents, ...ofOperations].sort((a, b) => b.at - a.at);
  }, [events, operations, t, tEvent, language]);
}

/**
 * What happened in the range of a chart, the newest first. If the events or the operations could not
 * be read, the chart lacks their marks.
 *
 * @param times - starts of the periods of the chart's datapoints, in epoch milliseconds. The same
 *   array until they change
 * @param index - of the datapoint at the cursor
 */
export function useChartMarks(
  entityRef: string,
  times: readonly number[],
  index: number | undefined,
): {
  marks: ChartMark[];
  /** What happened in the period of the datapoint, in words. */
  happened?: string;
} {
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const all = useMarks(entityRef);
  const marks = useMemo(() => marksInRange(all, times), [all, times]);
  const happened = marksAt(marks, times, index)
    .map(({ what, text }) =>
      text ? tEvent('events.markOf', { what, text }) : what,
    )
    .join(' · ');
  return { marks, happened: happened || undefined };
}
