import type { EnvironmentConfig } from './EnvironmentConfig';
import type { AccountQuota } from './AccountQuotaReader';

/** IAM's quotas that apply to a database's managed policy; absent if IAM does not return them. */
export interface PolicyQuotas {
  /** Number of managed policies that can be attached to one role. */
  attachedPerRole?: number;
  /** Customer managed policies of the account. */
  policies?: AccountQuota;
}

/** Reads the managed policies of roles in an environment's account. */
export interface RolePolicyReader {
  /**
   * Returns the ARNs of the managed policies that are attached to a role; undefined if the role
   * does not exist.
   */
  listAttached(
    environment: EnvironmentConfig,
    roleName: string,
  ): Promise<string[] | undefined>;
  readQuotas(environment: EnvironmentConfig): Promise<PolicyQuotas>;
}
