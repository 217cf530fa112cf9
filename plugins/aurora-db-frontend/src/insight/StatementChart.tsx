import type { HealthRange } from '@aurora-db/backstage-plugin-aurora-db-common';
import { useId, useMemo } from 'react';
import { useChartCursor, useChartSelection } from '../charts/ChartCursor';
import { chartTop } from '../charts/chartLevels';
import {
  createMetricPlot,
  type MetricPlotContent,
} from '../charts/createMetricPlot';
import { PlotSlider } from '../charts/PlotSlider';
import { useChartMarks } from '../charts/useChartMarks';
import { useTimePlot } from '../charts/useTimePlot';
import { formatTime } from '../translation/formatTime';
import { useTexts } from '../translation/useTexts';
import { formatFigure, roundFigure } from './formatFigure';
import { useInsightTexts } from './insightTranslationRef';
import { pointsWithGaps } from './loadSeries';
import { plotEdges } from './plotEdges';
import styles from './StatementChart.module.css';

/** Smaller changes are drawn as a flat line. */
const leastTop = 0.01;

/**
 * The load of one statement over time. Its cursor is that of the other charts.
 *
 * @param props - `points` are epoch milliseconds and average active sessions
 */
export function StatementChart(props: {
  entityRef: string;
  points: Array<[number, number]>;
  range: HealthRange;
}) {
  const { entityRef, points, range } = props;
  const t = useInsightTexts();
  const { language } = useTexts();
  const titleId = useId();
  const drawn = useMemo(() => pointsWithGaps(points), [points]);
  const times = useMemo(() => drawn.map(([at]) => at), [drawn]);
  const values = points.map(([, value]) => value);
  const last = drawn.length - 1;
  const { index, point } = useChartCursor(times);
  const { selection, select } = useChartSelection();
  const { marks, happened } = useChartMarks(entityRef, times, index);
  const content = useMemo<MetricPlotContent>(() => {
    const loads = drawn.map(([, value]) => value);
    return {
      data: [times.map(at => at / 1_000), loads],
      levels: [],
      marks,
      selection,
      onSelect: select,
      top: chartTop(loads, [], leastTop),
      edges: plotEdges(new Date(times.at(-1) ?? 0).toISOString(), range, times),
      language,
      formatValue: value => formatFigure(value, language),
    };
  }, [drawn, times, range, language, marks, selection, select]);
  const element = useTimePlot(content, createMetricPlot, index, point);
  const [at, value = null] = drawn[index ?? last] ?? [];
  const valueText =
    value === null
      ? t('load.gap')
      : t('load.value', {
          count: roundFigure(value),
          load: formatFigure(value, language),
        });
  const time =
    index === undefined || at === undefined
      ? t('load.newest')
      : formatTime(new Date(at).toISOString(), language);

  return (
    <figure className={styles.chart} aria-labelledby={titleId}>
      <figcaption className={styles.caption}>
        <span id={titleId}>{t('statements.overTime')}</span>
        <span className={styles.value}>{valueText}</span>
      </figcaption>
      <PlotSlider
        element={element}
        label={[
          t('statements.overTime'),
          t('statements.extremes', {
            lowest: formatFigure(Math.min(...values), language),
            highest: formatFigure(Math.max(...values), language),
          }),
        ].join(', ')}
        valueText={[time, valueText, happened].filter(Boolean).join(', ')}
        index={index}
        last={last}
        times={times}
        onPoint={point}
      />
    </figure>
  );
}
