const minuteInMs = 60_000;
/** CloudWatch publishes the datapoint of a minute a few seconds after the minute. */
const settleInMs = 5_000;
/** The browsers of a portal read at different times within this period, to spread the load. */
const spreadInMs = 15_000;
/** One value for each browser tab, so that all components of a page share one request. */
const jitterOfTab = Math.random();

/**
 * Milliseconds until CloudWatch has a new datapoint, shortly after the next full minute.
 *
 * @param now - epoch milliseconds
 * @param jitter - 0 to 1: how late this browser tab reads among all of a portal
 */
export function datapointDelay(now: number, jitter: number): number {
  return minuteInMs - (now % minuteInMs) + settleInMs + spreadInMs * jitter;
}

/** Milliseconds from now until this browser tab reads CloudWatch's next datapoint. */
export function untilNextDatapoint(): number {
  return datapointDelay(Date.now(), jitterOfTab);
}
