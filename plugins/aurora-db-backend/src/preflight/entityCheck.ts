import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import { databasesOfEntityRef } from '../database/databasesOfEntityRef';
import { stackState } from '../database/stackState';
import type { DatabaseStackReader } from '../ports/DatabaseStacks';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import { strangerOf } from '../stacks/StackPreparation';
import type { PreflightCheck } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

type Subject = Pick<DatabaseSubject, 'environment' | 'names' | 'isNew'>;

/**
 * Whether the entity of a new database is that of a database in another environment. Has no finding
 * if it is not. See {@link databasesOfEntityRef}.
 */
export function entityCheck(
  stacks: Pick<DatabaseStackReader, 'describe'>,
  environments: readonly EnvironmentConfig[],
): PreflightCheck<Subject> {
  return {
    name: 'name',

    async run({ environment, names: { entityRef, stackName }, isNew }) {
      if (!isNew) {
        return [];
      }
      const others = databasesOfEntityRef(environments, entityRef).filter(
        other => other.environment.name !== environment.name,
      );
      const findings = await Promise.all(
        others.map(async other => {
          const stack = await stacks.describe(other.environment, stackName);
          if (!stack || strangerOf(other.environment, other.name, stack)) {
            return [];
          }
          const { kind } = stackState(stackName, stack.status);
          if (kind === 'reviewed' || kind === 'undone') {
            return [];
          }
          const message = createMessage('preflight.entityTaken', {
            entityRef,
            name: other.name,
            environment: other.environment.name,
          });
          return [{ ok: false, message }];
        }),
      );
      return findings.flat();
    },
  };
}
