import { AwsError, type Operation } from '../service';
import { iamInputs } from './iamInputs';
import type { Roles } from './Roles';

/** Inline and attached policies of roles. */
export function rolePolicyOperations(roles: Roles): Record<string, Operation> {
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
      await roles.put(context, {
        ...role,
        attachedPolicyArns: Array.from(
          new Set([...role.attachedPolicyArns, input.PolicyArn]),
        ),
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
      const role = roles.get(context, iamInputs.Role.parse(rawInput).RoleName);
      return {
        AttachedPolicies: role.attachedPolicyArns.map(arn => ({
          PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
          PolicyArn: arn,
        })),
        IsTruncated: false,
      };
    },
  };
}

function missingPolicy(name: string): AwsError {
  return new AwsError(
    'NoSuchEntity',
    `The role policy with name ${name} cannot be found.`,
    404,
  );
}
