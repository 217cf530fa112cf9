import {
  healthMetricNames,
  metrics,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { formatExact } from '../charts/formatExact';

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
    (value, language) => formatExact(value, '%', language),
  ],
  [
    /^Aurora.*Lag|^CommitLatency$/,
    (value, language) => formatExact(value, 'ms', language),
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
    return formatExact(threshold * scale, unit, language);
  }
  const format = units.find(([names]) => names.test(metricName ?? ''))?.[1];
  return format
    ? format(threshold, language)
    : formatExact(threshold, 'count', language);
}
