import { defineOperation } from '../service/defineOperation';
import { AwsError, type Operation } from '../service/AwsService';
import { iamInputs } from './iamInputs';
import { newRole } from './RoleRecord';
import type { Roles } from './Roles';

/** Services whose role can exist once only, with its name in the name of the role. */
const singleRoles: Readonly<Record<string, string>> = { rds: 'RDS' };

/** Roles that AWS's services use. */
export function serviceLinkedRoleOperations(
  roles: Roles,
): Record<string, Operation> {
  return {
    CreateServiceLinkedRole: defineOperation(
      iamInputs.CreateServiceLinkedRole,
      async ({ AWSServiceName, Description, CustomSuffix }, context) => {
        const service = AWSServiceName.replace('.amazonaws.com', '');
        const single = singleRoles[service];
        if (single !== undefined && CustomSuffix !== undefined) {
          throw new AwsError(
            'InvalidInput',
            `Custom suffix is not allowed for ${AWSServiceName}`,
          );
        }
        const suffix = CustomSuffix === undefined ? '' : `_${CustomSuffix}`;
        const name = `AWSServiceRoleFor${single ?? service.replaceAll('.', '')}${suffix}`;
        if (roles.find(context, name)) {
          throw new AwsError(
            'InvalidInput',
            `Service role name ${name} has been taken in this account, please try a different suffix.`,
          );
        }
        return roles.create(
          context,
          newRole({
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
          }),
        );
      },
    ),
  };
}
