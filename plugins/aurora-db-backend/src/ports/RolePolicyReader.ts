import type { EnvironmentConfig } from './EnvironmentConfig';
import type { AccountQuota } from './AccountQuotaReader';

/** IAM's quotas that a database's managed policy counts against; absent where IAM doesn't name them. */
export interface PolicyQuotas {
  /** Managed policies that can be attached to one role. */
  attachedPerRole?: number;
  /** Customer managed policies of the account. */
  policies?: AccountQuota;
}

/** Reads the managed policies of roles in an environment's account. */
export interface RolePolicyReader {
  /** ARNs of the managed policies that are attached to a role; undefined if there is no such role. */
  listAttached(
    environment: EnvironmentConfig,
    roleName: string,
  ): Promise<string[] | undefined>;
  readQuotas(environment: EnvironmentConfig): Promise<PolicyQuotas>;
}
