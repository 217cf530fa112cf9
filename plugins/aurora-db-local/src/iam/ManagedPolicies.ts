import { AwsError, type Collection, type Scope } from '../service/AwsService';
import { iamQuotas, beyondQuota } from './iamQuotas';
import { policyArn, type PolicyRecord } from './PolicyRecord';
import type { RoleRecord } from './RoleRecord';
import { globally, type Account, type Roles } from './Roles';

/** The customer managed policies of all accounts. */
export class ManagedPolicies {
  constructor(
    private readonly stored: Collection<PolicyRecord>,
    private readonly roles: Roles,
  ) {}

  find(scope: Account, arn: string): PolicyRecord | undefined {
    return this.stored.get(globally(scope), arn);
  }

  get(scope: Account, arn: string): PolicyRecord {
    const policy = this.find(scope, arn);
    if (!policy) {
      throw new AwsError(
        'NoSuchEntity',
        `Policy ${arn} does not exist or is not attachable.`,
        404,
      );
    }
    return policy;
  }

  list(scope: Account): PolicyRecord[] {
    return this.stored.list(globally(scope));
  }

  /**
   * The document of the default version; undefined for policies that are not stored here, such as
   * AWS's own.
   */
  documentOf(scope: Account, arn: string): string | undefined {
    const policy = this.find(scope, arn);
    return policy?.versions.find(
      ({ number }) => number === policy.defaultVersion,
    )?.document;
  }

  /**
   * Whether a policy can be attached: one of this account that exists, or any of AWS's own, which
   * are not stored here.
   */
  isAttachable(scope: Account, arn: string): boolean {
    return (
      /^arn:aws:iam::aws:policy\/[!-~]+$/.test(arn) ||
      this.find(scope, arn) !== undefined
    );
  }

  /**
   * The number of roles that have it attached, and of those for which it is the permissions
   * boundary.
   */
  usesOf(scope: Scope, arn: string) {
    const roles = this.roles.list(scope);
    return {
      attachments: roles.filter(role => role.attachedPolicyArns.includes(arn))
        .length,
      boundaries: roles.filter(role => role.permissionsBoundary === arn).length,
    };
  }

  /** Throws if the name is in use or the account's quota of policies is used up. */
  async create(scope: Scope, policy: PolicyRecord): Promise<string> {
    const present = this.list(scope);
    const namesake = present.some(
      ({ name }) => name.toLowerCase() === policy.name.toLowerCase(),
    );
    if (namesake) {
      throw new AwsError(
        'EntityAlreadyExists',
        `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
        409,
      );
    }
    if (present.length >= iamQuotas.policies) {
      throw beyondQuota('PoliciesPerAccount', iamQuotas.policies);
    }
    const arn = policyArn(scope.accountId, policy);
    await this.put(scope, arn, policy);
    return arn;
  }

  put(scope: Scope, arn: string, policy: PolicyRecord): Promise<void> {
    return this.stored.put(globally(scope), arn, policy);
  }

  delete(scope: Scope, arn: string): Promise<void> {
    return this.stored.delete(globally(scope), arn);
  }

  clear(): Promise<void> {
    return this.stored.clear();
  }
}

/**
 * Names and documents of a role's inline and attached policies. AWS's own managed policies are not
 * stored here and have no effect.
 */
export function policiesOfRole(
  policies: ManagedPolicies,
  role: RoleRecord,
  accountId: string,
): Array<[name: string, document: string]> {
  const attached = role.attachedPolicyArns.flatMap(
    (arn): Array<[string, string]> => {
      const document = policies.documentOf({ accountId }, arn);
      return document === undefined ? [] : [[arn, document]];
    },
  );
  return [...Object.entries(role.inlinePolicies), ...attached];
}
