import { DescribeAccountAttributesCommand } from '@aws-sdk/client-rds';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  AccountQuota,
  AccountQuotaReader,
} from '../../ports/AccountQuotaReader';
import type { AwsClients } from '../AwsClients';

/** Reads quotas with RDS's DescribeAccountAttributes. */
export class RdsAccountQuotas implements AccountQuotaReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async read(
    environment: EnvironmentConfig,
  ): Promise<ReadonlyMap<string, AccountQuota>> {
    const { AccountQuotas = [] } = await this.#clients.call(
      environment,
      'rds:DescribeAccountAttributes',
      () =>
        this.#clients
          .rds(environment)
          .send(new DescribeAccountAttributesCommand({})),
    );
    return new Map(
      AccountQuotas.flatMap(({ AccountQuotaName: name, Used, Max }) =>
        name !== undefined && Used !== undefined && Max !== undefined
          ? [[name, { used: Used, limit: Max }] as const]
          : [],
      ),
    );
  }
}
