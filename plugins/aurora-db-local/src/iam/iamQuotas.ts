import { AwsError } from '../service/AwsService';

/** IAM's default quotas. Source: IAM user guide, "IAM and AWS STS quotas". */
export const iamQuotas = {
  attachedPoliciesPerRole: 10,
  policies: 1500,
  /** Characters of a managed policy, without white space. */
  policySize: 6144,
  /** Characters of all inline policies of a role, without white space. */
  rolePolicySize: 10_240,
  roles: 1000,
  tags: 50,
  /** Characters of a trust policy, without white space. */
  trustPolicySize: 2048,
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

/** The characters of a document that count towards a quota. */
export function sizeOf(document: string): number {
  return document.replace(/\s/g, '').length;
}
