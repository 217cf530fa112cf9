import type { LogRecord } from './parseLogRecord';
import { maskMessage } from './maskMessage';

/** The SQLSTATE and the message of an error, without values. */
export function describeError({ message, sqlState }: LogRecord): {
  sqlState?: string;
  message: string;
} {
  return { ...(sqlState && { sqlState }), message: maskMessage(message) };
}
