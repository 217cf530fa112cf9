import { paginate } from '../service/paginate';
import { AwsError, type Operation, type Scope } from '../service/AwsService';
import { iamInputs } from './iamInputs';
import { beyondQuota, iamQuotas } from './iamQuotas';
import type { ManagedPolicies } from './ManagedPolicies';
import type { Roles } from './Roles';

/** Inline and attached policies of roles, and their permissions boundaries. */
export function rolePolicyOperations(
  roles: Roles,
  policies: ManagedPolicies,
): Record<string, Operation> {
  return {
    async PutRolePolicy(rawInput, context) {
      const input = iamInputs.PutRolePolicy.parse(rawInput);
      const role = roles.get(context, input.RoleName);
      await roles.put(context, {
        ...role,
        inlinePolicies: {
          ...role.inlinePolicies,
          [input.PolicyName]: input.PolicyDocument,
        },
      });
      return {};
    },

    async GetRolePolicy(rawInput, context) {
      const input = iamInputs.RolePolicy.parse(rawInput);
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

    async DeleteRolePolicy(rawInput, context) {
      const input = iamInputs.RolePolicy.parse(rawInput);
      const role = roles.get(context, input.RoleName);
      const { [input.PolicyName]: removed, ...inlinePolicies } =
        role.inlinePolicies;
      if (removed === undefined) {
        throw missingPolicy(input.PolicyName);
      }
      await roles.put(context, { ...role, inlinePolicies });
      return {};
    },

    async ListRolePolicies(rawInput, context) {
      const role = roles.get(context, iamInputs.Role.parse(rawInput).RoleName);
      return {
        PolicyNames: Object.keys(role.inlinePolicies),
        IsTruncated: false,
      };
    },

    async AttachRolePolicy(rawInput, context) {
      const input = iamInputs.AttachRolePolicy.parse(rawInput);
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
        throw beyondQuota('PoliciesPerRole', iamQuotas.attachedPoliciesPerRole);
      }
      await roles.put(context, {
        ...role,
        attachedPolicyArns: [...attached, input.PolicyArn],
      });
      return {};
    },

    async DetachRolePolicy(rawInput, context) {
      const input = iamInputs.AttachRolePolicy.parse(rawInput);
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

    async ListAttachedRolePolicies(rawInput, context) {
      const input = iamInputs.ListAttachedRolePolicies.parse(rawInput);
      const { items, nextToken } = paginate(
        roles
          .get(context, input.RoleName)
          .attachedPolicyArns.filter(arn =>
            arn.slice(arn.indexOf('/')).startsWith(input.PathPrefix),
          ),
        {
          maxItems: input.MaxItems,
          token: input.Marker,
          invalidTokenCode: 'ValidationError',
        },
      );
      return {
        AttachedPolicies: items.map(arn => ({
          PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
          PolicyArn: arn,
        })),
        IsTruncated: nextToken !== undefined,
        Marker: nextToken,
      };
    },

    async PutRolePermissionsBoundary(rawInput, context) {
      const { RoleName, PermissionsBoundary } =
        iamInputs.PutRolePermissionsBoundary.parse(rawInput);
      const role = roles.get(context, RoleName);
      checkBoundary(policies, context, PermissionsBoundary);
      await roles.put(context, {
        ...role,
        permissionsBoundary: PermissionsBoundary,
      });
      return {};
    },

    async DeleteRolePermissionsBoundary(rawInput, context) {
      const role = roles.get(context, iamInputs.Role.parse(rawInput).RoleName);
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
  };
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
