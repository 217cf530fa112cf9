import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { PreflightCheck } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

/** Whether the portal's credentials belong to the account of the environment. */
export function credentialsCheck(
  identity: CallerIdentityReader,
): PreflightCheck<Pick<DatabaseSubject, 'environment'>> {
  return {
    name: 'credentials',

    async run({ environment }) {
      const { accountId, arn } = await identity.read(environment);
      const ok = accountId === environment.accountId;
      return [
        {
          ok,
          message: ok
            ? createMessage('preflight.credentials', { accountId, arn })
            : createMessage('preflight.otherAccount', {
                environment: environment.name,
                accountId,
                arn,
                key: `auroraDb.environments.${environment.name}.accountId`,
                configured: environment.accountId,
              }),
        },
      ];
    },
  };
}
