import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { TopicReader } from '../ports/TopicReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { snsSdk } from './lazySdks';

/** Reads topics from SNS. */
export class SnsTopics implements TopicReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  exists(environment: EnvironmentConfig, arn: string): Promise<boolean> {
    return this.#clients.call(
      environment,
      'sns:GetTopicAttributes',
      async () => {
        try {
          await this.#clients
            .sns(environment)
            .send(new (snsSdk().GetTopicAttributesCommand)({ TopicArn: arn }));
          return true;
        } catch (error) {
          if (/^NotFound(Exception)?$/.test(awsErrorCode(error) ?? '')) {
            return false;
          }
          throw error;
        }
      },
    );
  }
}
