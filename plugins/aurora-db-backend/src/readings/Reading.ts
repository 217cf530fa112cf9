import type { AwsUnavailableError } from '../ports/AwsUnavailableError';

/** A value that was read from AWS. */
export interface Reading<T> {
  value: T;
  readAt: Date;
  /** Why the value could not be read again. The value is older than it should be. */
  failure?: AwsUnavailableError;
}
