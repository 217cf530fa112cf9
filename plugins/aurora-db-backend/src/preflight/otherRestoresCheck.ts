import {
  auroraDbTags,
  createMessage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { isInProgress } from '../database/stackState';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { RestoreSubject } from './preflightSubjects';

type Subject = Pick<RestoreSubject, 'environment' | 'sourceRef'>;

/** Whether another restore of the same database runs. */
export class OtherRestoresCheck implements PreflightCheck<Subject> {
  readonly name = 'restores';
  readonly #stacks: Pick<DatabaseStackReader, 'list'>;

  constructor(stacks: Pick<DatabaseStackReader, 'list'>) {
    this.#stacks = stacks;
  }

  async run({ environment, sourceRef }: Subject): Promise<PreflightFinding[]> {
    const stacks = await this.#stacks.list(environment);
    const other = stacks.find(
      ({ status, tags }) =>
        tags[auroraDbTags.restoredFrom] === sourceRef &&
        status.startsWith('CREATE_') &&
        isInProgress(status),
    );
    return [
      {
        ok: !other,
        message: other
          ? createMessage('preflight.otherRestore', {
              target: other.stackName.replace(/-database$/, ''),
              since: other.createdAt.toISOString(),
            })
          : createMessage('preflight.noOtherRestore'),
      },
    ];
  }
}
