import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { CallerIdentityReader } from '../ports/CallerIdentityReader';
import type { AwsClients } from './AwsClients';

/** Reads the identity of the portal's credentials from STS. */
export class StsCallerIdentity implements CallerIdentityReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async read(
    environment: EnvironmentConfig,
  ): Promise<{ accountId: string; arn: string }> {
    const { Account, Arn } = await this.#clients.call(
      environment,
      'sts:GetCallerIdentity',
      () =>
        this.#clients.sts(environment).send(new GetCallerIdentityCommand({})),
    );
    return { accountId: Account ?? 'unknown', arn: Arn ?? 'unknown' };
  }
}
