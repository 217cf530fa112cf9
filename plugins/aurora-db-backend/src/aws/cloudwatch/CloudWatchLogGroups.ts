import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type { LogGroupReader } from '../../ports/LogGroupReader';
import type { AwsClients } from '../AwsClients';
import { cloudWatchLogsSdk } from '../lazySdks';

/** Reads log groups from CloudWatch Logs. */
export class CloudWatchLogGroups implements LogGroupReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async exists(environment: EnvironmentConfig, name: string): Promise<boolean> {
    const { logGroups } = await this.#clients.call(
      environment,
      'logs:DescribeLogGroups',
      () =>
        this.#clients
          .logs(environment)
          // An exact match sorts before all longer names, so the first page has it.
          .send(
            new (cloudWatchLogsSdk().DescribeLogGroupsCommand)({
              logGroupNamePrefix: name,
            }),
          ),
    );
    return (logGroups ?? []).some(group => group.logGroupName === name);
  }
}
