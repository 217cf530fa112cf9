import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { ChangesSubject } from './preflightSubjects';

/** What speaks against carrying out the changes of a change set. */
export class ChangesCheck implements PreflightCheck<
  Pick<ChangesSubject, 'refusals'>
> {
  readonly name = 'changes';

  async run({
    refusals,
  }: Pick<ChangesSubject, 'refusals'>): Promise<PreflightFinding[]> {
    return refusals.map(reason => ({
      ok: false,
      message: createMessage('preflight.refused', { reason }),
    }));
  }
}
