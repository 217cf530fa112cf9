import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { predeploySnapshotDays } from '../database/snapshots/predeploySnapshotDays';
import type { ClusterSnapshotReader } from '../ports/ClusterSnapshots';
import type { PreflightCheck } from './PreflightCheck';
import type { ChangesSubject } from './preflightSubjects';

type Subject = Pick<ChangesSubject, 'environment' | 'isNew' | 'changes'>;

/**
 * Whether the account can have one more manual snapshot, if the deploy takes one before its
 * changes.
 */
export function predeploySnapshotCheck(
  snapshots: Pick<ClusterSnapshotReader, 'readQuota'>,
): PreflightCheck<Subject> {
  return {
    name: 'snapshot',

    async run({ environment, isNew, changes }) {
      if (isNew || changes.length === 0 || !environment.snapshotBeforeChange) {
        return [];
      }
      const { used, limit } = await snapshots.readQuota(environment);
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
    },
  };
}
