import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  HealthMetric,
  HealthMetricName,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { useId, useMemo } from 'react';
import { formatMetric } from '../health/formatMetric';
import { formatWithUnit } from '../health/formatWithUnit';
import { eventsTranslationRef } from '../operations/eventsTranslationRef';
import { pagesTranslationRef } from '../databases/pagesTranslationRef';
import { useTexts } from '../translation/useTexts';
import { chartTop, type ChartLevel } from './chartLevels';
import { useChartSelection } from './ChartCursor';
import type { ChartMark } from './ChartMark';
import { createMetricPlot, type MetricPlotContent } from './createMetricPlot';
import { formatExact } from './formatExact';
import { PlotSlider } from './PlotSlider';
import { useTimePlot } from './useTimePlot';
import styles from './MetricChart.module.css';

/**
 * A chart of one metric with its thresholds. It also describes its content in words.
 *
 * @param props - `index` is the datapoint at the cursor, default the newest; `time` is its time in
 *   words; `least` is the smallest range of the vertical axis; `marks` are those in its range;
 *   `happened` says what happened in the period of the datapoint
 */
export function MetricChart(props: {
  name: HealthMetricName;
  metric: HealthMetric;
  levels: ChartLevel[];
  least?: number;
  index?: number;
  time?: string;
  marks: ChartMark[];
  happened?: string;
  onPoint: (index?: number) => void;
}) {
  const { name, metric, levels, least, index, time, onPoint } = props;
  const { marks, happened } = props;
  const { t, language } = useTexts();
  const { t: tPage } = useTranslationRef(pagesTranslationRef);
  const { t: tEvent } = useTranslationRef(eventsTranslationRef);
  const { selection, select } = useChartSelection();
  const titleId = useId();
  const format = (value: number) =>
    formatWithUnit(name, metric.unit, value, language);
  const values = metric.points.map(([, value]) => value);
  const known = values.filter(value => value !== null);
  const pointed = index === undefined ? metric.current : values[index];
  const value =
    pointed === undefined || pointed === null
      ? tPage('charts.gap')
      : format(pointed);
  const extremes =
    known.length > 0
      ? tPage('charts.extremes', {
          lowest: format(Math.min(...known)),
          highest: format(Math.max(...known)),
        })
      : undefined;
  const times = useMemo(() => metric.points.map(([at]) => at), [metric.points]);
  const hasPoints = values.length > 0;
  const last = values.length - 1;
  const levelTexts = levels.map(({ kind, value: level, isLower }) =>
    tPage(
      isLower && (kind === 'warning' || kind === 'critical')
        ? `charts.level.${kind}Below`
        : `charts.level.${kind}`,
      { value: formatExact(level, metric.unit, language) },
    ),
  );

  const content = useMemo<MetricPlotContent | undefined>(() => {
    const drawn = metric.points.map(([, point]) => point);
    return drawn.length === 0
      ? undefined
      : {
          data: [metric.points.map(([at]) => at / 1_000), drawn],
          levels,
          marks,
          selection,
          onSelect: select,
          top: chartTop(drawn, levels, least),
          language,
          formatValue: at => formatMetric(name, at, language),
        };
  }, [name, metric, levels, least, language, marks, selection, select]);
  const element = useTimePlot(content, createMetricPlot, index, onPoint);

  return (
    <figure className={styles.chart} aria-labelledby={titleId}>
      <figcaption className={styles.caption}>
        <span id={titleId} className={styles.title}>
          {t(`metrics.${name}`)}
        </span>
        <span className={styles.value}>{value}</span>
      </figcaption>
      {!hasPoints && <p className={styles.none}>{tPage('charts.none')}</p>}
      <PlotSlider
        element={element}
        label={[
          t(`metrics.${name}`),
          extremes,
          ...levelTexts,
          marks.length > 0 && tEvent('events.onChart', { count: marks.length }),
        ]
          .filter(Boolean)
          .join(', ')}
        valueText={[time, value, happened].filter(Boolean).join(', ')}
        index={index}
        last={last}
        times={times}
        onPoint={onPoint}
        isHidden={!hasPoints}
      />
      <ul className={styles.levels} aria-hidden>
        {extremes && <li>{extremes}</li>}
        {levels.map((level, at) => (
          <li key={`${level.kind} ${level.value} ${level.isLower}`}>
            <span className={`${styles.level} ${styles[level.kind]}`} />
            {levelTexts[at]}
          </li>
        ))}
      </ul>
    </figure>
  );
}
