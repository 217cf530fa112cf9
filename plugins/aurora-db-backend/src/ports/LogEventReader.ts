import type { EnvironmentConfig } from './EnvironmentConfig';

/** An event of CloudWatch Logs. */
export interface LogEvent {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  /** The stream, `<instance>.<number>`. */
  stream: string;
  text: string;
}

/** What to read of a log group. Times are inclusive. */
export interface LogQuery {
  logGroupName: string;
  /** Epoch milliseconds. */
  from: number;
  to: number;
  /** A filter pattern of CloudWatch Logs. */
  pattern?: string;
  /** Of the page before. CloudWatch Logs accepts it for 24 hours. */
  next?: string;
  /** Maximum number of events, up to 10,000. */
  limit: number;
}

/** A page of events. */
export interface LogEventPage {
  events: LogEvent[];
  /** Absent at the end of the range. */
  next?: string;
}

/** Reads log events of an environment's account and region. */
export interface LogEventReader {
  /**
   * Returns a page of events, the newest first, or undefined if there is no such log group. A page
   * can be empty and have a next one. Makes one call. Throws an AwsUnavailableError if AWS gives no
   * answer, and an InputError if AWS does not accept `next`.
   */
  filter(
    environment: EnvironmentConfig,
    query: LogQuery,
  ): Promise<LogEventPage | undefined>;
}
