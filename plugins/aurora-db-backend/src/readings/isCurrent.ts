/**
 * Maximum age of data that still counts as current, in ms. It is the three periods of an alarm,
 * plus two minutes until CloudWatch has their datapoints.
 */
const tellingMs = 5 * 60_000;

/**
 * Whether data from a time is still current. While AWS gives no answer, the card shows older data,
 * but derives no health from it.
 *
 * @param now - epoch milliseconds
 */
export function isCurrent(readAt: Date, now: number): boolean {
  return now - readAt.getTime() <= tellingMs;
}
