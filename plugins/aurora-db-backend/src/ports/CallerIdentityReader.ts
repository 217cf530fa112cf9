import type { EnvironmentConfig } from '../config/readConfig';

/** Tells who we are to AWS. */
export interface CallerIdentityReader {
  /** Throws an AwsUnavailableError where the credentials are refused. */
  read(
    environment: EnvironmentConfig,
  ): Promise<{ accountId: string; arn: string }>;
}
