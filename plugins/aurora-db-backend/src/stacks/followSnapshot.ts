import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { OperationContext } from './ChangeSetRunner';
import type {
  ClusterSnapshot,
  ClusterSnapshotReader,
} from '../ports/ClusterSnapshots';
import { followUntilDone } from './followUntilDone';
import { Absence, visibleWithinMs } from '../ports/untilVisible';
import { OperationError } from '../ports/errors/userErrors';

/**
 * Follows a snapshot until it is available, and logs its progress. Rejects with the signal's reason
 * on abort; the snapshot continues in RDS. Throws an OperationError if the snapshot fails or
 * disappears.
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
  let percent: number | undefined;
  const describeWait = () =>
    percent === undefined
      ? `Still waiting for snapshot ${id}`
      : `Snapshot ${id}: ${percent}%`;
  return followUntilDone({
    read: async say => {
      const snapshot = await snapshots.find(environment, id);
      if (snapshot?.status === 'available') {
        say(`Snapshot ${id} is available`);
        return snapshot;
      }
      if (snapshot?.status === 'failed' || (!snapshot && absence.isOver())) {
        throw new OperationError(
          createMessage(snapshot ? 'snapshotRun.failed' : 'snapshotRun.gone', {
            snapshotId: id,
          }),
        );
      }
      if (snapshot) {
        absence.end();
        if (snapshot.percentProgress !== percent) {
          percent = snapshot.percentProgress;
          say(describeWait());
        }
      }
      return undefined;
    },
    describeWait,
    name: `snapshot ${id}`,
    firstWaitMs: 250,
    growth: 1.5,
    longestWaitMs: 5_000,
    heartbeatMs: 45_000,
    log,
    signal,
  });
}
