import type { JsonObject } from '@backstage/types';
import type { EnvironmentConfig } from './EnvironmentConfig';

/** An IAM role. */
export interface IamRole {
  /** With the role's path, which the ARN of a session lacks. */
  arn: string;
  /** Services that the trust policy allows to assume the role, e.g. `rds.amazonaws.com`. */
  trustedServices: readonly string[];
  /** The trust policy, as it is. */
  trustPolicy: JsonObject;
}

/** Reads roles and policies of an environment's account. */
export interface PrincipalReader {
  /** Returns undefined if there is no such role. */
  findRole(
    environment: EnvironmentConfig,
    name: string,
  ): Promise<IamRole | undefined>;
  hasPolicy(environment: EnvironmentConfig, arn: string): Promise<boolean>;
}
