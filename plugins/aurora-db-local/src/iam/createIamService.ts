import { paginate } from '../service/paginate';
import {
  type Authorizer,
  AwsError,
  type AwsService,
  type ServiceEnvironment,
} from '../service/AwsService';
import { accountOperations } from './accountOperations';
import { iamInputs } from './iamInputs';
import { ManagedPolicies } from './ManagedPolicies';
import { managedPolicyOperations } from './managedPolicyOperations';
import { policySchema } from './PolicyRecord';
import { RoleAuthorizer } from './RoleAuthorizer';
import { checkBoundary, rolePolicyOperations } from './rolePolicyOperations';
import { describeRole, roleSchema } from './RoleRecord';
import { Roles } from './Roles';
import { simulationOperations } from './simulationOperations';

/**
 * IAM: roles with their policies, and managed policies. They authorize only `rds-db:connect`, and
 * answer simulations.
 */
export async function createIamService({
  store,
}: Pick<ServiceEnvironment, 'store'>): Promise<AwsService & Authorizer> {
  const roles = new Roles(await store.collection('iam-roles', roleSchema));
  const policies = new ManagedPolicies(
    await store.collection('iam-policies', policySchema),
    roles,
  );
  const authorizer = new RoleAuthorizer(roles, policies);

  return {
    signingName: 'iam',
    listElementNames: { SummaryMap: 'entry' },
    refusalOf: (...request) => authorizer.refusalOf(...request),
    operations: {
      async CreateRole(rawInput, context) {
        const input = iamInputs.CreateRole.parse(rawInput);
        if (input.PermissionsBoundary !== undefined) {
          checkBoundary(policies, context, input.PermissionsBoundary);
        }
        return roles.create(context, {
          name: input.RoleName,
          path: input.Path,
          assumeRolePolicyDocument: input.AssumeRolePolicyDocument,
          description: input.Description,
          maxSessionDuration: input.MaxSessionDuration,
          createDate: new Date(),
          tags: input.Tags,
          inlinePolicies: {},
          attachedPolicyArns: [],
          permissionsBoundary: input.PermissionsBoundary,
        });
      },

      async CreateServiceLinkedRole(rawInput, context) {
        const { AWSServiceName, Description } =
          iamInputs.CreateServiceLinkedRole.parse(rawInput);
        const service = AWSServiceName.replace('.amazonaws.com', '');
        const name = `AWSServiceRoleFor${service === 'rds' ? 'RDS' : service.replaceAll('.', '')}`;
        if (roles.find(context, name)) {
          throw new AwsError(
            'InvalidInput',
            `Service role name ${name} has been taken in this account, please try a different suffix.`,
          );
        }
        return roles.create(context, {
          name,
          path: `/aws-service-role/${AWSServiceName}/`,
          assumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: AWSServiceName },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
          description: Description,
          maxSessionDuration: 3600,
          createDate: new Date(),
          tags: [],
          inlinePolicies: {},
          attachedPolicyArns: [],
        });
      },

      async GetRole(rawInput, context) {
        return {
          Role: describeRole(
            roles.get(context, iamInputs.Role.parse(rawInput).RoleName),
            context.accountId,
          ),
        };
      },

      async ListRoles(rawInput, context) {
        const { PathPrefix, Marker, MaxItems } =
          iamInputs.ListRoles.parse(rawInput);
        const { items, nextToken } = paginate(
          roles.list(context).filter(({ path }) => path.startsWith(PathPrefix)),
          {
            maxItems: MaxItems,
            token: Marker,
            invalidTokenCode: 'ValidationError',
          },
        );
        return {
          Roles: items.map(role => ({
            ...describeRole(role, context.accountId),
            Tags: undefined,
            PermissionsBoundary: undefined,
          })),
          IsTruncated: nextToken !== undefined,
          Marker: nextToken,
        };
      },

      async UpdateRole(rawInput, context) {
        const input = iamInputs.UpdateRole.parse(rawInput);
        const role = roles.get(context, input.RoleName);
        await roles.put(context, {
          ...role,
          description: input.Description ?? role.description,
          maxSessionDuration:
            input.MaxSessionDuration ?? role.maxSessionDuration,
        });
        return {};
      },

      async UpdateAssumeRolePolicy(rawInput, context) {
        const input = iamInputs.UpdateAssumeRolePolicy.parse(rawInput);
        await roles.put(context, {
          ...roles.get(context, input.RoleName),
          assumeRolePolicyDocument: input.PolicyDocument,
        });
        return {};
      },

      async DeleteRole(rawInput, context) {
        const role = roles.get(
          context,
          iamInputs.Role.parse(rawInput).RoleName,
        );
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

      ...rolePolicyOperations(roles, policies),
      ...managedPolicyOperations(policies),
      ...accountOperations(roles, policies),
      ...simulationOperations(roles, policies),

      async TagRole(rawInput, context) {
        const input = iamInputs.TagRole.parse(rawInput);
        const role = roles.get(context, input.RoleName);
        const keys = new Set(input.Tags.map(({ Key }) => Key));
        await roles.put(context, {
          ...role,
          tags: [
            ...role.tags.filter(({ Key }) => !keys.has(Key)),
            ...input.Tags,
          ],
        });
        return {};
      },

      async UntagRole(rawInput, context) {
        const input = iamInputs.UntagRole.parse(rawInput);
        const role = roles.get(context, input.RoleName);
        await roles.put(context, {
          ...role,
          tags: role.tags.filter(({ Key }) => !input.TagKeys.includes(Key)),
        });
        return {};
      },

      async ListRoleTags(rawInput, context) {
        const role = roles.get(
          context,
          iamInputs.Role.parse(rawInput).RoleName,
        );
        return { Tags: role.tags, IsTruncated: false };
      },
    },
    async reset() {
      await roles.clear();
      await policies.clear();
    },
  };
}
