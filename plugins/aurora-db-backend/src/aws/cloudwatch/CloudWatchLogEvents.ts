import { createMessage } from '@aurora-db/backstage-plugin-aurora-db-common';
import type { EnvironmentConfig } from '../../ports/EnvironmentConfig';
import type {
  LogEventPage,
  LogEventReader,
  LogQuery,
} from '../../ports/LogEventReader';
import { InputError } from '../../ports/errors/userErrors';
import type { AwsClients } from '../AwsClients';
import { awsErrorCode } from '../awsErrors';
import { cloudWatchLogsSdk } from '../lazySdks';

/** Longest call with the SDK's retries, in ms, because a user waits for it. */
const defaultCallTimeoutMs = 20_000;

/** Reads log events from CloudWatch Logs. */
export class CloudWatchLogEvents implements LogEventReader {
  readonly #clients: AwsClients;
  readonly #callTimeoutMs: number;

  constructor(clients: AwsClients, options: { callTimeoutMs?: number } = {}) {
    this.#clients = clients;
    this.#callTimeoutMs = options.callTimeoutMs ?? defaultCallTimeoutMs;
  }

  filter(
    environment: EnvironmentConfig,
    query: LogQuery,
  ): Promise<LogEventPage | undefined> {
    return this.#clients.call(environment, 'logs:FilterLogEvents', async () => {
      const abortSignal = AbortSignal.timeout(this.#callTimeoutMs);
      try {
        const { events = [], nextToken } = await this.#clients
          .logs(environment)
          .send(
            new (cloudWatchLogsSdk().FilterLogEventsCommand)({
              logGroupName: query.logGroupName,
              startTime: query.from,
              endTime: query.to,
              filterPattern: query.pattern,
              nextToken: query.next,
              limit: query.limit,
              startFromHead: false,
            }),
            { abortSignal },
          );
        return {
          events: events.map(event => ({
            id: event.eventId ?? '',
            at: event.timestamp ?? 0,
            stream: event.logStreamName ?? '',
            text: event.message ?? '',
          })),
          ...(nextToken && { next: nextToken }),
        };
      } catch (error) {
        if (abortSignal.aborted) {
          throw Object.assign(new Error(), { code: 'ETIMEDOUT' });
        }
        const code = awsErrorCode(error);
        if (code === 'ResourceNotFoundException') {
          return undefined;
        }
        if (code === 'InvalidParameterException' && query.next !== undefined) {
          // The other parameters were accepted with the first page.
          throw new InputError(createMessage('input.logNext'));
        }
        throw error;
      }
    });
  }
}
