import type { Scope } from './AwsService';

/** A log of a server, as RDS sends it to CloudWatch Logs. */
export interface ExportedLog {
  logGroupName: string;
  logStreamName: string;
  /** Tells the log from those of earlier databases with the same name. */
  sourceId: string;
  /** The position from which the log is exported. */
  from: number;
  /**
   * Reads from a position on, or from the oldest byte that is kept. No bytes: the end of the log.
   */
  read(
    from: number,
    mostBytes: number,
  ): Promise<{ start: number; bytes: Buffer }>;
}

/** The CloudWatch Logs service implements it for services that send logs. */
export interface LogSink {
  /**
   * Stores what was added to a log. Makes its group if that is missing, and continues at the right
   * place after a restart.
   */
  receive(scope: Scope, log: ExportedLog): Promise<void>;
  /** Ends a log. Its events stay. */
  forget(scope: Scope, sourceId: string): Promise<void>;
}

/** The CloudWatch Logs service implements it for metric filters. */
export interface NewLogEvents {
  /**
   * Shows the messages that a stream got since a position, and returns the position for the next
   * call. Without a position there are no messages, and without `visit` they are not read.
   */
  messagesSince(
    scope: Scope,
    stream: { logGroupName: string; logStreamName: string },
    position: number | undefined,
    visit?: (message: string) => void,
  ): Promise<number>;
}
