import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { isPassing } from '../ports/AwsUnavailableError';
import type { OperationContext } from './ChangeSetRunner';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
} from '../ports/ClusterSnapshots';
import { Absence, visibleWithinMs } from '../ports/untilVisible';

const firstWaitMs = 250;
const longestWaitMs = 5_000;
/** Longest silence in the log, in ms. Proxies drop connections that are silent for 60 s. */
const heartbeatMs = 45_000;
/** Longest time without an answer from AWS before following ends, in ms. The snapshot continues. */
const patienceMs = 300_000;

/**
 * Follows a snapshot until it is available, and logs its progress. Rejects with the signal's reason
 * on abort; the snapshot continues in RDS. Throws an Error if the snapshot fails or disappears.
 *
 * @param options - `withinMs` is how long AWS may take to show a new snapshot
 */
export async function followSnapshot(
  snapshots: ClusterSnapshotReader,
  environment: EnvironmentConfig,
  id: string,
  { log, signal }: OperationContext,
  options: { withinMs?: number } = {},
): Promise<ClusterSnapshot> {
  const absence = new Absence(options.withinMs ?? visibleWithinMs);
  let lastLineAt = Date.now();
  let lastAnswerAt = Date.now();
  let lastPercent: number | undefined;
  const say = (line: string) => {
    lastLineAt = Date.now();
    log(line);
  };
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 1.5, longestWaitMs)) {
    try {
      const snapshot = await snapshots.find(environment, id);
      lastAnswerAt = Date.now();
      if (snapshot?.status === 'available') {
        log(`Snapshot ${id} is available`);
        return snapshot;
      }
      if (snapshot?.status === 'failed' || (!snapshot && absence.isOver())) {
        throw new Error(
          `Snapshot ${id} ${snapshot ? 'failed' : 'is gone'}. Try again, or look at it in the RDS console`,
        );
      }
      if (snapshot) {
        absence.end();
        const { percentProgress } = snapshot;
        if (
          percentProgress !== lastPercent ||
          Date.now() - lastLineAt > heartbeatMs
        ) {
          lastPercent = percentProgress;
          say(`Snapshot ${id}: ${percentProgress}%`);
        }
      }
    } catch (error) {
      if (!isPassing(error) || Date.now() - lastAnswerAt > patienceMs) {
        throw error;
      }
      if (Date.now() - lastLineAt > heartbeatMs) {
        say(`${error.message}. Still following snapshot ${id}`);
      }
    }
    await sleep(wait, undefined, { signal }).catch(error => {
      signal?.throwIfAborted();
      throw error;
    });
  }
}
