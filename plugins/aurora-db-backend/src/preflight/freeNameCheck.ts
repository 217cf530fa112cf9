import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { stackState } from '../database/stackState';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { RestoreSubject } from './preflightSubjects';

type Subject = Pick<RestoreSubject, 'environment' | 'names'>;

/** Whether the name of a restored database is free. Says nothing if it is. */
export class FreeNameCheck implements PreflightCheck<Subject> {
  readonly name = 'name';
  readonly #stacks: Pick<DatabaseStackReader, 'describe'>;

  constructor(stacks: Pick<DatabaseStackReader, 'describe'>) {
    this.#stacks = stacks;
  }

  async run({
    environment,
    names: { stackName },
  }: Subject): Promise<PreflightFinding[]> {
    const stack = await this.#stacks.describe(environment, stackName);
    const kind = stack && stackState(stack.stackName, stack.status).kind;
    if (!kind || kind === 'reviewed' || kind === 'undone') {
      return [];
    }
    const message = createMessage('preflight.nameTaken', { stackName });
    return [{ ok: false, message }];
  }
}
