import type { Authorizer } from '../service/AwsService';
import { policiesOfRole, type ManagedPolicies } from './ManagedPolicies';
import { effectOf } from './PolicyDocument';
import type { RoleRecord } from './RoleRecord';
import type { Roles } from './Roles';

/**
 * Decides by the inline and attached policies of roles, within their permissions boundaries. An
 * account's root user may perform all actions in its account.
 */
export class RoleAuthorizer implements Authorizer {
  constructor(
    private readonly roles: Roles,
    private readonly policies: ManagedPolicies,
  ) {}

  refusalOf(
    principalArn: string,
    action: string,
    resource: string,
  ): string | undefined {
    const [, , , , accountId = '', principal = ''] = principalArn.split(':');
    const [, , , , owner] = resource.split(':');
    if (accountId !== owner) {
      return `${principalArn} is not of account ${owner}`;
    }
    if (principal === 'root') {
      return undefined;
    }
    const [kind, roleName = ''] = principal.split('/');
    const role =
      kind === 'assumed-role'
        ? this.roles.find({ accountId }, roleName)
        : undefined;
    if (!role) {
      return `${principalArn} is no role that account ${accountId} has`;
    }
    return this.#refusalBy(role, accountId, action, resource);
  }

  #refusalBy(
    role: RoleRecord,
    accountId: string,
    action: string,
    resource: string,
  ): string | undefined {
    const who = `the role ${role.name} of account ${accountId}`;
    let isAllowed = false;
    for (const [name, document] of policiesOfRole(
      this.policies,
      role,
      accountId,
    )) {
      try {
        const effect = effectOf(document, action, resource);
        if (effect === 'deny') {
          return `the policy ${name} denies ${who} ${action} on ${resource}`;
        }
        isAllowed ||= effect === 'allow';
      } catch {
        // AWS refuses such a policy in PutRolePolicy. Here, what it denies is unknown.
        return `the policy ${name} of ${who} is not a policy document and cannot be evaluated`;
      }
    }
    return isAllowed
      ? this.#refusalByBoundary(role, accountId, action, resource)
      : `no policy of ${who} allows ${action} on ${resource}`;
  }

  /** A boundary grants no rights and refuses what it does not allow. */
  #refusalByBoundary(
    { name, permissionsBoundary: arn }: RoleRecord,
    accountId: string,
    action: string,
    resource: string,
  ): string | undefined {
    if (arn === undefined) {
      return undefined;
    }
    const boundary = `the permissions boundary ${arn} of the role ${name} of account ${accountId}`;
    const document = this.policies.documentOf({ accountId }, arn);
    if (document === undefined) {
      return `${boundary} is not kept here, and so allows nothing`;
    }
    try {
      return effectOf(document, action, resource) === 'allow'
        ? undefined
        : `${boundary} does not allow ${action} on ${resource}`;
    } catch {
      return `${boundary} is not a policy document and cannot be evaluated`;
    }
  }
}
