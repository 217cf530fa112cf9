import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightCheck } from './PreflightCheck';
import type { ChangesSubject } from './preflightSubjects';

/** Why a deploy refuses the changes of a change set. */
export const changesCheck: PreflightCheck<Pick<ChangesSubject, 'refusals'>> = {
  name: 'changes',
  async run({ refusals }) {
    return refusals.map(reason => ({
      ok: false,
      message: createMessage('preflight.refused', { reason }),
    }));
  },
};
