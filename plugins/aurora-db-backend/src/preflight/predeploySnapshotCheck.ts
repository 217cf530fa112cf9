import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { predeploySnapshotDays } from '../database/predeploySnapshotDays';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { ChangesSubject } from './preflightSubjects';

type Subject = Pick<ChangesSubject, 'environment' | 'isNew' | 'changes'>;

/** Whether the account can have one more manual snapshot, if a deploy takes one before its changes. */
export class PredeploySnapshotCheck implements PreflightCheck<Subject> {
  readonly name = 'snapshot';
  readonly #snapshots: Pick<ClusterSnapshotReader, 'readQuota'>;

  constructor(snapshots: Pick<ClusterSnapshotReader, 'readQuota'>) {
    this.#snapshots = snapshots;
  }

  async run({
    environment,
    isNew,
    changes,
  }: Subject): Promise<PreflightFinding[]> {
    if (isNew || changes.length === 0 || !environment.snapshotBeforeChange) {
      return [];
    }
    const { used, limit } = await this.#snapshots.readQuota(environment);
    const ok = used < limit;
    return [
      {
        ok,
        message: ok
          ? createMessage('preflight.snapshotFirst', {
              days: predeploySnapshotDays,
            })
          : createMessage('preflight.snapshotQuota', { limit }),
      },
    ];
  }
}
