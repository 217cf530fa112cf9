import type { HealthRange } from '@aurora-db/backstage-plugin-aurora-db-common';

const hourInSeconds = 60 * 60;

const lengths: Record<HealthRange, number> = {
  '1h': hourInSeconds,
  '3h': 3 * hourInSeconds,
  '12h': 12 * hourInSeconds,
  '24h': 24 * hourInSeconds,
  '7d': 7 * 24 * hourInSeconds,
};

/**
 * The left and the right edge of a chart over a range, in epoch seconds. A database that is younger
 * than the range has its load at the right.
 *
 * @param asOf - when the data was read, ISO 8601
 * @param times - of the data, epoch milliseconds
 */
export function plotEdges(
  asOf: string,
  range: HealthRange,
  times: number[],
): [from: number, to: number] {
  const newest = times.at(-1) ?? Date.parse(asOf);
  const oldest = times[0] ?? newest;
  // After a change of the range, the data is still that of the range before.
  return [
    Math.min(oldest / 1_000, newest / 1_000 - lengths[range]),
    newest / 1_000,
  ];
}
