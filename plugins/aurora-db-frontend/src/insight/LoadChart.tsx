import {
  waitKinds,
  type HealthRange,
  type Load,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useId, useMemo, type FocusEvent } from 'react';
import { useChartCursor, useChartSelection } from '../charts/ChartCursor';
import { PlotSlider } from '../charts/PlotSlider';
import { SelectedTime } from '../charts/SelectedTime';
import { useChartMarks } from '../charts/useChartMarks';
import { useTimePlot } from '../charts/useTimePlot';
import { eventsTranslationRef } from '../operations/eventsTranslationRef';
import { useTexts } from '../translation/useTexts';
import {
  createLoadPlot,
  stackedData,
  type LoadPlotContent,
} from './createLoadPlot';
import { describeLoad } from './describeLoad';
import { formatFigure, roundFigure } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import { LoadLegend } from './LoadLegend';
import { loadSeriesOf, waitsAt } from './loadSeries';
import { plotEdges } from './plotEdges';
import { TopWaits } from './TopWaits';
import styles from './LoadChart.module.css';

/** The line of the capacity is in the chart if the load reaches this part of it. */
const leastOfCapacity = 0.25;
/** Smaller changes are drawn as a flat line. */
const leastTop = 0.1;

/** A chart of the load by class of wait, which also describes its content in words. */
export function LoadChart(props: {
  entityRef: string;
  load: Load;
  range: HealthRange;
}) {
  const { entityRef, load, range } = props;
  const t = useInsightTexts();
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const { language } = useTexts();
  const titleId = useId();
  const { capacity } = load;
  const series = useMemo(() => loadSeriesOf(load), [load]);
  const { times, totals } = series;
  const last = times.length - 1;
  const { index, point } = useChartCursor(times);
  const { selection, select } = useChartSelection();
  const { marks, happened } = useChartMarks(entityRef, times, index);
  const highest = Math.max(leastTop, ...totals.map(total => total ?? 0));
  const isCapacityInSight =
    capacity !== undefined && highest >= capacity * leastOfCapacity;
  const content = useMemo<LoadPlotContent>(
    () => ({
      data: stackedData(series),
      capacity,
      marks,
      selection,
      onSelect: select,
      // Space above the highest line.
      top: 1.08 * Math.max(highest, isCapacityInSight ? capacity : 0),
      edges: plotEdges(load.asOf, range, series.times),
      language,
      formatValue: value => formatFigure(value, language),
    }),
    [
      series,
      capacity,
      marks,
      selection,
      select,
      highest,
      isCapacityInSight,
      load,
      range,
      language,
    ],
  );
  const element = useTimePlot(content, createLoadPlot, index, point);

  const shown = index ?? last;
  const total = totals[shown] ?? null;
  const at = times[shown];
  const time =
    index === undefined || at === undefined
      ? t('load.newest')
      : new Intl.DateTimeFormat(language, {
          dateStyle: 'medium',
          timeStyle: 'short',
        }).format(at);
  const figures = {
    count: roundFigure(total ?? 0),
    load: formatFigure(total ?? 0, language),
    capacity: formatFigure(capacity ?? 0, language),
  };
  const valueText =
    capacity === undefined
      ? t('load.value', figures)
      : t('load.valueOfCapacity', figures);
  const value = total === null ? t('load.gap') : valueText;
  const kindLoads = waitKinds.flatMap(kind => {
    const inRange = series.byKind[kind].some(Boolean);
    return inRange ? [{ kind, load: series.byKind[kind][shown] ?? null }] : [];
  });
  const summary = describeLoad(load, series, t, language);
  // The cursor stays while the focus moves to another chart of the page.
  const leave = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      point(undefined);
    }
  };

  return (
    <div className={styles.load}>
      {summary && <p className={styles.summary}>{summary}</p>}
      <figure className={styles.chart} aria-labelledby={titleId} onBlur={leave}>
        <figcaption className={styles.caption}>
          <span id={titleId}>{t('load.sessions')}</span>
          <span className={styles.value}>{value}</span>
        </figcaption>
        <PlotSlider
          element={element}
          label={[
            [t('load.sessions'), summary].filter(Boolean).join(': '),
            marks.length > 0 &&
              tEvent('events.onChart', { count: marks.length }),
          ]
            .filter(Boolean)
            .join(' ')}
          valueText={[
            time,
            value,
            ...kindLoads.flatMap(({ kind, load: sessions }) =>
              sessions
                ? [
                    t('load.wait', {
                      name: t(`load.kind.${kind}`),
                      load: formatFigure(sessions, language),
                    }),
                  ]
                : [],
            ),
            happened,
          ]
            .filter(Boolean)
            .join(', ')}
          index={index}
          last={last}
          times={times}
          onPoint={point}
        />
        <div className={styles.foot}>
          {capacity !== undefined && (
            <p className={styles.capacity}>
              {isCapacityInSight && (
                <span className={styles.line} aria-hidden />
              )}
              {t(isCapacityInSight ? 'load.capacity' : 'load.capacityAbove', {
                capacity: figures.capacity,
              })}
            </p>
          )}
          <SelectedTime entityRef={entityRef} times={times} />
        </div>
        {happened && <p className={styles.happened}>{happened}</p>}
      </figure>
      <div className={styles.readOut}>
        <LoadLegend loads={kindLoads} />
        <TopWaits
          waits={at === undefined ? [] : waitsAt(load, at)}
          time={time}
        />
      </div>
    </div>
  );
}
