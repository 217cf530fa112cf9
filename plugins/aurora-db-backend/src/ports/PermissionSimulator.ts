import type { EnvironmentConfig } from './EnvironmentConfig';

/** Calls whose permission is in question. */
export interface PermissionQuestion {
  /** ARN of the role or user. */
  principalArn: string;
  /** As IAM spells them, e.g. `rds:CreateDBCluster`. */
  actions: readonly string[];
  /** ARNs without wildcards. Empty for calls that concern no single resource. */
  resources: readonly string[];
  /** Condition keys of the calls. */
  context: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Why a call is not allowed: no policy allows it, a policy denies it, a policy of the organization
 * or the permissions boundary does not allow it.
 */
export type PermissionRefusal =
  'missing' | 'denied' | 'organization' | 'boundary';

/** IAM's decision about a call on a resource. */
export interface PermissionDecision {
  action: string;
  /** `*` if the question named no resource. */
  resource: string;
  /** Absent if the call is allowed. */
  refusal?: PermissionRefusal;
}

/** Asks IAM what a principal of an environment's account may do. Makes none of the calls. */
export interface PermissionSimulator {
  /**
   * Returns a decision for each action on each resource. Throws an AwsUnavailableError if the
   * portal may not ask.
   */
  simulate(
    environment: EnvironmentConfig,
    question: PermissionQuestion,
  ): Promise<PermissionDecision[]>;
}
