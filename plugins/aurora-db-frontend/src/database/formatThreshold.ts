import {
  healthMetricNames,
  metrics,
  type MetricUnit,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { unitText } from '../health/formatWithUnit';

/** Thresholds are exact: one that is small is not 0. */
function formatFigure(value: number, language: string): string {
  return new Intl.NumberFormat(language, {
    maximumFractionDigits: 3,
    maximumSignificantDigits: 6,
    roundingPriority: 'morePrecision',
  }).format(value);
}

/** `75%`, but `25 ms`. */
function withUnit(figure: string, unit: MetricUnit): string {
  return unit === '%' ? `${figure}%` : `${figure} ${unitText(unit)}`.trim();
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

function formatBytes(bytes: number, language: string): string {
  const power = Math.min(
    byteUnits.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.abs(bytes) || 1) / 10)),
  );
  const figure = new Intl.NumberFormat(language, {
    maximumFractionDigits: 1,
  }).format(bytes / 2 ** (10 * power));
  return `${figure} ${byteUnits[power]}`;
}

/**
 * Units of the metrics that the portal does not show. Source: "Amazon CloudWatch metrics for Amazon
 * Aurora". Other metrics are counts.
 */
const units: ReadonlyArray<
  [names: RegExp, format: (value: number, language: string) => string]
> = [
  [/Memory$|Storage$|Bytes|SwapUsage$|DiskUsage$|SlotLag$/, formatBytes],
  [
    /Utilization$|Ratio$|Percent/,
    (value, language) => withUnit(formatFigure(value, language), '%'),
  ],
  [
    /^Aurora.*Lag|^CommitLatency$/,
    (value, language) => withUnit(formatFigure(value, language), 'ms'),
  ],
];

/** A threshold in the unit of its metric, which has CloudWatch's name. */
export function formatThreshold(
  metricName: string | undefined,
  threshold: number,
  language: string,
): string {
  const shown = healthMetricNames.find(
    name => metrics[name].metricName === metricName,
  );
  if (shown) {
    const { unit, scale } = metrics[shown];
    return withUnit(formatFigure(threshold * scale, language), unit);
  }
  const format = units.find(([names]) => names.test(metricName ?? ''))?.[1];
  return format
    ? format(threshold, language)
    : formatFigure(threshold, language);
}
