import type { AwsUnavailableError } from '../ports/errors/AwsUnavailableError';

/** A value that was read from AWS. */
export interface Reading<T> {
  value: T;
  readAt: Date;
  /** Why the latest read failed. The value is then older than it should be. */
  failure?: AwsUnavailableError;
}
