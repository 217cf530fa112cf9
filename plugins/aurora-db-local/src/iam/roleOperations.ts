import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { checkPolicyDocument } from './checkPolicyDocument';
import { iamInputs } from './iamInputs';
import { iamPage } from './iamPage';
import { beyondQuota, iamQuotas, sizeOf } from './iamQuotas';
import type { ManagedPolicies } from './ManagedPolicies';
import { checkBoundary } from './rolePolicyOperations';
import { describeRole, newRole } from './RoleRecord';
import type { Roles } from './Roles';
import { withTags } from './roleTags';

/** Roles and their trust policies. */
export function roleOperations(
  roles: Roles,
  policies: ManagedPolicies,
): Record<string, Operation> {
  return {
    CreateRole: defineOperation(
      iamInputs.CreateRole,
      async (input, context) => {
        checkTrustPolicy(input.AssumeRolePolicyDocument);
        if (input.PermissionsBoundary !== undefined) {
          checkBoundary(policies, context, input.PermissionsBoundary);
        }
        return roles.create(
          context,
          newRole({
            name: input.RoleName,
            path: input.Path,
            assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
            description: input.Description,
            maxSessionDuration: input.MaxSessionDuration,
            tags: withTags([], input.Tags),
            permissionsBoundary: input.PermissionsBoundary,
          }),
        );
      },
    ),

    GetRole: defineOperation(iamInputs.Role, async ({ RoleName }, context) => ({
      Role: {
        ...describeRole(roles.get(context, RoleName), context.accountId),
        // As on AWS for a role that was never used.
        RoleLastUsed: {},
      },
    })),

    ListRoles: defineOperation(
      iamInputs.ListRoles,
      async ({ PathPrefix, ...page }, context) => {
        const listed = roles
          .list(context)
          .filter(({ path }) => path.startsWith(PathPrefix))
          .map(role => ({
            ...describeRole(role, context.accountId),
            Tags: undefined,
            PermissionsBoundary: undefined,
          }));
        return iamPage('Roles', listed, page);
      },
    ),

    UpdateRole: defineOperation(
      iamInputs.UpdateRole,
      async (input, context) => {
        const role = roles.get(context, input.RoleName);
        await roles.put(context, {
          ...role,
          description: input.Description ?? role.description,
          maxSessionDuration:
            input.MaxSessionDuration ?? role.maxSessionDuration,
        });
        return {};
      },
    ),

    UpdateAssumeRolePolicy: defineOperation(
      iamInputs.UpdateAssumeRolePolicy,
      async ({ RoleName, PolicyDocument }, context) => {
        const role = roles.get(context, RoleName);
        checkTrustPolicy(PolicyDocument);
        await roles.put(context, {
          ...role,
          assumeRolePolicyDocument: PolicyDocument,
        });
        return {};
      },
    ),

    DeleteRole: defineOperation(
      iamInputs.Role,
      async ({ RoleName }, context) => {
        const role = roles.get(context, RoleName);
        if (role.attachedPolicyArns.length > 0) {
          throw new AwsError(
            'DeleteConflict',
            'Cannot delete entity, must detach all policies first.',
            409,
          );
        }
        if (Object.keys(role.inlinePolicies).length > 0) {
          throw new AwsError(
            'DeleteConflict',
            'Cannot delete entity, must delete policies first.',
            409,
          );
        }
        await roles.delete(context, role);
        return {};
      },
    ),
  };
}

function checkTrustPolicy(document: string): void {
  checkPolicyDocument(document, 'trust');
  if (sizeOf(document) > iamQuotas.trustPolicySize) {
    throw beyondQuota('ACLSizePerRole', iamQuotas.trustPolicySize);
  }
}
