import type { EnvironmentConfig } from '../ports/EnvironmentConfig';
import type { LogEventReader, LogQuery } from '../ports/LogEventReader';
import type { AwsClients } from './AwsClients';
import { awsErrorCode } from './awsErrors';
import { cloudWatchLogsSdk } from './lazySdks';

/** Reads log events from CloudWatch Logs. */
export class CloudWatchLogEvents implements LogEventReader {
  readonly #clients: AwsClients;

  constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async filter(environment: EnvironmentConfig, query: LogQuery) {
    const output = await this.#clients.call(
      environment,
      'logs:FilterLogEvents',
      async () => {
        try {
          return await this.#clients.logs(environment).send(
            new (cloudWatchLogsSdk().FilterLogEventsCommand)({
              logGroupName: query.logGroupName,
              startTime: query.from,
              endTime: query.to,
              filterPattern: query.pattern,
              nextToken: query.next,
              limit: query.limit,
            }),
          );
        } catch (error) {
          if (awsErrorCode(error) === 'ResourceNotFoundException') {
            return undefined;
          }
          throw error;
        }
      },
    );
    return (
      output && {
        events: (output.events ?? []).map(event => ({
          id: event.eventId ?? '',
          at: event.timestamp ?? 0,
          stream: event.logStreamName ?? '',
          text: event.message ?? '',
        })),
        ...(output.nextToken && { next: output.nextToken }),
      }
    );
  }
}
