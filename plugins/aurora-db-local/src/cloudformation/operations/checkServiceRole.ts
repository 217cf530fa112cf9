import {
  AwsError,
  type RequestContext,
  type ServiceCaller,
} from '../../service/AwsService';
import { isRoleOfService, roleName } from '../../iam/isRoleOfService';
import { validationError } from '../validationError';

/**
 * Throws AWS's error if CloudFormation cannot use a service role: the role does not exist, does not
 * trust CloudFormation, or is in another account. Does not evaluate conditions of trust policies.
 */
export async function checkServiceRole(
  services: ServiceCaller,
  context: RequestContext,
  roleArn: string | undefined,
): Promise<void> {
  if (roleArn === undefined) {
    return;
  }
  const { accountId } = roleName(roleArn) ?? {};
  if (accountId === undefined) {
    throw validationError(`${roleArn} is not a valid RoleARN`);
  }
  if (accountId !== context.accountId) {
    throw new AwsError(
      'AccessDenied',
      `Cross-account pass role is not allowed: ${roleArn} is not of account ${context.accountId}.`,
      403,
    );
  }
  if (
    !(await isRoleOfService(
      services,
      context,
      roleArn,
      'cloudformation.amazonaws.com',
    ))
  ) {
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
}
