import { isPassingStatus } from '../readings/isPassingStatus';

const minuteInMs = 60_000;
/** CloudWatch's datapoint of a minute is there a few seconds after it. */
const settleInMs = 5_000;
/** Viewers come over so long a time, each always as late: a portal with 200 of them isn't asked for everything at once. */
const spreadInMs = 15_000;
/** A cluster that is being created or changed is looked at this often. */
const transitionInMs = 5_000;

/**
 * Milliseconds until health is worth asking for again: shortly after CloudWatch's next full minute, or soon where the cluster is in a
 * passing state.
 *
 * @param now - epoch milliseconds
 * @param statuses - of the cluster, as far as known
 * @param jitter - 0 to 1: how late this viewer comes among those of a portal
 */
export function pollDelay(
  now: number,
  statuses: ReadonlyArray<string | undefined>,
  jitter: number,
): number {
  if (statuses.some(status => status && isPassingStatus(status))) {
    return transitionInMs;
  }
  return minuteInMs - (now % minuteInMs) + settleInMs + spreadInMs * jitter;
}
