import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { LogGroupReader } from '../ports/LogGroupReader';
import type { AwsClients } from './AwsClients';
import { callAws } from './awsErrors';

/** Log groups by CloudWatch Logs. */
export class CloudWatchLogGroups implements LogGroupReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async exists(environment: EnvironmentConfig, name: string): Promise<boolean> {
    const { logGroups } = await callAws(
      environment,
      'logs:DescribeLogGroups',
      () =>
        this.#clients
          .logs(environment)
          // The name itself sorts before all longer ones, so the first page holds it.
          .send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name })),
    );
    return (logGroups ?? []).some(group => group.logGroupName === name);
  }
}
