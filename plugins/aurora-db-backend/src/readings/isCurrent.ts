/** What is older than this says nothing about now, in milliseconds: as long as an alarm's three periods, and two minutes until CloudWatch has them. */
const tellingMs = 5 * 60_000;

/**
 * Whether what was read then says something about now. While AWS gives no answer the last data is shown, however old; but nobody is told
 * that a database is well, or ill, by what was so six minutes ago.
 *
 * @param now - epoch milliseconds
 */
export function isCurrent(readAt: Date, now: number): boolean {
  return now - readAt.getTime() <= tellingMs;
}
