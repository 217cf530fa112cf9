import type { AwsUnavailableError } from '../ports/AwsUnavailableError';

/** Something that was read from AWS. */
export interface Reading<T> {
  value: T;
  readAt: Date;
  /** Why it could not be read anew: the value is older than it should be. */
  failure?: AwsUnavailableError;
}
