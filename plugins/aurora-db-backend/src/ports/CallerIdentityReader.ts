import type { EnvironmentConfig } from './EnvironmentConfig';

/** Reads the AWS identity of the portal's credentials. */
export interface CallerIdentityReader {
  /** Throws an AwsUnavailableError if AWS refuses the credentials. */
  read(
    environment: EnvironmentConfig,
  ): Promise<{ accountId: string; arn: string }>;
}
