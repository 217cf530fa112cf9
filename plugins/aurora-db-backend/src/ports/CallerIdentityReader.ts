import type { EnvironmentConfig } from './EnvironmentConfig';

/** Tells who we are to AWS. */
export interface CallerIdentityReader {
  /** Throws an AwsUnavailableError where the credentials are refused. */
  read(
    environment: EnvironmentConfig,
  ): Promise<{ accountId: string; arn: string }>;
}
