import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { stackState } from '../database/stackState';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { PreflightCheck } from './PreflightCheck';
import type { RestoreSubject } from './preflightSubjects';

type Subject = Pick<RestoreSubject, 'environment' | 'names'>;

/** Whether the name of a restored database is free. Has no finding if it is. */
export function nameCheck(
  stacks: Pick<DatabaseStackReader, 'describe'>,
): PreflightCheck<Subject> {
  return {
    name: 'name',

    async run({ environment, names: { stackName } }) {
      const stack = await stacks.describe(environment, stackName);
      const kind = stack && stackState(stack.stackName, stack.status).kind;
      if (!kind || kind === 'reviewed' || kind === 'undone') {
        return [];
      }
      const message = createMessage('preflight.nameTaken', { stackName });
      return [{ ok: false, message }];
    },
  };
}
