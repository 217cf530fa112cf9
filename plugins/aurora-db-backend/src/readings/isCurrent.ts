/**
 * Maximum age of data that still counts as current, in ms: an alarm's three periods, and two
 * minutes until CloudWatch has their datapoints.
 */
const tellingMs = 5 * 60_000;

/**
 * Whether data that was read at a time is still current. While AWS gives no answer, the card shows
 * older data, but it does not judge a database by it.
 *
 * @param now - epoch milliseconds
 */
export function isCurrent(readAt: Date, now: number): boolean {
  return now - readAt.getTime() <= tellingMs;
}
