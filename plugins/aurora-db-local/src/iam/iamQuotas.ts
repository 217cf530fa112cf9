import { AwsError } from '../service/AwsService';

/** IAM's default quotas. Source: IAM user guide, "IAM and AWS STS quotas". */
export const iamQuotas = {
  attachedPoliciesPerRole: 10,
  policies: 1500,
  /** Characters of a managed policy, without white space. */
  policySize: 6144,
  rolePolicySize: 10_240,
  roles: 1000,
  versionsPerPolicy: 5,
} as const;

/** IAM's error for an exceeded quota, with its name for the quota. */
export function beyondQuota(name: string, limit: number): AwsError {
  return new AwsError(
    'LimitExceeded',
    `Cannot exceed quota for ${name}: ${limit}`,
    409,
  );
}
