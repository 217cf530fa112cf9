import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation, type Scope } from '../service/AwsService';
import { checkPolicyDocument } from './checkPolicyDocument';
import { iamInputs } from './iamInputs';
import { iamPage } from './iamPage';
import { beyondQuota, iamQuotas, sizeOf } from './iamQuotas';
import type { ManagedPolicies } from './ManagedPolicies';
import type { RoleRecord } from './RoleRecord';
import type { Roles } from './Roles';

/** Inline and attached policies of roles, and their permissions boundaries. */
export function rolePolicyOperations(
  roles: Roles,
  policies: ManagedPolicies,
): Record<string, Operation> {
  return {
    PutRolePolicy: defineOperation(
      iamInputs.PutRolePolicy,
      async (input, context) => {
        const role = roles.get(context, input.RoleName);
        checkPolicyDocument(input.PolicyDocument, 'inline');
        const inlinePolicies = {
          ...role.inlinePolicies,
          [input.PolicyName]: input.PolicyDocument,
        };
        checkSize(role, inlinePolicies);
        await roles.put(context, { ...role, inlinePolicies });
        return {};
      },
    ),

    GetRolePolicy: defineOperation(
      iamInputs.RolePolicy,
      async (input, context) => {
        const document = roles.get(context, input.RoleName).inlinePolicies[
          input.PolicyName
        ];
        if (document === undefined) {
          throw missingPolicy(input.PolicyName);
        }
        return {
          RoleName: input.RoleName,
          PolicyName: input.PolicyName,
          PolicyDocument: encodeURIComponent(document),
        };
      },
    ),

    DeleteRolePolicy: defineOperation(
      iamInputs.RolePolicy,
      async (input, context) => {
        const role = roles.get(context, input.RoleName);
        const { [input.PolicyName]: removed, ...inlinePolicies } =
          role.inlinePolicies;
        if (removed === undefined) {
          throw missingPolicy(input.PolicyName);
        }
        await roles.put(context, { ...role, inlinePolicies });
        return {};
      },
    ),

    ListRolePolicies: defineOperation(
      iamInputs.RolePage,
      async ({ RoleName, ...page }, context) => {
        const role = roles.get(context, RoleName);
        return iamPage('PolicyNames', Object.keys(role.inlinePolicies), page);
      },
    ),

    AttachRolePolicy: defineOperation(
      iamInputs.AttachRolePolicy,
      async (input, context) => {
        const role = roles.get(context, input.RoleName);
        const { attachedPolicyArns: attached } = role;
        if (!policies.isAttachable(context, input.PolicyArn)) {
          throw new AwsError(
            'NoSuchEntity',
            `Policy ${input.PolicyArn} does not exist or is not attachable.`,
            404,
          );
        }
        if (attached.includes(input.PolicyArn)) {
          return {};
        }
        if (attached.length >= iamQuotas.attachedPoliciesPerRole) {
          throw beyondQuota(
            'PoliciesPerRole',
            iamQuotas.attachedPoliciesPerRole,
          );
        }
        await roles.put(context, {
          ...role,
          attachedPolicyArns: [...attached, input.PolicyArn],
        });
        return {};
      },
    ),

    DetachRolePolicy: defineOperation(
      iamInputs.AttachRolePolicy,
      async (input, context) => {
        const role = roles.get(context, input.RoleName);
        if (!role.attachedPolicyArns.includes(input.PolicyArn)) {
          throw new AwsError(
            'NoSuchEntity',
            `Policy ${input.PolicyArn} was not found.`,
            404,
          );
        }
        await roles.put(context, {
          ...role,
          attachedPolicyArns: role.attachedPolicyArns.filter(
            arn => arn !== input.PolicyArn,
          ),
        });
        return {};
      },
    ),

    ListAttachedRolePolicies: defineOperation(
      iamInputs.ListAttachedRolePolicies,
      async ({ RoleName, PathPrefix, ...page }, context) => {
        const attached = roles
          .get(context, RoleName)
          .attachedPolicyArns.filter(arn =>
            arn.slice(arn.indexOf('/')).startsWith(PathPrefix),
          )
          .map(arn => ({
            PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
            PolicyArn: arn,
          }));
        return iamPage('AttachedPolicies', attached, page);
      },
    ),

    PutRolePermissionsBoundary: defineOperation(
      iamInputs.PutRolePermissionsBoundary,
      async ({ RoleName, PermissionsBoundary }, context) => {
        const role = roles.get(context, RoleName);
        checkBoundary(policies, context, PermissionsBoundary);
        await roles.put(context, {
          ...role,
          permissionsBoundary: PermissionsBoundary,
        });
        return {};
      },
    ),

    DeleteRolePermissionsBoundary: defineOperation(
      iamInputs.Role,
      async ({ RoleName }, context) => {
        const role = roles.get(context, RoleName);
        if (role.permissionsBoundary === undefined) {
          throw new AwsError(
            'NoSuchEntity',
            `Role ${role.name} does not have a permissions boundary.`,
            404,
          );
        }
        const { permissionsBoundary: _, ...unbounded } = role;
        await roles.put(context, unbounded);
        return {};
      },
    ),
  };
}

/** All inline policies of a role share one quota. */
function checkSize(
  { name }: RoleRecord,
  inlinePolicies: RoleRecord['inlinePolicies'],
): void {
  const size = Object.values(inlinePolicies)
    .map(sizeOf)
    .reduce((sum, one) => sum + one, 0);
  if (size > iamQuotas.rolePolicySize) {
    throw new AwsError(
      'LimitExceeded',
      `Maximum policy size of ${iamQuotas.rolePolicySize} bytes exceeded for role ${name}`,
      409,
    );
  }
}

/** Throws if the policy does not exist. IAM calls a boundary a scope in this message. */
export function checkBoundary(
  policies: ManagedPolicies,
  scope: Scope,
  arn: string,
): void {
  if (!policies.isAttachable(scope, arn)) {
    throw new AwsError(
      'NoSuchEntity',
      `Scope ARN: ${arn} does not exist or is not attachable.`,
      404,
    );
  }
}

function missingPolicy(name: string): AwsError {
  return new AwsError(
    'NoSuchEntity',
    `The role policy with name ${name} cannot be found.`,
    404,
  );
}
