import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { PreflightCheck, PreflightFinding } from './PreflightCheck';
import type { DatabaseSubject } from './preflightSubjects';

/** Whether the portal's credentials belong to the account of the environment. */
export class CredentialsCheck implements PreflightCheck<
  Pick<DatabaseSubject, 'environment'>
> {
  readonly name = 'credentials';
  readonly #identity: CallerIdentityReader;

  constructor(identity: CallerIdentityReader) {
    this.#identity = identity;
  }

  async run({
    environment,
  }: Pick<DatabaseSubject, 'environment'>): Promise<PreflightFinding[]> {
    const { accountId, arn } = await this.#identity.read(environment);
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
  }
}
