import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { stackState } from '../database/stackState';
import { strangerOf } from '../stacks/StackPreparation';
import type { PreflightCheck } from './PreflightCheck';
import type { DeploySubject } from './preflightSubjects';

type Subject = Pick<DeploySubject, 'environment' | 'names' | 'name' | 'stack'>;

/** Whether a deploy can create the stack, or change the one that exists. */
export const stackCheck: PreflightCheck<Subject> = {
  name: 'stack',
  async run(subject) {
    const { environment, name, stack } = subject;
    const { stackName } = subject.names;
    const state = stack && stackState(stackName, stack.status);
    if (!state || state.kind === 'reviewed') {
      return [
        {
          ok: true,
          message: createMessage('preflight.stackNew', { stackName }),
        },
      ];
    }
    const reason =
      strangerOf(environment, name, stack) ??
      ('reason' in state ? state.reason : undefined);
    if (reason !== undefined) {
      return [
        { ok: false, message: createMessage('preflight.refused', { reason }) },
      ];
    }
    return [
      {
        ok: true,
        message: createMessage(
          state.kind === 'undone'
            ? 'preflight.stackUndone'
            : 'preflight.stackExists',
          { stackName },
        ),
      },
    ];
  },
};
