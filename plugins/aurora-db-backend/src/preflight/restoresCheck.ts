import {
  auroraDbTags,
  createMessage,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { isInProgress } from '../database/stackState';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { PreflightCheck } from './PreflightCheck';
import type { RestoreSubject } from './preflightSubjects';

type Subject = Pick<RestoreSubject, 'environment' | 'sourceRef'>;

/** Whether another restore of the same database is in progress. */
export function restoresCheck(
  reader: Pick<DatabaseStackReader, 'list'>,
): PreflightCheck<Subject> {
  return {
    name: 'restores',

    async run({ environment, sourceRef }) {
      const stacks = await reader.list(environment);
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
    },
  };
}
