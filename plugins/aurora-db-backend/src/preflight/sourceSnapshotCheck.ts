import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightCheck } from './PreflightCheck';
import type { RestoreSourceSubject } from './preflightSubjects';

/** Whether the source snapshot is available. */
export const sourceSnapshotCheck: PreflightCheck<RestoreSourceSubject> = {
  name: 'snapshot',
  async run(source) {
    if (!('snapshot' in source)) {
      return [];
    }
    const { id: snapshotId, status, createdAt } = source.snapshot;
    const ok = status === 'available';
    return [
      {
        ok,
        message: ok
          ? createMessage('preflight.snapshot', {
              snapshotId,
              time: createdAt.toISOString(),
            })
          : createMessage('preflight.snapshotState', { snapshotId, status }),
      },
    ];
  },
};
